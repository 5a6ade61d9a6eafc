/** What a command may know about its process; tests fake it. */
export interface CommandContext {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard output and standard error support colour. */
  readonly color: { readonly output: boolean; readonly error: boolean };
  write(text: string): void;
  writeError(text: string): void;
  /** Shows on a terminal what `hsm` is waiting for, until the returned function is called; elsewhere nothing. */
  announce(text: string): () => void;
  now(): Date;
  /** The size of the terminal on standard output; null if it is not a terminal that can be drawn on. */
  terminal(): TerminalSize | null;
  /** Asks a question on the terminal; null if nobody can answer. */
  ask(question: string): Promise<string | null>;
  /** After this call an interrupt does not end the process: it aborts this signal, whose reason is the exit code. */
  interruption(): AbortSignal;
  /** Waits this many seconds, or until an interrupt. */
  pause(seconds: number, interrupt: AbortSignal): Promise<void>;
  /** Runs a program on this terminal, passing signals on; returns the exit code, or null if it cannot be started. */
  run(program: string, words: readonly string[]): Promise<number | null>;
  /**
   * Runs a program and captures its standard output; its exit code is null if it cannot be started. Its standard error is shown, unless
   * `quiet`.
   */
  capture(program: string, words: readonly string[], how?: CaptureOptions): Promise<Captured>;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface CaptureOptions {
  readonly quiet?: boolean;
  /** Seconds after which it is killed; its output so far is then returned, with null as its exit code. */
  readonly limit?: number;
}

/** The result of a captured program. */
export interface Captured {
  readonly code: number | null;
  readonly output: string;
}

/** Called by a command's action with the exit code: 0 done, 1 the input or a task failed. */
export type Finish = (code: number) => void;
