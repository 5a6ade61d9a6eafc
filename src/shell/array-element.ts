import type { ShellWord } from './shell-word.ts';

/** Characters that bash 3.2 doubles, or puts another before, where `$'…'` stands between the brackets of an array. */
const BYTES = ['001', '177'] as const;

/**
 * A word as an element of an array: what bash 3.2 would change there stands in a variable, which the script sets
 * beforehand as `elementBytes` says.
 */
export function arrayElement(word: string): ShellWord {
  // The quotes of a word, one pair after another; only between `$'` and `'` is a byte written as a number.
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

/** A word as an element: a bare comma in it would look like one that separates elements, as it does to shellcheck. */
export function quoteCommas(word: ShellWord): ShellWord {
  return (/^[^'"]*,[^'"]*$/.test(word) ? `'${word}'` : word) as ShellWord;
}

/** The assignments of the bytes that a script uses. */
export function elementBytes(view: object): readonly string[] {
  const text = JSON.stringify(view);
  return BYTES.filter((byte) => text.includes(`$byte_${byte}`)).map((byte) => `byte_${byte}=$'\\${byte}'`);
}
