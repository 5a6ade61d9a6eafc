/** A bracket expression in awk's syntax and its end in the pattern, or its problem. */
export type Bracket =
  | { readonly text: string; readonly end: number; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

/** The content of a bracket expression: a character, or a class in awk's syntax. */
interface Member {
  readonly text: string;
  readonly isClass: boolean;
  /** Its length in the pattern. */
  readonly length: number;
}

/** White space within a line, for use in brackets. mawk 1.3.3 does not know `[:space:]`. */
export const WHITE_SPACE = ' \t\v\f\r';

const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: WHITE_SPACE };

/** Some characters of `[:punct:]` need a special place. */
const PUNCTUATION = '[:punct:]';

/** The classes of POSIX in ASCII, as ranges, because mawk 1.3.3 knows none of them. */
const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alnum: 'A-Za-z0-9',
  alpha: 'A-Za-z',
  blank: ' \t',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  space: WHITE_SPACE,
  upper: 'A-Z',
  xdigit: 'A-Fa-f0-9',
};

/**
 * Reads `[…]` from its place in a pattern. POSIX has no escapes in brackets, so each literal character is put in a
 * place where it has no other meaning: `]` first, `^` not first, `-` last, and `[` not before `.`, `:` or `=`.
 */
export function readBracket(pattern: string, start: number): Bracket {
  const negated = pattern.charAt(start + 1) === '^';
  const begin = start + (negated ? 2 : 1);
  const held = new Set<string>();
  let items = '';
  let at = begin;
  while (at < pattern.length) {
    if (pattern.charAt(at) === ']' && at > begin)
      return { text: assemble(negated, items, held), end: at + 1 };
    const low = readMember(pattern.slice(at));
    if (low === null) return { problem: `\`${pattern.slice(at, at + 2)}\` does not work in brackets` };
    if (low.text > '\u007f')
      return {
        problem: `\`${low.text}\` has several bytes, but brackets match single bytes: write \`(?:…|…)\``,
      };
    at += low.length;
    if (/^-[^\]]/.test(pattern.slice(at))) {
      const high = readMember(pattern.slice(at + 1));
      const range = pattern.slice(at - low.length, at + 1 + (high?.length ?? 1));
      const problem = high === null ? 'not a range' : problemOfRange(low, high);
      if (problem !== null) return { problem: `\`${range}\` is ${problem}` };
      items += `${low.text}-${high?.text}`;
      at += 1 + (high?.length ?? 0);
    } else if (low.text === PUNCTUATION) {
      items += '!-,./:-@_`{-~';
      for (const character of '[\\]^-') held.add(character);
    } else if (low.isClass) items += low.text;
    else held.add(low.text);
  }
  return { problem: 'never closed' };
}

function readMember(rest: string): Member | null {
  const [posix = '', name = ''] = /^\[:([a-z]*):\]?/.exec(rest) ?? [];
  if (posix.startsWith('[:punct:]')) return { text: PUNCTUATION, isClass: true, length: posix.length };
  const ranges = posix.endsWith(']') ? POSIX_CLASSES[name] : undefined;
  if (ranges !== undefined) return { text: ranges, isClass: true, length: posix.length };
  if (posix !== '') return null;
  const [character = ''] = rest;
  if (character !== '\\') return { text: character, isClass: false, length: character.length };
  const [, escaped = ''] = rest;
  const known = CLASSES[escaped];
  if (known !== undefined) return { text: known, isClass: true, length: 2 };
  if (escaped === 't') return { text: '\t', isClass: false, length: 2 };
  return /[A-Za-z0-9]/.test(escaped) ? null : { text: escaped, isClass: false, length: 1 + escaped.length };
}

function problemOfRange(low: Member, high: Member): string | null {
  if (low.isClass || high.isClass) return 'not a range';
  // These would mean something else at either end.
  if (/[[\]\\^-]|[^ -~]/.test(low.text + high.text)) return 'a range that not every awk supports';
  return low.text > high.text ? 'a reversed range' : null;
}

function assemble(negated: boolean, items: string, held: ReadonlySet<string>): string {
  const plain = [...held].filter((character) => !/[[\]\\^-]/.test(character)).join('');
  const inside = [
    held.has(']') ? ']' : '',
    items,
    plain,
    held.has('[') ? '[' : '',
    held.has('\\') ? '\\\\' : '',
    held.has('^') ? '^' : '',
    held.has('-') ? '-' : '',
  ].join('');
  // A lone `^` would negate.
  if (!negated && inside === '^') return '\\^';
  if (!negated && inside === '^-') return '[-^]';
  return `[${negated ? '^' : ''}${inside}]`;
}
