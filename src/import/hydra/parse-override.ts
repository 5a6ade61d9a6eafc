import type { MapEntry, Value } from '../../plan/plan.ts';

/** An element of an override's right-hand side: a value, or a call such as `range(1,5)`. Offsets are into its text. */
export type Element =
  | { readonly kind: 'value'; readonly value: Value; readonly start: number; readonly end: number }
  | HydraCall;

export interface HydraCall {
  readonly kind: 'call';
  readonly name: string;
  readonly positional: readonly Element[];
  readonly named: ReadonlyMap<string, Element>;
  readonly start: number;
  readonly end: number;
}

export interface OverrideProblem {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The elements between commas; several elements are a sweep. Follows the grammar of Hydra 1.3, OverrideParser.g4. */
export function parseOverride(text: string): readonly Element[] | OverrideProblem {
  const reader = new OverrideReader(text);
  try {
    return reader.sweep();
  } catch (error) {
    if (error instanceof Unreadable) return error.problem;
    throw error;
  }
}

class Unreadable extends Error {
  readonly problem: OverrideProblem;

  constructor(problem: OverrideProblem) {
    super(problem.text);
    this.problem = problem;
  }
}

const CALL = /([A-Za-z_]\w*)\(/y;
const NAMED = /([A-Za-z_]\w*)\s*=\s*/y;
const INTERPOLATION = /\$\{(?:[^{}]|\{[^{}]*\})*\}/y;
const INTEGER = /^[+-]?(?:0|[1-9](?:_?\d)*)$/;
const FLOAT = /^[+-]?(?:(?:\d(?:_?\d)*)?\.\d(?:_?\d)*|\d(?:_?\d)*\.?)(?:e[+-]?\d+)?$/i;

class OverrideReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  sweep(): readonly Element[] {
    this.#blanks();
    if (this.#at === this.#text.length) return [this.#value({ type: 'string', text: '' }, 0)];
    const elements = [this.#element('')];
    while (this.#takes(',')) elements.push(this.#element(''));
    if (this.#at < this.#text.length) this.#fail(`unexpected \`${this.#text[this.#at]}\``);
    return elements;
  }

  #element(closing: string): Element {
    this.#blanks();
    const start = this.#at;
    const first = this.#text[start];
    if (first === '[') return this.#value(this.#list(), start);
    if (first === '{') return this.#value(this.#map(), start);
    if (first === '"' || first === "'") return this.#value(this.#quoted(first), start);
    const call = this.#match(CALL);
    if (call?.[1] !== undefined) return this.#call(call[1], start);
    return this.#value(this.#primitive(closing), start);
  }

  #value(value: Value, start: number): Element {
    const end = this.#at;
    this.#blanks();
    return { kind: 'value', value, start, end };
  }

  #call(name: string, start: number): Element {
    const positional: Element[] = [];
    const named = new Map<string, Element>();
    this.#blanks();
    if (!this.#takes(')')) {
      do {
        this.#blanks();
        const key = this.#match(NAMED)?.[1];
        const element = this.#element(')');
        if (key === undefined) positional.push(element);
        else named.set(key, element);
      } while (this.#takes(','));
      if (!this.#takes(')')) this.#fail('missing closing parenthesis', start);
    }
    const end = this.#at;
    this.#blanks();
    return { kind: 'call', name, positional, named, start, end };
  }

  #list(): Value {
    const start = this.#at;
    this.#at += 1;
    this.#blanks();
    const items: Value[] = [];
    if (this.#takes(']')) return { type: 'list', items };
    do items.push(this.#plain(']'));
    while (this.#takes(','));
    if (!this.#takes(']')) this.#fail('missing closing bracket', start);
    return { type: 'list', items };
  }

  #map(): Value {
    const start = this.#at;
    this.#at += 1;
    this.#blanks();
    const entries: MapEntry[] = [];
    if (this.#takes('}')) return { type: 'map', entries };
    do {
      this.#blanks();
      const key = this.#match(/[^:,{}]+/y)?.[0].trim() ?? '';
      if (!this.#takes(':')) this.#fail('expected a colon', start);
      entries.push({ key, value: this.#plain('}') });
    } while (this.#takes(','));
    if (!this.#takes('}')) this.#fail('missing closing brace', start);
    return { type: 'map', entries };
  }

  #plain(closing: string): Value {
    const element = this.#element(closing);
    if (element.kind === 'call') this.#fail(`\`${element.name}(…)\` inside a list`, element.start);
    return element.kind === 'value' ? element.value : { type: 'null', text: 'null' };
  }

  #quoted(quote: string): Value {
    const start = this.#at;
    this.#at += 1;
    let text = '';
    while (this.#at < this.#text.length && this.#text[this.#at] !== quote) {
      const isEscape = this.#text[this.#at] === '\\' && this.#text[this.#at + 1] === quote;
      if (isEscape) this.#at += 1;
      text += this.#text[this.#at];
      this.#at += 1;
    }
    if (!this.#takes(quote)) this.#fail('missing closing quote', start);
    return { type: 'string', text };
  }

  #primitive(closing: string): Value {
    const start = this.#at;
    let text = '';
    while (this.#at < this.#text.length) {
      const interpolation = this.#match(INTERPOLATION)?.[0];
      const character = this.#text[this.#at] ?? '';
      if (interpolation !== undefined) text += interpolation;
      else if (character === ',' || (closing !== '' && ')]}'.includes(character))) break;
      else if (character === '\\' && /[\\()[\]{}:=, \t]/.test(this.#text[this.#at + 1] ?? '')) {
        text += this.#text[this.#at + 1];
        this.#at += 2;
      } else {
        text += character;
        this.#at += 1;
      }
    }
    const trimmed = text.trim();
    if (trimmed === '') this.#fail('expected a value', start);
    return typed(trimmed);
  }

  #takes(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    if (character !== ']' && character !== '}') this.#blanks();
    return true;
  }

  #blanks(): void {
    this.#match(/[ \t]*/y);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#text);
    if (match !== null) this.#at += match[0].length;
    return match;
  }

  #fail(text: string, start: number = this.#at): never {
    throw new Unreadable({ text, start, end: Math.max(start + 1, this.#at) });
  }
}

/** The type that Hydra gives unquoted text. */
function typed(text: string): Value {
  if (/^(?:true|false)$/i.test(text)) return { type: 'boolean', text: text.toLowerCase() };
  if (/^null$/i.test(text)) return { type: 'null', text: 'null' };
  if (INTEGER.test(text)) return { type: 'integer', text: text.replaceAll('_', '') };
  if (FLOAT.test(text)) return { type: 'float', text: text.replaceAll('_', '') };
  const special = /^([+-]?)(inf|nan)$/i.exec(text);
  if (special !== null) return { type: 'float', text: `${special[1]}.${special[2]?.toLowerCase()}` };
  return { type: 'string', text };
}
