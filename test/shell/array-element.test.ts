import { expect, test } from 'vitest';
import { arrayElement, elementBytes, quoteCommas } from '../../src/shell/array-element.ts';
import { quote } from '../../src/shell/shell-word.ts';

const byte = (name: string): string => `"$byte_${name}"`;

test.each([
  ['plain', 'plain'],
  ["it's \\001", String.raw`'it'\''s \001'`],
  ['a\tb', String.raw`$'a\tb'`],
  ['\u0001', byte('001')],
  ['a\u0001\u007fb\n', `$'a'${byte('001')}${byte('177')}$'b\\n'`],
  ['\\001\n', String.raw`$'\\001\n'`],
  ["'\u0001", `$'\\''${byte('001')}`],
])('%j is an element that bash 3.2 leaves unchanged', (text, element) => {
  expect(arrayElement(quote(text))).toBe(element);
});

test('a word with several quotes is processed quote by quote', () => {
  expect(arrayElement(String.raw`--a="\001${'$'}{x}"$'\001'`)).toBe(`--a="\\001\${x}"${byte('001')}`);
});

test.each([
  ['gpu,long', "'gpu,long'"],
  ['gpu', 'gpu'],
  ["it's a,b", String.raw`'it'\''s a,b'`],
])('%j has no bare comma', (text, element) => {
  expect(quoteCommas(quote(text))).toBe(element);
});

test('a script sets the bytes that it uses', () => {
  expect(elementBytes({ values: [arrayElement(quote('\u0001'))] })).toEqual([String.raw`byte_001=$'\001'`]);
  expect(elementBytes({ values: ["'001'"] })).toEqual([]);
});
