import type { Source } from '../source/source.ts';

/** Questions that the checks may ask about the machine they run on; the driver answers them, tests fake them. */
export interface ProjectFacts {
  /** What the machine that runs the tasks has, and this one need not have: its programs, or a project of its own. */
  readonly elsewhere: readonly ('programs' | 'project')[];
  /** Whether a file exists; the path is absolute, relative to the project root, or begins with `~/`. */
  fileExists(path: string): boolean;
  /** Whether a directory exists; the path is as for `fileExists`. */
  directoryExists(path: string): boolean;
  /** Whether a program can be started, by its path or by a name to be found on PATH. */
  executableExists(nameOrPath: string): boolean;
  /** The beginning of a file, with some character for each byte that is not UTF-8; null if it cannot be read. */
  fileText(path: string): string | null;
  /**
   * All bytes of a file, its digest, and its path as a user would type it; or why it cannot be read. The path is as for `fileExists`.
   */
  fileContent(path: string): FileContent | { readonly reason: string };
  /** A file of the sweep, named as in `PlannedEnvironment.files`. */
  fileName(source: Source): string;
}

export interface FileContent {
  readonly bytes: Uint8Array;
  /** SHA-256 of the bytes, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Relative to the working directory. */
  readonly shown: string;
}
