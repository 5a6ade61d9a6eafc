/** A token of Python or R. The text of a string is what is between its quotes. */
export interface Token {
  readonly kind: 'name' | 'string' | 'computed' | 'other';
  readonly text: string;
}

const NEXT = new RegExp(
  [
    /(?<space>[ \t\r\n\f]+|\\\r?\n|#[^\n]*)/,
    /(?<prefix>[A-Za-z]{0,2})(?:(?<triple>"""|''')(?<long>(?:\\[\s\S]|(?!\k<triple>)[^\\])*)\k<triple>|(?<quote>["'])(?<short>(?:\\[\s\S]|(?!\k<quote>)[^\\\n])*)\k<quote>)/,
    /(?<name>[\p{L}_][\p{L}\p{N}_]*)/u,
    /(?<number>[\d.]*\d(?:[eE][+-]\d+|[\w.])*)/,
    /(?<other>==|[^"'])/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'uy',
);

/** The tokens of a Python or R text, without comments and blanks; null if it cannot be parsed. */
export function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = [];
  NEXT.lastIndex = 0;
  while (NEXT.lastIndex < text.length) {
    const groups = NEXT.exec(text)?.groups;
    if (groups === undefined) return null;
    const { space, prefix, long, short, name, number, other } = groups;
    if (space !== undefined) continue;
    const string = long ?? short;
    if (string !== undefined) {
      // An f-string is computed, and escapes are not interpreted.
      const isPlain = !/[fb]/i.test(prefix ?? '') && !string.includes('\\');
      tokens.push({ kind: isPlain ? 'string' : 'computed', text: string });
    } else if (name !== undefined) tokens.push({ kind: 'name', text: name });
    else tokens.push({ kind: 'other', text: number ?? other ?? '' });
  }
  return tokens;
}
