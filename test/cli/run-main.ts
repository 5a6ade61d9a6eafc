import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { CommandContext } from '../../src/cli/context.ts';
import { main } from '../../src/cli/main.ts';
import { captureProgram } from '../../src/cli/run-program.ts';

/** The effects of a command line. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
  readonly error: string;
  /** The programs that would have been run. */
  readonly runs: readonly (readonly string[])[];
  /** The seconds of each wait that would have happened. */
  readonly pauses: readonly number[];
}

/** A project in a new directory, with a training script and the given files. */
export function project(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'hsm-project-'));
  for (const [path, text] of Object.entries({ 'train.py': '', ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** Runs a command line in this process; `exitCode` is the exit code of programs, `answer` the answer to a question. */
export async function run(
  workingDirectory: string,
  words: readonly string[],
  exitCode: number | null = 0,
  environment: Readonly<Record<string, string | undefined>> = { PATH: process.env['PATH'] },
  answer: string | null = null,
): Promise<Outcome> {
  let output = '';
  let error = '';
  const runs: (readonly string[])[] = [];
  const pauses: number[] = [];
  const context: CommandContext = {
    workingDirectory,
    environment,
    color: { output: false, error: false },
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      error += text;
    },
    announce: () => () => {},
    now: () => new Date(2026, 0, 2, 3, 4, 5),
    terminal: () => null,
    ask: async () => answer,
    interruption: () => new AbortController().signal,
    pause: async (seconds) => {
      pauses.push(seconds);
    },
    run: async (program, programWords) => {
      runs.push([program, ...programWords]);
      return exitCode;
    },
    capture: captureProgram,
  };
  const code = await main(words, context);
  return { code, output, error, runs, pauses };
}
