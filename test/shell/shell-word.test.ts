import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commentText, insideDoubleQuotes, quote } from '../../src/shell/shell-word.ts';
import { anyText, hardTexts } from '../values.ts';

const texts = [...hardTexts, ...everyCharacter(), ...fc.sample(anyText, { numRuns: 4000, seed: 1 })];

/** Each character of the first page, between letters, with a digit after it, which an octal escape would absorb. */
function everyCharacter(): readonly string[] {
  return Array.from({ length: 255 }, (_, code) => `a${String.fromCharCode(code + 1)}7`);
}

/** Each word as bash read it; `argument` is the source text of one word per value. */
function understood(argument: (text: string) => string, locale: string): readonly Buffer[] {
  const script = texts.map((text) => `printf '%s\\0' ${argument(text)}\n`).join('');
  const output = execFileSync('bash', ['-s'], {
    input: `set -euo pipefail\n${script}`,
    env: { PATH: process.env['PATH'], LC_ALL: locale },
    maxBuffer: 2 ** 28,
  });
  const words: Buffer[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0, at);
    words.push(output.subarray(at, end));
    at = end + 1;
  }
  return words;
}

function expectSame(words: readonly Buffer[]): void {
  const wrong = texts.filter((text, index) => !words[index]?.equals(Buffer.from(text)));
  expect(wrong).toEqual([]);
  expect(words.length).toBe(texts.length);
}

test.each(['C', 'C.UTF-8'])('bash reads a quoted text back byte for byte under %s', (locale) => {
  expectSame(understood(quote, locale));
});

test.each(['C', 'C.UTF-8'])('text inside double quotes is read back under %s', (locale) => {
  expectSame(understood((text) => `"${insideDoubleQuotes(text)}"`, locale));
});

test('history expansion finds nothing to expand', () => {
  const script = `set +u -H -o history\nprintf %s ${quote('a!b!!')}\n`;
  expect(execFileSync('bash', ['-s'], { input: script }).toString()).toBe('a!b!!');
});

test('plain words stay bare, and others are quoted in the simplest way', () => {
  expect(quote('train.py')).toBe('train.py');
  expect(quote('')).toBe("''");
  expect(quote('a b')).toBe("'a b'");
  expect(quote("it's")).toBe(String.raw`'it'\''s'`);
  expect(quote('a\r\n\t\u001b7')).toBe(String.raw`$'a\r\n\t\0337'`);
});

test('no argument contains NUL', () => {
  expect(() => quote('a\0b')).toThrow(RangeError);
});

test('a comment stays one harmless line', () => {
  expect(commentText('a\nrm -rf\r\u001b[0m\u202e\u2028é')).toBe('a rm -rf  [0m  é');
});
