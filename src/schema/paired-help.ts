import type { MappingNode, SyntaxNode } from '../syntax/node.ts';
import { placeAt } from './place.ts';

/** More rows are not written out as columns. */
const MAX_ROWS = 20;

/**
 * What to do about a mapping for each row under `paired`, as other tools have it: the same values as a list for each parameter.
 * Nothing where the pointer leads elsewhere.
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
  return `\`paired\` has one list per parameter, whose first values belong together: \`- {${example}}\``;
}

/** Rows as `a: [1, 2], b: [x, y]`; null where they are not of the same parameters, each with one value. */
function columnsOf(rows: readonly SyntaxNode[]): string | null {
  const [first] = rows;
  if (first?.kind !== 'mapping') return null;
  const columns = first.entries.map(({ key }) => {
    const values = rows.map((row) => (row.kind === 'mapping' ? valueIn(row, key.text) : null));
    return values.includes(null) ? null : `${key.text}: [${values.join(', ')}]`;
  });
  return columns.includes(null) ? null : columns.join(', ');
}

/** A value as it is written. */
function valueIn(row: MappingNode, name: string): string | null {
  const value = row.entries.find(({ key }) => key.text === name)?.value;
  if (value?.kind !== 'scalar' || value.style === 'block') return null;
  return value.span.source.text.slice(value.span.start, value.span.end);
}
