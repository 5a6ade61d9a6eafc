import { scalarKey } from '../plan/scalar-key.ts';
import type { SyntaxNode } from '../syntax/node.ts';

/**
 * A text that is the same for two values exactly if they are the same value: `0.1` and `1e-1` do, `1`, `"1"` and `1.0`
 * do not, because programs distinguish their types. The order of a mapping's keys does not matter.
 */
export function valueKey(node: SyntaxNode): string {
  if (node.kind === 'scalar') return scalarKey(node);
  if (node.kind === 'sequence') return `[${node.items.map(valueKey).join(',')}]`;
  const entries = node.entries.map(({ key, value }) => `${JSON.stringify(key.text)}:${valueKey(value)}`);
  return `{${entries.sort().join(',')}}`;
}
