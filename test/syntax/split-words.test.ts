import { execFileSync } from 'node:child_process';
import { assert, property, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { splitWords } from '../../src/syntax/split-words.ts';

const words = (text: string): readonly string[] => splitWords(text).words.map((word) => word.text);

test.each([
  ['a  b\tc', ['a', 'b', 'c']],
  [`'a b' "c d" e\\ f`, ['a b', 'c d', 'e f']],
  [`a'b'"c"d`, ['abcd']],
  [`'' ""`, ['', '']],
  [`"a\\"b\\$c\\d"`, ['a"b$c\\d']],
  [`'a\\b'`, ['a\\b']],
  ['a\\\nb', ['ab']],
  ['a#b #c [1] x=[1,2] a~b', ['a#b', '#c', '[1]', 'x=[1,2]', 'a~b']],
  [' a ', ['a']],
  ['', []],
])('%j', (text, expected) => {
  expect(splitWords(text).problems).toEqual([]);
  expect(words(text)).toEqual(expected);
});

test('words know their places, quotes included', () => {
  expect(splitWords(`a 'b c'`).words[1]).toEqual({ text: 'b c', start: 2, end: 7 });
});

test('a symbol is reported once, an operator as one', () => {
  expect(splitWords('$a $b && c').problems.map(({ text }) => text)).toEqual(['$', '&&']);
});

test('a backslash at the end escapes nothing', () => {
  expect(splitWords('a \\').problems).toEqual([{ kind: 'unfinished', text: '\\', start: 2, end: 3 }]);
});

test('if nothing is reported, sh splits the text the same way', () => {
  const cases: string[] = [];
  assert(
    property(stringMatching(/^[ab'"\\ \t#$=-]{0,12}$/), (text) => {
      // `#` begins a comment only in a shell; that difference is documented.
      if (splitWords(text).problems.length === 0 && !/(?:^|[\s])#|\\$/.test(text)) cases.push(text);
    }),
    { numRuns: 600 },
  );
  const script = cases.map((text) => `set -- ${text}\nprintf '%s\\0' "$#" "$@"\n`).join('');
  const shell = execFileSync('sh', ['-c', script], { encoding: 'utf8' });
  const ours = cases.flatMap((text) => [String(words(text).length), ...words(text)]);
  expect(shell.split('\0').slice(0, -1)).toEqual(ours);
});
