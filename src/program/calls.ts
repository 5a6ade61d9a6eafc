import type { Token } from './tokens.ts';

/** The arguments of a call, or the items of a list. */
export interface Call {
  /** Each argument that has no name, as its tokens. */
  readonly positional: readonly (readonly Token[])[];
  readonly named: ReadonlyMap<string, readonly Token[]>;
}

/** 1 for an opening bracket, -1 for a closing one, 0 for any other token. */
export function depthChange({ kind, text }: Token): number {
  if (kind !== 'other') return 0;
  return '([{'.includes(text) ? 1 : ')]}'.includes(text) ? -1 : 0;
}

/** The tokens between an opening bracket and its end, split at commas; `start` is the index after the bracket. */
export function argumentsOf(tokens: readonly Token[], start: number): readonly (readonly Token[])[] {
  const found: Token[][] = [];
  let words: Token[] = [];
  let depth = 0;
  for (const token of tokens.slice(start)) {
    depth += depthChange(token);
    if (depth < 0) break;
    if (depth === 0 && token.text === ',' && token.kind === 'other') {
      found.push(words);
      words = [];
    } else words.push(token);
  }
  return words.length === 0 ? found : [...found, words];
}

/** The arguments of a call, split into positional and named ones. */
export function readCall(tokens: readonly Token[], start: number): Call {
  const words = argumentsOf(tokens, start);
  const isNamed = ([first, equals]: readonly Token[]): boolean =>
    first?.kind === 'name' && equals?.text === '=';
  const named = words.filter(isNamed).map((word) => [word[0]?.text ?? '', word.slice(2)] as const);
  return { positional: words.filter((word) => !isNamed(word)), named: new Map(named) };
}

/** Every call of a function or method with one of these names, in the order of the text. */
export function callsOf(tokens: readonly Token[], names: readonly string[]): readonly Call[] {
  return tokens.flatMap((token, index) =>
    token.kind === 'name' && names.includes(token.text) && tokens[index + 1]?.text === '('
      ? [readCall(tokens, index + 2)]
      : [],
  );
}
