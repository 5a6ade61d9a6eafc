import { Command } from 'commander';
import { version } from '../compiler/version.ts';
import type { CommandContext, Finish } from './context.ts';
import type { RegisteredCommand } from './registry.ts';

/** The command line of `hsm` with the given commands, ready to parse; it writes and exits only through the context. */
export async function createProgram(
  commands: readonly RegisteredCommand[],
  context: CommandContext,
  finish: Finish,
  passed: readonly string[],
): Promise<Command> {
  const program = new Command('hsm')
    .description('Compiles hyperparameter sweeps to plain, auditable shell.')
    .version(version, '-V, --version', 'print the version')
    .addHelpText(
      'after',
      '\nThe exit code is 0 on success, 1 if the input is wrong or a task failed, 2 for a usage error, and 130 after an interrupt.' +
        '\n\nExample:\n  $ hsm init && hsm check && hsm run -- --jobs 4',
    );
  for (const { load, aliases } of commands) {
    const create = await load();
    program.addCommand(create(context, finish, passed).aliases(aliases));
  }
  harness(program, 'hsm', context);
  return program;
}

/** Commander writes through the context and exits by an exception, never directly. */
function harness(command: Command, path: string, context: CommandContext): void {
  command
    .helpOption('-h, --help', 'show help')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.write(text),
      writeErr: (text) => context.writeError(text),
      getOutHasColors: () => context.color.output,
      getErrHasColors: () => context.color.error,
      outputError: (text, write) => write(`hsm: ${withWayOut(text.replace(/^error: /, ''), path)}`),
    })
    .showHelpAfterError(`see \`${path} --help\``);
  if (command.commands.length > 0) command.helpCommand('help [command]', 'show the help of a command');
  for (const below of command.commands) harness(below, `${path} ${below.name()}`, context);
}

/** Commander's message, with a likely correction: a sweep file, or an option of the emitted driver. */
function withWayOut(text: string, path: string): string {
  const [, option] = /^unknown option '([^']*)'/.exec(text) ?? [];
  if (option !== undefined && path === 'hsm run') {
    return `${text.trimEnd()}\nput driver options after --: hsm run -- ${option} …\n`;
  }
  if (/^too many arguments/.test(text) && /^hsm (?:build|check|show)$/.test(path)) {
    return `${text.trimEnd()}\npass a sweep file with -c: ${path} -c FILE\n`;
  }
  return text;
}
