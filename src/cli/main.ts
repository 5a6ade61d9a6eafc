import { Command, CommanderError } from 'commander';
import { version } from '../driver/version.ts';
import type { CommandContext, Finish } from './context.ts';

type CreateCommand = (context: CommandContext, finish: Finish) => Command;

/** Each command's module is loaded when it is asked for; help loads all. */
const commands: Readonly<Record<string, () => Promise<CreateCommand>>> = {
  init: async () => (await import('./commands/init.ts')).createInit,
  check: async () => (await import('./commands/check.ts')).createCheck,
  show: async () => (await import('./commands/show.ts')).createShow,
  build: async () => (await import('./commands/build.ts')).createBuild,
  run: async () => (await import('./commands/run.ts')).createRun,
  sweep: async () => (await import('./commands/sweep.ts')).createSweep,
  queue: async () => (await import('./commands/queue.ts')).createQueue,
  cancel: async () => (await import('./commands/cancel.ts')).createCancel,
  report: async () => (await import('./commands/report.ts')).createReport,
  explain: async () => (await import('./commands/explain.ts')).createExplain,
};

/** Exit code of a command line that makes no sense. */
const WRONG_USAGE = 2;

/** Runs a command line, without `node` and the program's name; returns the exit code. */
export async function main(words: readonly string[], context: CommandContext): Promise<number> {
  let code = 0;
  const program = new Command('hsm')
    .description('Compiles hyperparameter sweeps to plain, auditable shell.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpText('after', '\nExample:\n  $ hsm init && hsm check && hsm run -- --jobs 4');
  const asked = words[0] === undefined ? undefined : commands[words[0]];
  for (const load of asked === undefined ? Object.values(commands) : [asked]) {
    const create = await load();
    program.addCommand(
      create(context, (result) => {
        code = result;
      }),
    );
  }
  for (const command of [program, ...program.commands]) harness(command, context);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return isHelp(error) ? 0 : WRONG_USAGE;
    throw error;
  }
  return code;
}

/** Commander writes and exits through the context and through exceptions, never by itself. */
function harness(command: Command, context: CommandContext): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.write(text),
      writeErr: (text) => context.writeError(text),
      getOutHasColors: () => context.color.output,
      getErrHasColors: () => context.color.error,
      outputError: (text, write) => write(`hsm: ${text.replace(/^error: /, '')}`),
    })
    .showHelpAfterError(`see \`${command.name() === 'hsm' ? 'hsm' : `hsm ${command.name()}`} --help\``);
}

function isHelp(error: CommanderError): boolean {
  return ['commander.helpDisplayed', 'commander.version'].includes(error.code) || error.exitCode === 0;
}
