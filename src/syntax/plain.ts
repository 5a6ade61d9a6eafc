import type { Origin, Value } from '../plan/plan.ts';
import { positionAt, type Span } from '../source/source.ts';
import type { ScalarNode, SyntaxNode } from './node.ts';

/**
 * A node as plain data, for JSON Schema and for reading options. The text as written is lost, and long integers lose
 * digits. Mappings have no prototype, so a key such as `constructor` is an ordinary key.
 */
export function toPlain(node: SyntaxNode): unknown {
  if (node.kind === 'sequence') return node.items.map(toPlain);
  if (node.kind === 'scalar') return scalarToPlain(node);
  const plain = Object.create(null) as Record<string, unknown>;
  for (const { key, value } of node.entries) plain[key.text] = toPlain(value);
  return plain;
}

function scalarToPlain({ type, text }: ScalarNode): unknown {
  switch (type) {
    case 'null':
      return null;
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'integer':
    case 'float':
      return toNumber(text);
    case 'string':
      return text;
  }
}

function toNumber(text: string): number {
  if (/\.nan$/i.test(text)) return Number.NaN;
  if (/\.inf$/i.test(text)) return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(text);
}

/** A node as a value of the plan: it keeps type and text, but no spans. */
export function toValue(node: SyntaxNode): Value {
  switch (node.kind) {
    case 'scalar':
      return { type: node.type, text: node.text };
    case 'sequence':
      return { type: 'list', items: node.items.map(toValue) };
    case 'mapping':
      return {
        type: 'map',
        entries: node.entries.map(({ key, value }) => ({ key: key.text, value: toValue(value) })),
      };
  }
}

/** Where a span begins, as the plan records it. */
export function originOf(span: Span): Origin {
  return positionAt(span.source, span.start);
}
