import type { Take } from '../plan/run-settings.ts';
import { entryOf } from '../settings/read-node.ts';
import type { MappingEntry, MappingNode, ScalarNode, SyntaxNode } from '../syntax/node.ts';
import type { DraftFile, DraftMetric, DraftSource } from './draft.ts';

const formats: readonly DraftFile['format'][] = ['json', 'csv', 'key_value', 'log'];
const goals = { maximize: 'maximize', minimize: 'minimize' } as const;

type Format = DraftFile['format'];

/** The keys that select what to read from a file, each with the formats that it applies to. */
export const choiceKeys: Readonly<Record<'keys' | 'columns' | 'patterns' | 'take', readonly Format[]>> = {
  keys: ['json', 'key_value'],
  columns: ['csv'],
  patterns: ['log'],
  take: ['log'],
};

/** `results:`: a source, or a list of them. */
export function readResults(node: SyntaxNode | undefined): readonly DraftSource[] {
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return items.filter((item) => item.kind === 'mapping').map(readSource);
}

function readSource(node: MappingNode): DraftSource {
  return {
    node,
    files: formats.flatMap((format) => {
      const entry = entryOf(node, format);
      return entry?.value.kind === 'scalar' ? [{ format, key: entry.key, node: entry.value }] : [];
    }),
    choices: node.entries.filter(({ key }) => key.text in choiceKeys),
    metrics: [
      ...readKeys(entryOf(node, 'keys')?.value),
      ...readColumns(entryOf(node, 'columns')?.value),
      ...readPatterns(entryOf(node, 'patterns')?.value, entryOf(node, 'take')),
    ],
    objectives: node.entries.flatMap(({ key, value }) => {
      const goal = key.text === goals.maximize || key.text === goals.minimize ? key.text : null;
      if (goal === null || value.kind !== 'scalar') return [];
      return [{ goal, key, metric: value.text, metricSpan: value.span }];
    }),
  };
}

function readKeys(node: SyntaxNode | undefined): readonly DraftMetric[] {
  if (node?.kind === 'mapping') return node.entries.flatMap((entry) => named(entry, 'last'));
  return scalars(node).map((key) => metric(key, key, 'last'));
}

function readColumns(node: SyntaxNode | undefined): readonly DraftMetric[] {
  if (node?.kind !== 'mapping') return scalars(node).map((column) => metric(column, column, 'last'));
  return node.entries.flatMap(({ key, value }) =>
    scalars(value).map(({ text, span }) => {
      const take = takeOf(text);
      const name = take === 'last' ? key.text : `${key.text}_${take}`;
      return { ...metric(key, key, take), name, nameSpan: value.kind === 'sequence' ? span : key.span };
    }),
  );
}

function readPatterns(node: SyntaxNode | undefined, take: MappingEntry | null): readonly DraftMetric[] {
  if (node?.kind !== 'mapping') return [];
  const taken = take?.value.kind === 'scalar' ? takeOf(take.value.text) : 'last';
  return node.entries.flatMap((entry) => named(entry, taken));
}

/** An entry of a mapping from the names of columns. */
function named({ key, value }: MappingEntry, take: Take): readonly DraftMetric[] {
  return value.kind === 'scalar' ? [metric(key, value, take)] : [];
}

function metric(name: ScalarNode, key: ScalarNode, take: Take): DraftMetric {
  return { name: name.text, nameSpan: name.span, key: key.text, keyNode: key, take };
}

function scalars(node: SyntaxNode | undefined): readonly ScalarNode[] {
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  return items.filter((item) => item.kind === 'scalar');
}

function takeOf(text: string): Take {
  return text === 'first' || text === 'min' || text === 'max' || text === 'mean' ? text : 'last';
}
