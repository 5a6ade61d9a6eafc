import { expect, test } from 'vitest';
import { parseMemory } from '../../src/settings/memory.ts';
import { readByScripts } from './read-by-scripts.ts';

/** The result of both the compiler and the scripts for a text: mebibytes, or null if both refuse it. */
const table: readonly (readonly [text: string, mebibytes: number | null])[] = [
  ['64G', 65_536],
  ['16gb', 16_384],
  ['16GiB', 16_384],
  ['16 G', 16_384],
  ['512M', 512],
  ['0.2G', 205],
  ['1.5T', 1_572_864],
  ['1.125g', 1_152],
  ['1K', 1],
  ['1025k', 2],
  ['08G', 8_192],
  ['1048576T', 2 ** 40],
  ['1048577T', null],
  ['64', null],
  ['0G', null],
  ['0.0M', null],
  ['', null],
  ['G', null],
  ['-1G', null],
  ['1e3M', null],
  ['1,5G', null],
  ['.5G', null],
  ['5.G', null],
  ['5P', null],
  ['5GiBs', null],
  ['a[$(touch X)]', null],
  ['5G\n', null],
];

test.each(table)('the memory %j is %j mebibytes', (text, mebibytes) => {
  if (mebibytes === null) expect(parseMemory(text).problem).toMatchObject({ kind: 'memory', text });
  else expect(parseMemory(text)).toEqual({ value: mebibytes });
});

test('scripts read every amount of memory like the compiler', () => {
  const read = readByScripts(
    ['die.sh', 'digits.sh', 'memory.sh'],
    `parse_memory "$text" && printf '%s\\n' "$mebibytes"`,
    table.map(([text]) => text),
  );
  expect(table.map(([text], index) => [text, read[index]])).toEqual(
    table.map(([text, mebibytes]) => [text, mebibytes === null ? 'refused 2' : String(mebibytes)]),
  );
});
