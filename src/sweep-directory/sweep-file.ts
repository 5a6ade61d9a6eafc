/** A file of a sweep directory, ready to be written. */
export interface SweepFile {
  /** Relative to the sweep directory, with forward slashes. */
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly executable: boolean;
  /** Its purpose, in one phrase. */
  readonly summary: string;
}
