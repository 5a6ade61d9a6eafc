import type { Span } from '../source/source.ts';
import type { MappingNode, SyntaxNode } from '../syntax/node.ts';

/** A value with its dotted name; the span is that of the innermost key. */
export interface Leaf {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: SyntaxNode;
}

/**
 * Nested mappings as dotted names, in the order written: `model: {name: x}` is `model.name: x`. An empty mapping is a value, and so is
 * one that `isWhole` accepts.
 */
export function flatten(
  mapping: MappingNode,
  isWhole: (name: string, value: MappingNode) => boolean = () => false,
  prefix = '',
): readonly Leaf[] {
  return mapping.entries.flatMap(({ key, value }) => {
    const name = prefix + key.text;
    if (value.kind === 'mapping' && value.entries.length > 0 && !isWhole(name, value)) {
      return flatten(value, isWhole, `${name}.`);
    }
    return [{ name, nameSpan: key.span, value }];
  });
}
