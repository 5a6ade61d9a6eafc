import type { Source } from '../source/source.ts';

/** What the checks may ask about the machine they run on; the driver answers, tests make it up. */
export interface ProjectFacts {
  /** Whether a file is there; the path is absolute, relative to the project root, or begins with `~/`. */
  fileExists(path: string): boolean;
  /** Whether a directory is there; the path is as for `fileExists`. */
  directoryExists(path: string): boolean;
  /** Whether a program can be started, by its path or by a name to be found on PATH. */
  executableExists(nameOrPath: string): boolean;
  /** The beginning of a file, each byte of what is not UTF-8 as some character; null where it cannot be read. */
  fileText(path: string): string | null;
  /**
   * All bytes of a file, its digest, and how a user would type its path; or why it cannot be read. The path is as for
   * `fileExists`.
   */
  fileContent(path: string): FileContent | { readonly reason: string };
  /** A file of the sweep as `PlannedEnvironment.files` names it. */
  fileName(source: Source): string;
}

export interface FileContent {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Relative to the working directory. */
  readonly shown: string;
}
