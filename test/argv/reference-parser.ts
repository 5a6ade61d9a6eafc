import type { Meaning } from '../values.ts';

/**
 * A parser for `key=value`, written from Hydra 1.3's OverrideLexer.g4, OverrideParser.g4 and its visitor, and from
 * OmegaConf's top-level grammar for strings. It is independent of the encoder, and throws for everything that is not
 * one plain value: sweeps, functions, interpolations.
 */
export function parseOverride(text: string): { readonly key: string; readonly value: Meaning } {
  const equals = text.indexOf('=');
  if (equals === -1) throw new Error('no equals sign');
  const tokens = lex(text.slice(equals + 1).replace(/^[ \t]+/, ''));
  const parser = new Parser(tokens);
  const value = tokens.length === 0 ? '' : parser.element();
  parser.end();
  return { key: text.slice(0, equals), value };
}

interface Token {
  readonly type: string;
  readonly text: string;
}

const INT = '(?:0|[1-9](?:_?[0-9])*)';
const POINT = String.raw`(?:${INT}?\.[0-9](?:_?[0-9])*|${INT}\.)`;
const EXPONENT = `(?:${POINT}|${INT})[eE][+-]?[0-9](?:_?[0-9])*`;
const WS = '[ \\t]*';

/** In the grammar's order: of two rules that match the same length, the first wins. */
const RULES: readonly (readonly [string, RegExp])[] = [
  ['POPEN', new RegExp(`${WS}\\(${WS}`, 'y')],
  ['COMMA', new RegExp(`${WS},${WS}`, 'y')],
  ['PCLOSE', new RegExp(`${WS}\\)`, 'y')],
  ['BRACKET_OPEN', new RegExp(`\\[${WS}`, 'y')],
  ['BRACKET_CLOSE', new RegExp(`${WS}\\]`, 'y')],
  ['BRACE_OPEN', new RegExp(`\\{${WS}`, 'y')],
  ['BRACE_CLOSE', new RegExp(`${WS}\\}`, 'y')],
  ['COLON', new RegExp(`${WS}:${WS}`, 'y')],
  ['EQUAL', new RegExp(`${WS}=${WS}`, 'y')],
  ['FLOAT', new RegExp(`[+-]?(?:${EXPONENT}|${POINT}|[iI][nN][fF]|[nN][aA][nN])`, 'y')],
  ['INT', new RegExp(`[+-]?${INT}`, 'y')],
  ['BOOL', /true|false/iy],
  ['NULL', /null/iy],
  ['UNQUOTED_CHAR', /[/\-\\+.$%*@?|]/y],
  ['ID', /[a-zA-Z_][a-zA-Z0-9_-]*/y],
  ['ESC', /(?:\\\\|\\[()[\]{}:=, \t])+/y],
  ['WS', /[ \t]+/y],
  ['QUOTED_VALUE', /"(?:(?:\\\\)*|[\s\S]*?[^\\](?:\\\\)*)"|'(?:(?:\\\\)*|[\s\S]*?[^\\](?:\\\\)*)'/y],
  ['INTERPOLATION', /\$\{[^}]+\}/y],
];

function lex(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    let best: Token = { type: '', text: '' };
    for (const [type, pattern] of RULES) {
      pattern.lastIndex = at;
      const found = pattern.exec(text)?.[0] ?? '';
      if (found.length > best.text.length) best = { type, text: found };
    }
    if (best.type === '') throw new Error(`no token at ${at} of ${JSON.stringify(text)}`);
    tokens.push(best);
    at += best.text.length;
  }
  return tokens;
}

const PRIMITIVE = ['ID', 'NULL', 'INT', 'FLOAT', 'BOOL', 'UNQUOTED_CHAR', 'ESC', 'WS'];

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  element(): Meaning {
    if (this.#next('BRACKET_OPEN')) return this.#list();
    if (this.#next('BRACE_OPEN')) return this.#map();
    const quoted = this.#next('QUOTED_VALUE');
    if (quoted) return resolveString(unquote(quoted.text));
    const value = this.#primitive([...PRIMITIVE, 'COLON', 'INTERPOLATION']);
    return typeof value === 'string' ? resolveString(value) : value;
  }

  end(): void {
    const token = this.#tokens[this.#at];
    if (token) throw new Error(`unexpected ${token.type} ${token.text}`);
  }

  #list(): Meaning {
    const items: Meaning[] = [];
    if (this.#next('BRACKET_CLOSE')) return items;
    do items.push(this.element());
    while (this.#next('COMMA'));
    this.#expect('BRACKET_CLOSE');
    return items;
  }

  #map(): Meaning {
    const entries = new Map<string, Meaning>();
    if (this.#next('BRACE_CLOSE')) return entries;
    do {
      const key = this.#primitive(PRIMITIVE);
      if (typeof key !== 'string') throw new Error(`the key ${key} is no string`);
      if (entries.has(key)) throw new Error(`duplicate key ${key}`);
      this.#expect('COLON');
      entries.set(key, this.element());
    } while (this.#next('COMMA'));
    this.#expect('BRACE_CLOSE');
    return entries;
  }

  #primitive(types: readonly string[]): Meaning {
    const tokens: Token[] = [];
    for (
      let token = this.#tokens[this.#at];
      token && types.includes(token.type);
      token = this.#tokens[this.#at]
    ) {
      tokens.push(token);
      this.#at += 1;
    }
    if (tokens.length === 1 && tokens[0]?.type === 'WS') throw new Error('nothing but white space');
    if (tokens[0]?.type === 'WS') tokens.shift();
    if (tokens.at(-1)?.type === 'WS') tokens.pop();
    const [only] = tokens;
    if (only === undefined) throw new Error('a value is missing');
    return tokens.length === 1 ? single(only) : tokens.map(unescapeToken).join('');
  }

  #next(type: string): Token | null {
    const token = this.#tokens[this.#at];
    if (token?.type !== type) return null;
    this.#at += 1;
    return token;
  }

  #expect(type: string): void {
    if (!this.#next(type)) throw new Error(`expected ${type}, not ${this.#tokens[this.#at]?.type}`);
  }
}

function single(token: Token): Meaning {
  const plain = token.text.replaceAll('_', '');
  switch (token.type) {
    case 'INT':
      return plain.startsWith('-') ? -BigInt(plain.slice(1)) : BigInt(plain.replace('+', ''));
    case 'FLOAT':
      if (/inf$/i.test(plain))
        return plain.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
      return Number(plain);
    case 'BOOL':
      return token.text.toLowerCase() === 'true';
    case 'NULL':
      return null;
    default:
      return unescapeToken(token);
  }
}

function everySecond(text: string): string {
  return [...text].filter((_, index) => index % 2 === 1).join('');
}

function unescapeToken({ type, text }: Token): string {
  return type === 'ESC' ? everySecond(text) : text;
}

/** `_unescape_quoted_string` of Hydra: only backslashes before the quote character have a meaning. */
function unquote(text: string): string {
  const quote = text[0];
  const body = text.slice(1).replace(new RegExp(`\\\\+${quote}`, 'g'), (run, offset: number) => {
    const isEnd = offset + run.length === text.length - 1;
    return isEnd ? `${everySecond(run.slice(0, -1))}${quote}` : everySecond(run);
  });
  return body.slice(0, -1);
}

/** A string as OmegaConf passes it to the program. */
function resolveString(text: string): string {
  if (text === '???') throw new Error('a missing value');
  if (!text.includes('${')) return text;
  let resolved = '';
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('${', at)) throw new Error(`an interpolation in ${JSON.stringify(text)}`);
    const token = /[^$]*[^\\$]|(?:\\\\)*\\\$\{|\\+|\$/y;
    token.lastIndex = at;
    const found = token.exec(text)?.[0] ?? '';
    resolved += found.endsWith('\\${') ? found.slice(-(Math.floor(found.length / 2) + 1)) : found;
    at += found.length;
    // An even number of backslashes before an interpolation would be halved.
  }
  return resolved;
}
