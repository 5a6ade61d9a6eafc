import type { Command, Option } from 'commander';
import type { CommandContext } from './context.ts';
import { createProgram } from './program.ts';
import { commandsFor } from './registry.ts';

/** A matching word and its description. */
interface Candidate {
  readonly word: string;
  readonly text: string;
}

/** The meaning of the part of a command line that was typed so far. */
interface Place {
  readonly command: Command;
  /** The option whose value the next word is. */
  readonly option: Option | null;
  /** The number of arguments before the next word. */
  readonly operands: number;
}

/** Names of options and arguments whose values are only known at run time. */
const sources: Readonly<Record<string, (context: CommandContext) => Promise<readonly string[]>>> = {
  '--target': async () => {
    const { listTargets } = await import('../compiler/discover-targets.ts');
    const { packagePaths } = await import('../compiler/package-paths.ts');
    return listTargets(packagePaths());
  },
  '--example': async () => {
    const { listExamples } = await import('../project/copy-example.ts');
    const { packagePaths } = await import('../compiler/package-paths.ts');
    return listExamples(packagePaths().examples);
  },
  '--remote': async ({ workingDirectory, environment }) => {
    const { readProjectSettings } = await import('../project/read-settings.ts');
    const { Diagnostics } = await import('../diagnostics/diagnostics.ts');
    const { settings } = readProjectSettings(workingDirectory, environment, new Diagnostics());
    return Object.keys(settings.remotes);
  },
  sweep: async (context) => {
    const { outputsDirectory } = await import('./past-sweep.ts');
    const { listSweeps } = await import('../sweep-directory/sweeps.ts');
    return listSweeps(outputsDirectory(context)).map(({ id }) => id);
  },
  what: async () => {
    const { coreDiagnostics } = await import('../diagnostics/catalogue/index.ts');
    return coreDiagnostics.map(({ code }) => code);
  },
};

/**
 * The words that may replace the last word typed, one per line, each with a tab and a description; everything known about commands and
 * options comes from their own definitions. Nothing if any text is possible, or nothing matches.
 */
export async function completeWords(typed: readonly string[], context: CommandContext): Promise<string> {
  // bash treats `--target=local` as three words.
  const last = typed.at(-1) ?? '';
  const current = last === '=' ? '' : last;
  const before = typed.slice(0, -1).filter((word) => word !== '=');
  if (before.includes('--')) return '';
  const program = await createProgram(commandsFor(before[0]), context, () => {}, []);
  const place = placeAfter(program, before);
  const [, name, value] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  const candidates =
    name === undefined
      ? await candidatesAt(place, current, context)
      : (
          await valuesOf(
            place.command.options.find(({ long }) => long === name),
            context,
          )
        ).map((each) => ({
          ...each,
          word: `${name}=${each.word}`,
        }));
  const start = value === undefined ? current : `${name}=${value}`;
  return candidates
    .filter(({ word }) => word.startsWith(start))
    .map(({ word, text }) => `${word}\t${text}\n`)
    .join('');
}

function placeAfter(program: Command, words: readonly string[]): Place {
  let place: Place = { command: program, option: null, operands: 0 };
  for (const word of words) {
    const { command, option, operands } = place;
    if (option !== null) {
      place = { command, option: null, operands };
    } else if (word.startsWith('-')) {
      const found = command.options.find(({ long, short }) => word === long || word === short);
      place = { command, option: found?.required ? found : null, operands };
    } else {
      const below = command.commands.find((each) => each.name() === word || each.aliases().includes(word));
      place =
        below === undefined
          ? { command, option: null, operands: operands + 1 }
          : { command: below, option: null, operands: 0 };
    }
  }
  return place;
}

async function candidatesAt(
  { command, option, operands }: Place,
  current: string,
  context: CommandContext,
): Promise<readonly Candidate[]> {
  if (option !== null) return valuesOf(option, context);
  const help = command.createHelp();
  if (current.startsWith('-')) {
    return help.visibleOptions(command).flatMap(({ long, short, description }) => {
      const word = long ?? short;
      return word === undefined ? [] : [{ word, text: description }];
    });
  }
  const commands = command.commands.flatMap((each) =>
    [each.name(), ...each.aliases()].map((word) => ({ word, text: each.description() })),
  );
  const argument = command.registeredArguments[operands];
  if (argument === undefined) return commands;
  const choices = argument.argChoices ?? (await sources[argument.name()]?.(context)) ?? [];
  return [...commands, ...choices.map((word) => ({ word, text: '' }))];
}

async function valuesOf(option: Option | undefined, context: CommandContext): Promise<readonly Candidate[]> {
  const values = option?.argChoices ?? (await sources[option?.long ?? '']?.(context)) ?? [];
  return values.map((word) => ({ word, text: '' }));
}
