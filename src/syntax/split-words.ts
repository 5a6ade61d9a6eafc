/** A word and its place in the text that was split, quotes included. */
export interface SplitWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Syntax that only a shell would interpret, or an unclosed quote. */
export interface SplitProblem {
  readonly kind: 'unfinished' | 'shell' | 'assignment' | 'line-break';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export interface SplitResult {
  readonly words: readonly SplitWord[];
  readonly problems: readonly SplitProblem[];
}

const QUIET = /[^\s\\'"$`|;&<>()*?~]+/y;
const OPERATOR = /[|;&<>()]+/y;
const ASSIGNMENT = /^[A-Za-z_]\w*\+?=/;

/**
 * Splits a command line as a POSIX shell does, but without any expansion. Quotes and backslashes work as in a shell;
 * other shell syntax is reported, because no shell will read this text. `[` and `#` are ordinary characters.
 */
export function splitWords(text: string): SplitResult {
  return new WordSplitter(text).split();
}

class WordSplitter {
  readonly #text: string;
  readonly #words: SplitWord[] = [];
  readonly #problems: SplitProblem[] = [];
  readonly #reported = new Set<string>();
  #at = 0;
  #word: { text: string; start: number } | null = null;
  /** A line break after a word: a problem if another word follows. */
  #lineBreak: number | null = null;

  constructor(text: string) {
    this.#text = text;
  }

  split(): SplitResult {
    while (this.#at < this.#text.length) this.#step();
    this.#endWord();
    const [first] = this.#words;
    const assignment = first && ASSIGNMENT.exec(this.#text.slice(first.start, first.end));
    if (first && assignment) this.#problem('assignment', first.start, first.end);
    return { words: this.#words, problems: this.#problems };
  }

  #step(): void {
    const start = this.#at;
    const character = this.#text[start] ?? '';
    if (/\s/.test(character)) this.#blank(character);
    else if (character === "'") this.#singleQuoted(start);
    else if (character === '"') this.#doubleQuoted(start);
    else if (character === '\\') this.#escaped(start);
    else this.#unquoted(character, start);
  }

  #unquoted(character: string, start: number): void {
    const quiet = this.#match(QUIET);
    if (quiet !== null) {
      this.#append(quiet, start);
    } else if (character === '~' && this.#word !== null) {
      this.#append(this.#take(1), start);
    } else {
      this.#append(this.#match(OPERATOR) ?? this.#take(1), start);
      this.#problem('shell', start, this.#at);
    }
  }

  #blank(character: string): void {
    this.#endWord();
    if (character === '\n' && this.#words.length > 0) this.#lineBreak ??= this.#at;
    this.#at += 1;
  }

  #singleQuoted(start: number): void {
    const close = this.#text.indexOf("'", start + 1);
    if (close === -1) {
      this.#unfinished(start);
    } else {
      this.#at = close + 1;
      this.#append(this.#text.slice(start + 1, close), start);
    }
  }

  #doubleQuoted(start: number): void {
    let content = '';
    this.#at += 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"') {
      const character = this.#take(1);
      const next = this.#text[this.#at] ?? '';
      if (character === '\\' && next !== '' && '$`"\\\n'.includes(next)) {
        this.#at += 1;
        content += next === '\n' ? '' : next;
      } else {
        if (character === '$' || character === '`') this.#problem('shell', this.#at - 1, this.#at);
        content += character;
      }
    }
    if (this.#at === this.#text.length) {
      this.#unfinished(start);
    } else {
      this.#at += 1;
      this.#append(content, start);
    }
  }

  #escaped(start: number): void {
    const next = this.#text[start + 1];
    if (next === undefined) {
      this.#unfinished(start);
    } else {
      this.#at += 2;
      if (next !== '\n') this.#append(next, start);
    }
  }

  #append(text: string, start: number): void {
    if (this.#word === null && this.#lineBreak !== null) {
      this.#problem('line-break', this.#lineBreak, this.#lineBreak + 1);
      this.#lineBreak = null;
    }
    this.#word ??= { text: '', start };
    this.#word.text += text;
  }

  #endWord(): void {
    if (this.#word !== null) this.#words.push({ ...this.#word, end: this.#at });
    this.#word = null;
  }

  #unfinished(start: number): void {
    this.#problem('unfinished', start, start + 1);
    this.#append(this.#text.slice(start + 1), start);
    this.#at = this.#text.length;
  }

  /** One report per symbol is enough: a second `$` adds nothing new. */
  #problem(kind: SplitProblem['kind'], start: number, end: number): void {
    const text = this.#text.slice(start, end);
    if (this.#reported.has(`${kind} ${text}`)) return;
    this.#reported.add(`${kind} ${text}`);
    this.#problems.push({ kind, text, start, end });
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#text) ?? [];
    return found === undefined ? null : this.#take(found.length);
  }

  #take(length: number): string {
    const taken = this.#text.slice(this.#at, this.#at + length);
    this.#at += length;
    return taken;
  }
}
