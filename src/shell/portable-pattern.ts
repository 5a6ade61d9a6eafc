import { readBracket, WHITE_SPACE } from './bracket.ts';

/**
 * A regular expression in three parts that every awk reads the same way: POSIX extended, without repeat counts. The
 * middle part is the result; the others match the text around it.
 */
export interface PortablePattern {
  readonly before: string;
  readonly taken: string;
  readonly after: string;
}

/** A part of a pattern that not every awk knows, or that makes no sense; offsets into the pattern. */
export interface PatternProblem {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  readonly help?: string;
}

export type ParsedPattern =
  | { readonly pattern: PortablePattern; readonly problem?: undefined }
  | { readonly pattern?: undefined; readonly problem: PatternProblem };

/**
 * Translates a regular expression in the usual syntax (Python's, Perl's) into a portable one: `\d`, `\w`, `\s`, escapes
 * and `(?:…)`. One plain group marks the result; without a group the result is the whole match.
 */
export function parsePattern(text: string): ParsedPattern {
  try {
    return { pattern: new PatternReader(text).read() };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.problem };
    throw error;
  }
}

/** Classes that have no short name in awk, and the characters that bash or awk would read differently. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '[0-9]',
  D: '[^0-9]',
  w: '[A-Za-z0-9_]',
  W: '[^A-Za-z0-9_]',
  s: `[${WHITE_SPACE}]`,
  S: `[^${WHITE_SPACE}]`,
};

class Refusal extends Error {
  readonly problem: PatternProblem;

  constructor(problem: PatternProblem) {
    super(problem.label);
    this.problem = problem;
  }
}

class PatternReader {
  readonly #text: string;
  #at = 0;
  /** Open groups: for each, whether it is the group that marks the result. */
  readonly #open: { readonly start: number; readonly taken: boolean }[] = [];
  #before: string | null = null;
  #taken: string | null = null;
  #written = '';
  #hasAlternatives = false;
  /** Whether a repeat may follow. */
  #repeatable = false;
  /** Whether the pattern, a group or an alternative begins here. */
  #atBeginning = true;

  constructor(text: string) {
    this.#text = text;
  }

  read(): PortablePattern {
    if (this.#text === '') throw this.#refusal(0, 0, 'an empty pattern matches everywhere');
    while (this.#at < this.#text.length) this.#readPiece();
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw this.#refusal(unclosed.start, unclosed.start + 1, 'never closed');
    if (this.#atBeginning && this.#text.endsWith('|'))
      throw this.#refusal(this.#at - 1, this.#at, 'nothing follows this');
    if (this.#taken === null) return { before: '', taken: this.#written, after: '' };
    if (this.#hasAlternatives) {
      const at = this.#text.indexOf('|');
      throw this.#refusal(
        at,
        at + 1,
        'alternatives outside of a group',
        'write the alternatives as `(?:a|b)`',
      );
    }
    return { before: this.#before ?? '', taken: this.#taken, after: this.#written };
  }

  #readPiece(): void {
    const start = this.#at;
    const character = this.#character();
    this.#at += character.length;
    switch (character) {
      case '\\':
        this.#readEscape(start);
        break;
      case '[':
        this.#readBracket(start);
        break;
      case '(':
        this.#openGroup(start);
        break;
      case ')':
        this.#closeGroup(start);
        break;
      case '*':
      case '+':
      case '?':
        this.#repeat(start, character);
        break;
      case '{':
        if (/^\{\d*,?\d*\}/.test(this.#text.slice(start)) && this.#repeatable) {
          const end = this.#text.indexOf('}', start) + 1;
          throw this.#refusal(
            start,
            end,
            'not every awk supports counted repetition',
            'write out the repetition, or use `+`',
          );
        }
        this.#add('[{]');
        break;
      case '}':
        this.#add('[}]');
        break;
      case '|':
        this.#refuseEmpty(start);
        if (this.#open.length === 0) this.#hasAlternatives = true;
        this.#add('|', false);
        this.#atBeginning = true;
        break;
      case '^':
        if (!this.#atBeginning) {
          const help = 'for the literal character write `\\^`';
          throw this.#refusal(start, this.#at, 'a line cannot start here', help);
        }
        this.#add('^', false);
        break;
      case '$':
        this.#add('$', false);
        break;
      default:
        if (/[\n\r]/.test(character))
          throw this.#refusal(start, this.#at, 'a pattern matches one line at a time');
        this.#addCharacter(character);
    }
  }

  #readEscape(start: number): void {
    const escaped = this.#character();
    this.#at += escaped.length;
    const known = CLASSES[escaped];
    if (known !== undefined) this.#add(known);
    else if (escaped === 't') this.#add('\t');
    else if (escaped === '\\' || escaped === '^') this.#add(`\\${escaped}`);
    else if (/[.[\](){}*+?|$]/.test(escaped)) this.#add(`[${escaped}]`);
    else if (/[^A-Za-z0-9]/.test(escaped)) this.#addCharacter(escaped);
    else throw this.#refusal(start, this.#at, 'awk does not support this escape');
  }

  /** The next character, which may be two of JavaScript's. */
  #character(): string {
    const [character = ''] = this.#text.slice(this.#at, this.#at + 2);
    return character;
  }

  /** Awk reads bytes here, so a repeat would only repeat the last byte. */
  #addCharacter(character: string): void {
    const isRepeated = /^[*+?]/.test(this.#text.slice(this.#at));
    this.#add(character > '\u007f' && isRepeated ? `(${character})` : character);
  }

  #readBracket(start: number): void {
    const bracket = readBracket(this.#text, start);
    if (bracket.problem !== undefined) {
      throw this.#refusal(start, start + 1, bracket.problem);
    }
    this.#at = bracket.end;
    this.#add(bracket.text);
  }

  #openGroup(start: number): void {
    const [marked] = /^\((?:\?(?::|P?<[A-Za-z_]\w*>))?/.exec(this.#text.slice(start)) ?? ['('];
    this.#at = start + marked.length;
    if (this.#text.charAt(start + 1) === '?' && marked === '(') {
      throw this.#refusal(
        start,
        start + 3,
        'awk does not support this group',
        'write a plain group or `(?:…)`',
      );
    }
    const taken = marked !== '(?:';
    if (taken && this.#before !== null) {
      throw this.#refusal(
        start,
        this.#at,
        'a second group',
        'write `(?:…)` for a group that is not the value',
      );
    }
    if (taken && this.#open.length > 0) {
      throw this.#refusal(
        start,
        this.#at,
        'a group inside another',
        'write `(?:…)` for a group that is not the value',
      );
    }
    this.#open.push({ start, taken });
    if (taken) {
      this.#before = this.#written;
      this.#written = '';
      this.#repeatable = false;
    } else {
      this.#add('(', false);
    }
    this.#atBeginning = true;
  }

  /** Not every awk knows an empty alternative or group. */
  #refuseEmpty(start: number): void {
    if (!this.#atBeginning) return;
    throw this.#refusal(start, this.#at, 'nothing precedes this', 'for an optional part write `(?:a|b)?`');
  }

  #closeGroup(start: number): void {
    const group = this.#open.pop();
    if (group === undefined)
      throw this.#refusal(start, this.#at, 'no group to close', 'for the literal character write `\\)`');
    if (this.#text.slice(group.start, this.#at) === '()')
      throw this.#refusal(group.start, this.#at, 'an empty group');
    this.#refuseEmpty(start);
    if (!group.taken) {
      this.#add(')');
      return;
    }
    this.#taken = this.#written;
    this.#written = '';
    this.#repeatable = false;
    if (/^[*+?]|^\{\d*,?\d*\}/.test(this.#text.slice(this.#at))) {
      throw this.#refusal(
        this.#at,
        this.#at + 1,
        'the value would be repeated',
        'move the repetition into the group',
      );
    }
  }

  #repeat(start: number, character: string): void {
    if (!this.#repeatable)
      throw this.#refusal(
        start,
        this.#at,
        'nothing to repeat',
        `for the literal character write \`\\${character}\``,
      );
    if (/^[?+]/.test(this.#text.slice(this.#at))) {
      const help = 'exclude what follows instead: `[^,]*,` for `.*?,`';
      throw this.#refusal(start, this.#at + 1, 'awk only has greedy repetition', help);
    }
    this.#add(character, false);
  }

  #add(piece: string, repeatable = true): void {
    this.#written += piece;
    this.#repeatable = repeatable;
    this.#atBeginning = false;
  }

  #refusal(start: number, end: number, label: string, help?: string): Refusal {
    return new Refusal({ start, end, label, ...(help === undefined ? {} : { help }) });
  }
}
