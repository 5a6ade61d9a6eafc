import type { Source, Span } from '../../source/source.ts';
import { splitWords } from '../../syntax/split-words.ts';

/** A word of a command line and its place in the file. */
export interface CommandWord {
  readonly text: string;
  readonly span: Span;
}

/** A command line that starts a multirun of Hydra. */
export interface CommandLine {
  readonly words: readonly CommandWord[];
  /** Syntax that only the shell would expand. */
  readonly expansions: readonly CommandWord[];
}

const MULTIRUN = /(?:^|\s)(?:-m|--multirun)(?:\s|$)/;

/** Whether a text contains such a command line and is not an hsm sweep file. */
export function isCommandLine(source: Source): boolean {
  return !/\bsweep["']?\s*:/.test(source.text) && findCommandLines(source).length > 0;
}

/** The command lines in a text that start a multirun; a line that ends with a backslash continues. */
export function findCommandLines(source: Source): readonly CommandLine[] {
  const found: CommandLine[] = [];
  for (const match of source.text.matchAll(/(?:[^\n\\]|\\[\s\S])+/g)) {
    const statement = match[0];
    const start = match.index + (statement.length - statement.trimStart().length);
    if (statement.trimStart().startsWith('#') || !MULTIRUN.test(statement)) continue;
    const line = readLine(
      source,
      statement.trim().replace(/^\$ /, (prompt) => ' '.repeat(prompt.length)),
      start,
    );
    if (line?.words.some(({ text }) => /^[^-=][^=]*=/.test(text))) found.push(line);
  }
  return found;
}

/** The words before the first redirection, pipe or other operator. */
function readLine(source: Source, text: string, start: number): CommandLine | null {
  const whole = splitWords(text);
  const operator = whole.problems.find(
    (problem) => problem.kind === 'shell' && /^[|;<>&]/.test(problem.text),
  );
  const kept = operator === undefined ? text : text.slice(0, operator.start).replace(/\s\d?$/, '');
  const { words, problems } = splitWords(kept);
  if (problems.some(({ kind }) => kind === 'unfinished')) return null;
  const place = (part: {
    readonly text: string;
    readonly start: number;
    readonly end: number;
  }): CommandWord => ({
    text: part.text,
    span: { source, start: start + part.start, end: start + part.end },
  });
  return {
    words: words.map(place),
    expansions: problems.filter((problem) => /^[$`]/.test(problem.text)).map(place),
  };
}

/** A command line in four parts: variables before it, the program, options of Hydra, overrides. */
export interface Split {
  readonly variables: readonly CommandWord[];
  readonly program: readonly CommandWord[];
  readonly options: readonly CommandWord[];
  readonly overrides: readonly CommandWord[];
  /** Config directories given by options. */
  readonly configDirectories: readonly string[];
}

const WITH_VALUE = /^(?:-cn|-cp|-cd|-p|--config-name|--config-path|--config-dir|--package)$/;

/** Splits a command line into its parts, without `-m` and `--multirun`. */
export function takeApart(words: readonly CommandWord[]): Split {
  const first = words.findIndex(({ text }) => !/^[A-Za-z_]\w*=/.test(text));
  const [variables, command] = [words.slice(0, Math.max(first, 0)), words.slice(Math.max(first, 0))];
  const end = programEnd(command.map(({ text }) => text));
  const options: CommandWord[] = [];
  const overrides: CommandWord[] = [];
  const configDirectories: string[] = [];
  const script = command.slice(0, end).at(-1)?.text ?? '';
  const scriptFolder = script.includes('/') ? script.slice(0, script.lastIndexOf('/')) : '.';
  let before = '';
  for (const word of command.slice(end)) {
    const { text } = word;
    const isValue = WITH_VALUE.test(before);
    const directory = isValue ? text : (/^--config-(?:path|dir)=(.*)$/.exec(text)?.[1] ?? null);
    if (directory !== null && /^-c[pd]$|^--config-(?:path|dir)/.test(isValue ? before : text)) {
      configDirectories.push(directory, `${scriptFolder}/${directory}`);
    }
    if (isValue || (text.startsWith('-') && !/^(?:-m|--multirun)$/.test(text))) options.push(word);
    else if (/^[^=]+=/.test(text)) overrides.push(word);
    else if (!/^(?:-m|--multirun)$/.test(text)) options.push(word);
    before = text;
  }
  configDirectories.push(
    `${scriptFolder}/conf`,
    `${scriptFolder}/config`,
    `${scriptFolder}/configs`,
    scriptFolder,
  );
  return { variables, program: command.slice(0, end), options, overrides, configDirectories };
}

/** The number of words of the program: an interpreter with its script or module, or a program alone. */
function programEnd(words: readonly string[]): number {
  const script = words.findIndex((word) => word.endsWith('.py'));
  const python = words.findIndex((word) => /(?:^|\/)python[\d.]*$/.test(word));
  if (script !== -1 && !words.slice(0, script).some((word) => /^[^-]\S*=/.test(word))) return script + 1;
  if (python !== -1 && words[python + 1] === '-m') return python + 3;
  return python === -1 ? 1 : python + 2;
}
