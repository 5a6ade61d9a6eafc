import { plainNumber } from '../plan/number-text.ts';
import type { Value } from '../plan/plan.ts';
import type { ScalarNode, SyntaxNode } from '../syntax/node.ts';

type ScalarType = ScalarNode['type'];

/** A type of CEL that the values of a parameter have in common. */
export type CelType = 'int' | 'double' | 'string' | 'bool' | 'list' | 'map' | 'dyn';

/** The type of a parameter's values in an expression. Integers among floats are floats. */
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

/** The type of a value of the plan. */
export function celTypeOfValue({ type }: Value): CelType {
  if (type === 'list' || type === 'map' || type === 'string') return type;
  return ({ integer: 'int', float: 'double', boolean: 'bool', null: 'dyn' } as const)[type];
}

/** A value of the plan, as CEL represents it. */
export function celOfValue(value: Value): unknown {
  switch (value.type) {
    case 'list':
      return value.items.map(celOfValue);
    case 'map':
      return new Map(value.entries.map((entry) => [entry.key, celOfValue(entry.value)]));
    default:
      return celScalar(value.type, value.text, celTypeOfValue(value));
  }
}

/** A value, as CEL represents it. */
export function celValue(node: SyntaxNode, type: CelType): unknown {
  if (node.kind === 'sequence') return node.items.map((item) => celValue(item, 'dyn'));
  if (node.kind === 'mapping') {
    return new Map(node.entries.map(({ key, value }) => [key.text, celValue(value, 'dyn')]));
  }
  return celScalar(node.type, node.text, type);
}

function celScalar(own: ScalarType, text: string, type: CelType): unknown {
  switch (own) {
    case 'string':
      return text;
    case 'boolean':
      return text.toLowerCase() === 'true';
    case 'null':
      return null;
    case 'integer':
      return type === 'double' ? Number(plainNumber(text)) : BigInt(plainNumber(text));
    case 'float':
      return floatOf(plainNumber(text));
  }
}

function floatOf(text: string): number {
  return Number(text.replace('inf', 'Infinity'));
}
