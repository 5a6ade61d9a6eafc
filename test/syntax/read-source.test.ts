import { expect, test } from 'vitest';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { decodeSource, MAX_SOURCE_BYTES } from '../../src/syntax/read-source.ts';

function decoded(bytes: Uint8Array): {
  readonly text: string | undefined;
  readonly messages: readonly string[];
} {
  const diagnostics = new Diagnostics();
  const source = decodeSource('a.yaml', bytes, diagnostics);
  return {
    text: source?.text,
    messages: diagnostics.sorted().map(({ code, message }) => `${code} ${message}`),
  };
}

test('UTF-8 is decoded, without a byte-order mark', () => {
  expect(decoded(Buffer.from('\ufeffé: 日本 😀\n'))).toEqual({ text: 'é: 日本 😀\n', messages: [] });
  expect(decoded(Buffer.from('a: \ufffd'))).toEqual({ text: 'a: \ufffd', messages: [] });
});

test.each([
  ['61 0a 62 e9 0a', '0xe9 at offset 3 (line 2)'],
  ['c3 a9 ff', '0xff at offset 2 (line 1)'],
  ['61 e6 97', '0xe6 at offset 1 (line 1)'],
  ['61 ef bf 61', '0xef at offset 1 (line 1)'],
  ['ed a0 80', '0xed at offset 0 (line 1)'],
  ['ff fe 61 00', '0xff at offset 0 (line 1)'],
])('the bytes %s are refused at the first that is not UTF-8', (bytes, place) => {
  const { text, messages } = decoded(Buffer.from(bytes.replaceAll(' ', ''), 'hex'));
  expect(text).toBeUndefined();
  expect(messages).toEqual([`HSM102 byte ${place} is not valid UTF-8`]);
});

test('a file may have exactly 10 MiB', () => {
  expect(decoded(Buffer.alloc(MAX_SOURCE_BYTES, 'a')).messages).toEqual([]);
  expect(decoded(Buffer.alloc(MAX_SOURCE_BYTES + 1, 'a')).messages).toEqual([
    'HSM101 this file is 10.0 MiB, more than the limit of 10 MiB',
  ]);
});
