import { CommanderError } from 'commander';
import { completeVerb } from './completion-scripts.ts';
import type { CommandContext } from './context.ts';
import { createProgram } from './program.ts';
import { commandsFor } from './registry.ts';

/** Exit code for wrong usage. */
const WRONG_USAGE = 2;

/** Runs a command line, without `node` and the program's name; returns the exit code. */
export async function main(words: readonly string[], context: CommandContext): Promise<number> {
  let code = 0;
  const finish = (result: number): void => {
    code = result;
  };
  const [word, ...more] = words;
  if (word === completeVerb) {
    const { completeWords } = await import('./complete-words.ts');
    context.write(await completeWords(more, context));
    return 0;
  }
  if (word === undefined) {
    const { projectOverview } = await import('./project-overview.ts');
    context.write(await projectOverview(context));
    return 0;
  }
  const dashes = words.indexOf('--');
  const passed = dashes === -1 ? [] : words.slice(dashes + 1);
  const commands = commandsFor(word);
  const [command] = commands;
  // Before its module is loaded, so that something appears on a terminal at once.
  const done =
    commands.length > 1 || command?.announces === undefined ? null : context.announce(command.announces);
  const program = await createProgram(commands, context, finish, passed);
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return isHelp(error) ? 0 : WRONG_USAGE;
    throw error;
  } finally {
    done?.();
  }
  return code;
}

function isHelp(error: CommanderError): boolean {
  return ['commander.helpDisplayed', 'commander.version'].includes(error.code) || error.exitCode === 0;
}
