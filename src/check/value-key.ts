import type { ScalarNode, SyntaxNode } from '../syntax/node.ts';

/**
 * A text that two values share exactly when they are the same value: `0.1` and `1e-1` do, `1` and `"1"`
 * and `1.0` do not, because programs tell their types apart. The order of a mapping's keys is nothing.
 */
export function valueKey(node: SyntaxNode): string {
  if (node.kind === 'scalar') return scalarKey(node);
  if (node.kind === 'sequence') return `[${node.items.map(valueKey).join(',')}]`;
  const entries = node.entries.map(({ key, value }) => `${JSON.stringify(key.text)}:${valueKey(value)}`);
  return `{${entries.sort().join(',')}}`;
}

function scalarKey({ type, text }: ScalarNode): string {
  if (type === 'string') return JSON.stringify(text);
  if (type === 'null') return 'null';
  if (type === 'boolean') return text.toLowerCase();
  return type === 'integer' ? `integer ${integerKey(text)}` : `float ${floatKey(text)}`;
}

function integerKey(text: string): string {
  const digits = text.replace(/^[-+]/, '');
  const size = BigInt(digits);
  return `${text.startsWith('-') && size !== 0n ? '-' : ''}${size}`;
}

/** Exact, with every digit: a comparison through doubles would merge values that were written apart. */
function floatKey(text: string): string {
  const parts = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(text);
  if (parts === null) return text.toLowerCase().replace(/^\+/, '');
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${significant}e${significant === '' ? 0 : power}`;
}
