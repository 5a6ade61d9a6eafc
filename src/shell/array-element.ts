import type { ShellWord } from './shell-word.ts';

/** Characters in `$'…'` that bash 3.2 doubles or escapes once more inside the brackets of an array. */
const BYTES = ['001', '177'] as const;

/**
 * A word as an element of an array. The bytes that bash 3.2 would change there are in variables, which the script sets
 * beforehand; see `elementBytes`.
 */
export function arrayElement(word: string): ShellWord {
  // The quoted parts of a word, one after another; only between `$'` and `'` are bytes written as numbers.
  const quotes = /\$'(?:[^\\']|\\[\s\S])*'|'[^']*'|"(?:[^\\"]|\\[\s\S])*"/g;
  return word.replace(quotes, (quoted) =>
    quoted.startsWith('$')
      ? quoted
          .replace(/\\(?:001|177|[\s\S])/g, (escaped) => {
            const byte = BYTES.find((each) => escaped === `\\${each}`);
            return byte === undefined ? escaped : `'"$byte_${byte}"$'`;
          })
          .replaceAll("$''", '')
      : quoted,
  ) as ShellWord;
}

/** A word as an element. A bare comma in it would look like a separator of elements, and shellcheck reads it as one. */
export function quoteCommas(word: ShellWord): ShellWord {
  return (/^[^'"]*,[^'"]*$/.test(word) ? `'${word}'` : word) as ShellWord;
}

/** The assignments of the byte variables that a script uses. */
export function elementBytes(view: object): readonly string[] {
  const text = JSON.stringify(view);
  return BYTES.filter((byte) => text.includes(`$byte_${byte}`)).map((byte) => `byte_${byte}=$'\\${byte}'`);
}
