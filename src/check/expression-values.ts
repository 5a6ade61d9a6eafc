import { plainNumber } from '../plan/number-text.ts';
import type { SyntaxNode } from '../syntax/node.ts';

/** A type of CEL that the values of a parameter have in common. */
export type CelType = 'int' | 'double' | 'string' | 'bool' | 'list' | 'map' | 'dyn';

/** What the values of a parameter are in an expression. Integers among floats are floats. */
export function celTypeOf(values: readonly SyntaxNode[]): CelType {
  const types = new Set(values.map(typeOf));
  const [type = 'dyn'] = types;
  if (types.size === 1) return type;
  return [...types].every((each) => each === 'int' || each === 'double') ? 'double' : 'dyn';
}

function typeOf(node: SyntaxNode): CelType {
  if (node.kind === 'sequence') return 'list';
  if (node.kind === 'mapping') return 'map';
  return ({ integer: 'int', float: 'double', string: 'string', boolean: 'bool', null: 'dyn' } as const)[
    node.type
  ];
}

/** A value as CEL computes with it. */
export function celValue(node: SyntaxNode, type: CelType): unknown {
  if (node.kind === 'sequence') return node.items.map((item) => celValue(item, 'dyn'));
  if (node.kind === 'mapping') {
    return new Map(node.entries.map(({ key, value }) => [key.text, celValue(value, 'dyn')]));
  }
  switch (node.type) {
    case 'string':
      return node.text;
    case 'boolean':
      return node.text.toLowerCase() === 'true';
    case 'null':
      return null;
    case 'integer':
      return type === 'double' ? Number(plainNumber(node.text)) : BigInt(plainNumber(node.text));
    case 'float':
      return floatOf(plainNumber(node.text));
  }
}

function floatOf(text: string): number {
  return Number(text.replace('inf', 'Infinity'));
}
