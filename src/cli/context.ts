/** What a command may know of the process it runs in; tests make it up. */
export interface CommandContext {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Whether standard output and standard error take colour. */
  readonly color: { readonly output: boolean; readonly error: boolean };
  write(text: string): void;
  writeError(text: string): void;
  now(): Date;
  /** How large the terminal is that standard output is; null where it is none that can be drawn on. */
  terminal(): TerminalSize | null;
  /** Asks a question on the terminal; null where there is nobody to answer. */
  ask(question: string): Promise<string | null>;
  /** From now on an interrupt does not end the process: it aborts this signal, whose reason is the exit code. */
  interruption(): AbortSignal;
  /** Waits so many seconds, or until an interrupt. */
  pause(seconds: number, interrupt: AbortSignal): Promise<void>;
  /** Runs a program on this terminal, passing signals on; the exit code, or null where it cannot be started. */
  run(program: string, words: readonly string[]): Promise<number | null>;
  /**
   * Runs a program and keeps its standard output; its exit code is null where it cannot be started. What it says on
   * standard error is shown, unless `quiet`.
   */
  capture(program: string, words: readonly string[], how?: CaptureOptions): Promise<Captured>;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface CaptureOptions {
  readonly quiet?: boolean;
  /** Seconds after which it is killed: then what it printed is all there is, and the exit code is null. */
  readonly limit?: number;
}

/** What became of a captured program. */
export interface Captured {
  readonly code: number | null;
  readonly output: string;
}

/** What a command's action calls with the exit code: 0 done, 1 the input or a task failed. */
export type Finish = (code: number) => void;
