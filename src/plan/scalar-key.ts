/** A scalar with its YAML 1.2 type and its text as written. */
export interface Scalar {
  readonly type: 'string' | 'integer' | 'float' | 'boolean' | 'null';
  readonly text: string;
}

/**
 * A text that is equal for two scalars exactly if they have the same value: `0.1` and `1e-1` do, `1`, `"1"` and `1.0`
 * do not.
 */
export function scalarKey({ type, text }: Scalar): string {
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

/** Exact, with every digit: a comparison of doubles would merge different values. */
function floatKey(text: string): string {
  const parts = /^([-+]?)(\d*)\.?(\d*)(?:[eE]([-+]?\d+))?$/.exec(text);
  if (parts === null) return text.toLowerCase().replace(/^\+/, '');
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  const power = BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length);
  return `${sign === '-' ? '-' : ''}${significant}e${significant === '' ? 0 : power}`;
}
