import { wantsColor } from './color.ts';
import type { CommandContext } from './context.ts';
import { main } from './main.ts';

/** Runs a command line in this process and sets its exit code. */
export async function start(words: readonly string[]): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', leaveQuietly);
  try {
    process.exitCode = await main(words, processContext());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [first = ''] = message.split('\n');
    process.stderr.write(
      `hsm: internal error: ${first}; please report it, with HSM_DEBUG=1 for the details\n`,
    );
    if (process.env['HSM_DEBUG'] === '1' && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    process.exitCode = 1;
  }
}

function processContext(): CommandContext {
  return {
    workingDirectory: process.cwd(),
    environment: process.env,
    color: {
      output: wantsColor(process.env, process.stdout.isTTY),
      error: wantsColor(process.env, process.stderr.isTTY),
    },
    write: (text) => void process.stdout.write(text),
    writeError: (text) => void process.stderr.write(text),
    now: () => new Date(),
    run: async (program, words) => (await import('./run-program.ts')).runProgram(program, words),
    capture: async (program, words) => (await import('./run-program.ts')).captureProgram(program, words),
  };
}

/** `hsm show | head` closes the pipe early; that is no error of anyone's. */
function leaveQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit();
  throw error;
}
