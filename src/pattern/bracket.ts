/** A bracket expression in awk's words, and where it ends in the pattern; or what is wrong with it. */
export type Bracket =
  | { readonly text: string; readonly end: number; readonly problem?: undefined }
  | { readonly text?: undefined; readonly problem: string };

const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: '[:space:]', t: '\t' };

/**
 * Reads `[…]` from its place in a pattern. POSIX has no escapes in brackets, so what stands for itself is put where it
 * means nothing else: `]` first, `^` not first, `-` last.
 */
export function readBracket(pattern: string, start: number): Bracket {
  let at = start + 1;
  const negated = pattern.charAt(at) === '^';
  if (negated) at += 1;
  const held = new Set<string>();
  let items = '';
  for (let first = true; at < pattern.length; first = false) {
    const character = pattern.charAt(at);
    if (character === ']' && !first) return { text: assemble(negated, items, held), end: at + 1 };
    const posixClass = /^\[:[a-z]+:\]/.exec(pattern.slice(at))?.[0];
    if (posixClass !== undefined) {
      items += posixClass;
      at += posixClass.length;
      continue;
    }
    const [one = '', low, high] = /^([^\\\]-])-([^\\\]])/.exec(pattern.slice(at)) ?? [];
    if (low !== undefined && high !== undefined) {
      if (low > high) return { problem: `\`${one}\` is a range from its end to its beginning` };
      items += one;
      at += one.length;
      continue;
    }
    if (character === '\\') {
      const escaped = pattern.charAt(at + 1);
      const known = CLASSES[escaped];
      if (known !== undefined) items += known;
      else if (/[A-Za-z0-9]/.test(escaped)) return { problem: `brackets have no \`\\${escaped}\`` };
      else held.add(escaped);
      at += 2;
      continue;
    }
    held.add(character);
    at += 1;
  }
  return { problem: 'nothing closes this' };
}

function assemble(negated: boolean, items: string, held: ReadonlySet<string>): string {
  const plain = [...held].filter((character) => !/[\]\\^-]/.test(character)).join('');
  const inside = [
    held.has(']') ? ']' : '',
    items,
    plain,
    held.has('\\') ? '\\\\' : '',
    held.has('^') ? '^' : '',
    held.has('-') ? '-' : '',
  ].join('');
  // A lone `^` would negate.
  if (!negated && inside === '^') return '\\^';
  if (!negated && inside === '^-') return '[-^]';
  return `[${negated ? '^' : ''}${inside}]`;
}
