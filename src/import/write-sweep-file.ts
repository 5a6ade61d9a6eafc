import { type Written, type WrittenEntry, writeYaml } from '../syntax/write-yaml.ts';
import type { ImportedBlock, ImportedEntry, ImportedSweep } from './imported.ts';

/** Writes another tool's sweep as an hsm sweep file, with comments that name the source of each line. */
export function writeSweepFile(sweep: ImportedSweep, path: string): string {
  const isEmpty = sweep.blocks.every((block) => parametersOf(block).length === 0);
  const constants = sweep.defaults.filter((entry) => isEmpty || hasPlaceholders(entry));
  const [first, ...others] = sweep.blocks.map((block) => blockOf(block, constants.map(listed)));
  const written: Written =
    first !== undefined && others.length === 0
      ? first
      : { kind: 'items', items: [first, ...others].filter((each) => each !== undefined) };
  const entries: readonly WrittenEntry[] = [
    ...sweep.head,
    ...entriesUnder(
      'defaults',
      sweep.defaults.filter((entry) => !constants.includes(entry)),
    ),
    { key: 'sweep', value: written },
    ...sweep.foot,
  ];
  return writeYaml(entries, [
    `Imported by \`hsm import\` from ${sweep.what}.`,
    `Line numbers in comments refer to ${path.replace(/[^\x20-\x7e]/g, '?')}.`,
  ]);
}

function blockOf(block: ImportedBlock, constants: readonly ImportedEntry[]): Written {
  return {
    kind: 'entries',
    entries: [
      ...entriesUnder('grid', [...constants, ...block.grid], block.note),
      ...pairedOf(block),
      ...sampleOf(block),
    ],
  };
}

function parametersOf({ grid, paired, sample }: ImportedBlock): readonly ImportedEntry[] {
  return [...grid, ...paired.flat(), ...(sample?.parameters ?? [])];
}

/** Whether a string contains placeholders that `defaults` would fill but a grid would not. */
function hasPlaceholders({ value }: ImportedEntry): boolean {
  return /\{(?:task_dir|task_id|sweep_id|env:)/.test(JSON.stringify(value));
}

function listed(entry: ImportedEntry): ImportedEntry {
  return { ...entry, value: { type: 'list', items: [entry.value] } };
}

function entriesUnder(
  key: string,
  entries: readonly ImportedEntry[],
  note?: string,
): readonly WrittenEntry[] {
  if (entries.length === 0) return [];
  return [{ key, value: { kind: 'entries', entries: entries.map(entryOf) }, note }];
}

function entryOf({ name, value, note }: ImportedEntry): WrittenEntry {
  return { key: name, value: { kind: 'value', value }, note };
}

function pairedOf({ paired }: ImportedBlock): readonly WrittenEntry[] {
  if (paired.length === 0) return [];
  const items = paired.map((group): Written => ({ kind: 'entries', entries: group.map(entryOf) }));
  return [{ key: 'paired', value: { kind: 'items', items } }];
}

function sampleOf({ sample }: ImportedBlock): readonly WrittenEntry[] {
  if (sample === null) return [];
  const entries = [...sample.settings, ...entriesUnder('parameters', sample.parameters)];
  return [{ key: 'sample', value: { kind: 'entries', entries } }];
}
