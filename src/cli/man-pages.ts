import type { Command } from 'commander';
import { version } from '../compiler/version.ts';
import type { CommandContext } from './context.ts';
import { createProgram } from './program.ts';
import { registry } from './registry.ts';
import { roffLines, roffText, roffWord } from './roff.ts';

/** The manual: pages by file name, such as `hsm-build.1`, made from `--help`. The build writes them. */
export async function manPages(): Promise<ReadonlyMap<string, string>> {
  let written = '';
  const context = {
    workingDirectory: '/',
    environment: {},
    color: { output: false, error: false },
    write: (text: string) => {
      written += text;
    },
  } as unknown as CommandContext;
  const program = await createProgram(registry, context, () => {}, []);
  const pages = new Map<string, string>();
  const add = (command: Command, path: string): void => {
    written = '';
    command.outputHelp();
    // Text that a command adds to the help that commander makes.
    const more = written.slice(command.helpInformation().length);
    pages.set(`${path}.1`, pageOf(command, path, more));
    for (const below of command.commands) add(below, `${path}-${below.name()}`);
  };
  add(program, 'hsm');
  return pages;
}

function pageOf(command: Command, path: string, more: string): string {
  const help = command.createHelp();
  const [notes = '', example = ''] = more.split('\nExample:\n');
  const phrase = command.description().replace(/\.$/, '');
  const commands = command.commands.map((each): [string, string] => [
    [each.name(), ...each.aliases()].join(', '),
    each.description(),
  ]);
  const rows = help
    .visibleArguments(command)
    .map((each): [string, string] => [help.argumentTerm(each), help.argumentDescription(each)]);
  const options = help
    .visibleOptions(command)
    .map((each): [string, string] => [help.optionTerm(each), help.optionDescription(each)]);
  const above = path.includes('-') ? ['hsm'] : command.commands.map((each) => `hsm-${each.name()}`);
  return [
    // It has no date: a page depends on the sources alone.
    `.TH ${roffWord(path.toUpperCase())} 1 "" ${roffWord(`hsm ${version}`)} ${roffWord('hsm manual')}`,
    ...section('NAME', roffLines(`${path} - ${phrase[0]?.toLowerCase()}${phrase.slice(1)}`)),
    ...section('SYNOPSIS', [`.B ${roffWord(synopsis(command, help.commandUsage(command)))}`]),
    ...section('DESCRIPTION', [
      ...roffLines(`${phrase[0]?.toUpperCase()}${phrase.slice(1)}.`),
      ...paragraphs(notes),
      ...command
        .aliases()
        .flatMap((alias) => ['.PP', ...roffLines(`${alias} is another name for this command.`)]),
    ]),
    ...section('COMMANDS', list(commands)),
    ...section('ARGUMENTS', list(rows)),
    ...section('OPTIONS', list(options)),
    ...section('EXAMPLE', verbatim(example)),
    ...section('SEE ALSO', [above.map((page) => `.BR ${roffWord(page)} (1)`).join(' ,\n')]),
    '',
  ].join('\n');
}

/** Commander prints `hsm complete|resume`; here each further name has a line of its own. */
function synopsis(command: Command, usage: string): string {
  return command.aliases().reduce((text, alias) => text.replace(`|${alias}`, ''), usage);
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`.SH ${title}`, ...lines];
}

function list(rows: readonly (readonly [string, string])[]): readonly string[] {
  return rows.flatMap(([term, text]) => ['.TP', `.B ${roffWord(term)}`, ...roffLines(text)]);
}

function paragraphs(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => ['.PP', ...roffLines(line.trim())]);
}

function verbatim(text: string): readonly string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [] : ['.nf', ...lines.map((line) => roffText(line.trim())), '.fi'];
}
