/** What the checks may ask about the machine they run on; the driver answers, tests make it up. */
export interface ProjectFacts {
  /** Whether a file is there; the path is absolute or relative to the project root. */
  fileExists(path: string): boolean;
  /** Whether a program can be started, by its path or by a name to be found on PATH. */
  executableExists(nameOrPath: string): boolean;
}
