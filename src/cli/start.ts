import { createAnnouncements } from './announcements.ts';
import { wantsColor } from './color.ts';
import type { CommandContext, TerminalSize } from './context.ts';
import { main } from './main.ts';

/** Runs a command line in this process and sets its exit code. */
export async function start(words: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', leaveQuietly);
  try {
    process.exitCode = await main(words, processContext());
  } catch (error) {
    process.stderr.write(`hsm: ${await describeError(error)}; set HSM_DEBUG=1 for details\n`);
    if (process.env['HSM_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}

/** A file that cannot be read or written is no fault of this program. */
async function describeError(error: unknown): Promise<string> {
  const message = error instanceof Error ? error.message : String(error);
  const [first = ''] = message.split('\n');
  const { systemReason } = await import('../diagnostics/system-reason.ts');
  const reason = systemReason(error);
  const path = reason !== null && (error as NodeJS.ErrnoException).path;
  return path ? `cannot access \`${path}\`: ${reason}` : `internal error: ${first}; please report it`;
}

function processContext(): CommandContext {
  const { announce, clear } = createAnnouncements(process.stderr, process.env);
  return {
    workingDirectory: process.cwd(),
    environment: process.env,
    color: {
      output: wantsColor(process.env, process.stdout.isTTY),
      error: wantsColor(process.env, process.stderr.isTTY),
    },
    write: (text) => {
      clear();
      process.stdout.write(text);
    },
    writeError: (text) => {
      clear();
      process.stderr.write(text);
    },
    announce,
    now: () => new Date(),
    terminal,
    ask: async (question) => {
      clear();
      return (await import('./ask.ts')).ask(question);
    },
    interruption,
    pause: async (seconds, interrupt) => {
      const { setTimeout } = await import('node:timers/promises');
      await setTimeout(seconds * 1_000, undefined, { signal: interrupt }).catch(() => {});
    },
    run: async (program, words) => {
      clear();
      return (await import('./run-program.ts')).runProgram(program, words);
    },
    capture: async (program, words, how) =>
      (await import('./run-program.ts')).captureProgram(program, words, how),
  };
}

function terminal(): TerminalSize | null {
  const { isTTY, columns, rows } = process.stdout;
  return isTTY && process.env['TERM'] !== 'dumb' && columns > 0 && rows > 0 ? { columns, rows } : null;
}

/** Only once: a second interrupt ends the process. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  const codes = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => controller.abort(codes[signal]));
  }
  return controller.signal;
}

/** `hsm show | head` closes the pipe early, and a terminal may be closed; neither is an error. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || error.code === 'EIO') process.exit();
  throw error;
}
