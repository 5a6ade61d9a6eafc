import type { Diagnostics } from '../../diagnostics/diagnostics.ts';
import type { MappingNode, SyntaxNode } from '../../syntax/node.ts';
import type { WrittenEntry } from '../../syntax/write-yaml.ts';
import { Findings } from '../findings.ts';
import {
  type ImportedBlock,
  type ImportedEntry,
  type ImportedSweep,
  type ImportOptions,
  line,
  list,
  noteOf,
  number,
  section,
  text,
} from '../imported.ts';
import { entriesOf, mappingAt, scalarAt, valueAt } from '../read-node.ts';
import { readLevels, type SemlLevel, type SemlParameter } from './read-levels.ts';
import { readSlurm } from './read-slurm.ts';

/** Whether a file is a seml file: it has `seml`, or its sections and no keys of W&B. */
export function isSeml(root: SyntaxNode): boolean {
  if (mappingAt(root, 'seml') !== undefined) return true;
  return ['grid', 'random'].some((key) =>
    entriesOf(mappingAt(root, key)).some(({ value }) => valueAt(value, 'type')?.kind === 'scalar'),
  );
}

/** A seml file as an hsm sweep: each of its configurations is a block. */
export function importSeml(
  root: SyntaxNode,
  options: ImportOptions,
  diagnostics: Diagnostics,
): ImportedSweep {
  const findings = new Findings('seml', diagnostics);
  const levels = root.kind === 'mapping' ? readLevels(root, findings) : [];
  const seml = mappingAt(root, 'seml');
  const blocks = levels.map((level) => blockOf(level, options, findings));
  // With one configuration, fixed values are defaults; with several, each block has its own.
  const [only] = levels;
  const defaults = levels.length === 1 && only !== undefined ? entriesIn(only, 'fixed') : [];
  return {
    what: 'a seml file',
    head: headOf(root, findings),
    defaults,
    blocks,
    foot: [...readSlurm(valueAt(root, 'slurm'), findings), ...footOf(seml, findings)],
  };

  function blockOf(level: SemlLevel, choices: ImportOptions, found: Findings): ImportedBlock {
    const fixed =
      levels.length === 1
        ? []
        : entriesIn(level, 'fixed').map((entry) => ({ ...entry, value: list([entry.value]) }));
    const zips = new Map<string, ImportedEntry[]>();
    const grid: ImportedEntry[] = [...fixed];
    for (const [name, parameter] of level.parameters) {
      if (parameter.section !== 'grid') continue;
      if (parameter.zip === null) grid.push(entryOf(name, parameter));
      else zips.set(parameter.zip, [...(zips.get(parameter.zip) ?? []), entryOf(name, parameter)]);
    }
    const note = level.name === '' ? undefined : level.name;
    return { note, grid, paired: [...zips.values()], sample: sampleOf(level, choices, found) };
  }
}

function sampleOf(level: SemlLevel, { count }: ImportOptions, findings: Findings): ImportedBlock['sample'] {
  const parameters = entriesIn(level, 'random');
  const { samples, seed } = level;
  if (parameters.length === 0) return null;
  if (samples !== null && seed !== null) {
    const note = 'the random generator differs, so other numbers of the same distribution are drawn';
    findings.differsOnce('`random`', 'a sample with different numbers', samples.span, note);
  }
  const settings = [
    line(
      'count',
      number(String(count ?? samples?.text ?? '1')),
      samples === null ? undefined : noteOf(samples.span),
    ),
    ...(seed === null ? [] : [line('seed', number(seed.text), noteOf(seed.span))]),
  ];
  return { settings, parameters };
}

function entriesIn({ parameters }: SemlLevel, section: SemlParameter['section']): readonly ImportedEntry[] {
  return [...parameters].flatMap(([name, each]) => (each.section === section ? [entryOf(name, each)] : []));
}

function entryOf(name: string, { value, note }: SemlParameter): ImportedEntry {
  return { name, value, note };
}

/** Sacred takes its configuration as `with name=value`. */
function headOf(root: SyntaxNode, findings: Findings): readonly WrittenEntry[] {
  const seml = mappingAt(root, 'seml');
  const executable = scalarAt(seml, 'executable') ?? scalarAt(seml, 'executable_name');
  const args = line('args', list([text('{name}={value}')]), 'as Sacred passes them');
  if (executable === undefined) {
    findings.noEquivalent(
      'a file without `executable`',
      (seml ?? root).span,
      'add `command: [python, main.py, with]` to the output',
    );
    return [args];
  }
  const words = ['python', executable.text, 'with'].map(text);
  return [line('command', list(words), noteOf(executable.span)), args];
}

function footOf(seml: MappingNode | undefined, findings: Findings): readonly WrittenEntry[] {
  const conda = scalarAt(seml, 'conda_environment');
  const kept = ['name', 'description'].flatMap((key) => {
    const value = scalarAt(seml, key);
    return value === undefined ? [] : [line(key, text(value.text), noteOf(value.span))];
  });
  const read = ['executable', 'executable_name', 'name', 'description', 'conda_environment'];
  for (const { key } of entriesOf(seml)) {
    if (read.includes(key.text)) continue;
    const help =
      key.text === 'output_dir'
        ? 'no action needed: the output of each task is in its own directory'
        : 'no action needed: paths are relative to the project root, and hsm has no database';
    findings.noEquivalent(`\`${key.text}\``, key.span, help);
  }
  const environment = conda === undefined ? [] : [line('conda', text(conda.text), noteOf(conda.span))];
  return [...section('environment', environment), ...section('metadata', kept)];
}
