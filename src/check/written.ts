import type { SyntaxNode } from '../syntax/node.ts';

const LIMIT = 40;

/** A value as written in the file, on one line and shortened, for a message. */
export function written(node: SyntaxNode): string {
  const { source, start, end } = node.span;
  if (node.kind === 'scalar' && node.style === 'computed') return `\`${node.text}\``;
  const text = source.text.slice(start, end).replace(/\s+/g, ' ').trim() || 'null';
  return `\`${text.length > LIMIT ? `${text.slice(0, LIMIT - 1)}…` : text}\``;
}

/** Every scalar in a node, keys included, in the order written. */
export function* scalarsIn(node: SyntaxNode): Generator<SyntaxNode & { readonly kind: 'scalar' }> {
  if (node.kind === 'scalar') yield node;
  else if (node.kind === 'sequence') for (const item of node.items) yield* scalarsIn(item);
  else {
    for (const { key, value } of node.entries) {
      yield key;
      yield* scalarsIn(value);
    }
  }
}
