import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Captured, CaptureOptions } from './context.ts';

/** Runs a program and captures its standard output; its standard error goes to this process's, or is discarded. */
export function captureProgram(
  program: string,
  words: readonly string[],
  { quiet = false, limit }: CaptureOptions = {},
): Promise<Captured> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: ['ignore', 'pipe', quiet ? 'ignore' : 'inherit'] });
    const chunks: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    const finish = (code: number | null): void => {
      clearTimeout(timer);
      resolve({ code, output: Buffer.concat(chunks).toString('utf8') });
    };
    const stop = (): void => {
      child.kill('SIGKILL');
      // Its children may hold the pipe open for longer.
      child.stdout?.destroy();
      finish(null);
    };
    const timer = limit === undefined ? undefined : setTimeout(stop, limit * 1_000);
    child.on('error', () => finish(null));
    child.on('close', finish);
  });
}

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;

/**
 * Runs a program with this process's streams. Signals are passed on, and the program handles them. An interrupt that is
 * typed on a terminal is not passed on: it reaches the program directly, and would look like a second one. Returns its
 * exit code, 128 plus the number of a signal, or null if it cannot be started.
 */
export function runProgram(program: string, words: readonly string[]): Promise<number | null> {
  return new Promise((resolve) => {
    const child = spawn(program, words, { stdio: 'inherit' });
    const onTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
    const handlers = forwarded.map((signal) => {
      const handler = (): void => {
        if (signal !== 'SIGINT' || !onTerminal) child.kill(signal);
      };
      process.on(signal, handler);
      return { signal, handler };
    });
    const finish = (code: number | null): void => {
      for (const { signal, handler } of handlers) process.off(signal, handler);
      resolve(code);
    };
    child.on('error', () => finish(null));
    child.on('exit', (code, signal) =>
      finish(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
