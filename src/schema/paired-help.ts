import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import { placeAt } from './place.ts';

/** The maximum number of rows that are written out as columns. */
const MAX_ROWS = 20;

/**
 * The help for a mapping per row under `paired`, which is the form of other tools: the same values as one list per
 * parameter. Undefined if the pointer leads elsewhere.
 */
export function pairedHelp(root: SyntaxNode, pointer: string): string | undefined {
  const [, list] = /^(.*\/paired)\/\d+\/[^/]+$/.exec(pointer) ?? [];
  if (list === undefined) return undefined;
  const { node } = placeAt(root, list, '');
  const { node: item } = placeAt(root, pointer.slice(0, pointer.lastIndexOf('/')), '');
  // The keys of a table.
  if (item.kind === 'mapping' && valueIn(item, 'file') !== null) return undefined;
  const columns = node.kind === 'sequence' && node.items.length <= MAX_ROWS ? columnsOf(node.items) : null;
  const example = columns ?? 'a: [1, 2], b: [x, y]';
  return `write one list per parameter, whose first values belong together: \`- {${example}}\``;
}

/** Rows as `a: [1, 2], b: [x, y]`; null if they have different parameters or other than one value each. */
function columnsOf(rows: readonly SyntaxNode[]): string | null {
  const [first] = rows;
  if (first?.kind !== 'mapping') return null;
  const columns = first.entries.map(({ key }) => {
    const values = rows.map((row) => (row.kind === 'mapping' ? valueIn(row, key.text) : null));
    return values.includes(null) ? null : `${key.text}: [${values.join(', ')}]`;
  });
  return columns.includes(null) ? null : columns.join(', ');
}

/** A value as written. */
function valueIn(row: MappingNode, name: string): string | null {
  const value = row.entries.find(({ key }) => key.text === name)?.value;
  if (value?.kind !== 'scalar' || value.style === 'block') return null;
  return value.span.source.text.slice(value.span.start, value.span.end);
}
