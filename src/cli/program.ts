import { Command } from 'commander';
import { version } from '../compiler/version.ts';
import type { CommandContext, Finish } from './context.ts';
import type { RegisteredCommand } from './registry.ts';

/** The command line of `hsm` with the commands given, ready to parse; it writes and exits through the context alone. */
export async function createProgram(
  commands: readonly RegisteredCommand[],
  context: CommandContext,
  finish: Finish,
  passed: readonly string[],
): Promise<Command> {
  const program = new Command('hsm')
    .description('Compiles hyperparameter sweeps to plain, auditable shell.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help')
    .addHelpText(
      'after',
      '\nThe exit code is 0 for done, 1 where the input is wrong or a task failed, 2 for wrong usage, 130 after an interrupt.' +
        '\n\nExample:\n  $ hsm init && hsm check && hsm run -- --jobs 4',
    );
  for (const { load, aliases } of commands) {
    const create = await load();
    program.addCommand(create(context, finish, passed).aliases(aliases));
  }
  harness(program, 'hsm', context);
  return program;
}

/** Commander writes through the context and stops by an exception, never by itself. */
function harness(command: Command, path: string, context: CommandContext): void {
  command
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.write(text),
      writeErr: (text) => context.writeError(text),
      getOutHasColors: () => context.color.output,
      getErrHasColors: () => context.color.error,
      outputError: (text, write) => write(`hsm: ${withWayOut(text.replace(/^error: /, ''), path)}`),
    })
    .showHelpAfterError(`see \`${path} --help\``);
  for (const below of command.commands) harness(below, `${path} ${below.name()}`, context);
}

/** Commander's message, with what was probably meant: a sweep file, or an option of the emitted driver. */
function withWayOut(text: string, path: string): string {
  const [, option] = /^unknown option '([^']*)'/.exec(text) ?? [];
  if (option !== undefined && path === 'hsm run' && !text.includes('Did you mean')) {
    return `${text.trimEnd()}\noptions of the driver go after --: hsm run -- ${option} …\n`;
  }
  if (/^too many arguments/.test(text) && /^hsm (?:build|check|show)$/.test(path)) {
    return `${text.trimEnd()}\na sweep file is named with -c: ${path} -c FILE\n`;
  }
  return text;
}
