const NUMBER = /^([+-]?)(?:0*(?=\d)|(?=\.))(.*)$/s;

/**
 * A number of YAML 1.2's core schema in a notation that every reader shares. Hexadecimal and octal become decimal; a
 * plus sign and leading zeros are removed (`010` is ten in YAML 1.2); the special floats become `inf`, `-inf` and
 * `nan`. Everything else stays as written, so that no digit is lost.
 */
export function plainNumber(text: string): string {
  if (/^[+-]?0[xo]/.test(text)) {
    const digits = BigInt(text.replace(/^[+-]/, ''));
    return text.startsWith('-') ? `-${digits}` : `${digits}`;
  }
  const special = /^([+-]?)\.(inf|nan)$/i.exec(text);
  if (special !== null) return `${special[1] === '-' ? '-' : ''}${special[2]?.toLowerCase()}`;
  return text.replace(NUMBER, (_, sign: string, digits: string) => (sign === '-' ? `-${digits}` : digits));
}

/** The same in JSON's grammar, with `Infinity` and `NaN` as Python's and JavaScript's JSON readers spell them. */
export function jsonNumber(text: string): string {
  const plain = plainNumber(text);
  if (plain.endsWith('inf')) return plain.replace('inf', 'Infinity');
  if (plain === 'nan') return 'NaN';
  return plain.replace(/^(-?)\./, '$10.').replace(/\.(?=$|[eE])/, '.0');
}
