import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { WrittenEntry } from '../../syntax/write-yaml.ts';
import { Findings } from '../findings.ts';
import { type ImportedSweep, type ImportOptions, line, list, noteOf, section, text } from '../imported.ts';
import { type CommandLine, type CommandWord, takeApart } from './command-line.ts';
import { groupsBelow } from './config-groups.ts';
import type { Override } from './override.ts';
import { readOverrides } from './read-overrides.ts';

/** A Hydra multirun as an hsm sweep: its overrides are parameters, in the order in which Hydra multiplies them. */
export function importCommandLine(
  [first, ...others]: readonly [CommandLine, ...CommandLine[]],
  options: ImportOptions,
  diagnostics: Diagnostics,
): ImportedSweep {
  const findings = new Findings('Hydra', diagnostics);
  for (const { words } of others) {
    const [word] = words;
    if (word === undefined) continue;
    findings.noEquivalent(
      'another command line',
      word.span,
      'put each into its own file, and import the files separately',
    );
  }
  for (const { text: shell, span } of first.expansions) {
    findings.noEquivalent(
      `the shell expansion \`${shell}\``,
      span,
      'write its value, or `{env:NAME}` in `command`',
    );
  }
  const split = takeApart(first.words);
  const groups = groupsBelow(split.configDirectories, options);
  const sweep = readOverrides(split.overrides.map(toOverride), groups, options, findings);
  const words = [...split.program, ...split.options].map((word) => text(word.text));
  const place = (split.program[0] ?? split.options[0])?.span;
  const command = line('command', list([...words, ...sweep.words.map(text)]), place && noteOf(place));
  return {
    what: 'a Hydra command line',
    head: [command],
    defaults: sweep.defaults,
    blocks: [sweep.block],
    foot: [...sweep.foot, ...environmentOf(split.variables)],
  };
}

function toOverride({ text: word, span }: CommandWord): Override {
  const at = word.indexOf('=');
  const written = span.source.text.slice(span.start, span.end);
  const begins = written.indexOf('=') + 1;
  // With quotes and backslashes, the text as written is longer than its value.
  const isPlain = written.slice(begins).includes(word.slice(at + 1));
  const from = span.start + written.indexOf(word.slice(at + 1), begins);
  return {
    name: word.slice(0, at),
    nameSpan: span,
    text: word.slice(at + 1),
    spanOf: (start, end) => (isPlain ? { source: span.source, start: from + start, end: from + end } : span),
  };
}

function environmentOf(variables: readonly CommandWord[]): readonly WrittenEntry[] {
  const lines = variables.map(({ text: word, span }) => {
    const at = word.indexOf('=');
    return line(word.slice(0, at), text(word.slice(at + 1)), noteOf(span));
  });
  const entries = section('variables', lines);
  return section('environment', entries);
}
