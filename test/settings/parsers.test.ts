import { expect, test } from 'vitest';
import { parseCount } from '../../src/settings/count.ts';
import { formatMemory, parseMemory } from '../../src/settings/memory.ts';
import { parseName } from '../../src/settings/name.ts';
import { formatWalltime, parseWalltime } from '../../src/settings/walltime.ts';

test('a formatted walltime reads back', () => {
  for (const seconds of [1, 59, 60, 3_599, 3_600, 90_000, 359_999, 31_536_000]) {
    expect(parseWalltime(formatWalltime(seconds))).toEqual({ value: seconds });
  }
  expect(formatWalltime(90_000)).toBe('25:00:00');
});

test.each([
  ['16G', 16_384],
  ['16GB', 16_384],
  ['16gb', 16_384],
  ['16GiB', 16_384],
  ['16 GB', 16_384],
  ['512M', 512],
  ['512mb', 512],
  ['1.5T', 1_572_864],
  ['2000kb', 2],
  ['1K', 1],
])('the memory %s is %d MiB', (text, mebibytes) => {
  expect(parseMemory(text)).toEqual({ value: mebibytes });
});

test.each(['', '16', '16B', '0G', 'G', '-1G', '1e3G', '16GG', '16Gbit', '99999999999T'])(
  'the memory %j is refused',
  (text) => {
    expect(parseMemory(text).problem).toMatchObject({ kind: 'memory', text });
  },
);

test('a number without a unit is refused with a suggestion', () => {
  expect(parseMemory('16').problem?.help).toBe('write `16M` or `16G`');
});

test('formatted memory reads back', () => {
  for (const mebibytes of [1, 512, 1_024, 1_536, 16_384]) {
    expect(parseMemory(formatMemory(mebibytes))).toEqual({ value: mebibytes });
  }
  expect(formatMemory(16_384)).toBe('16G');
});

test('counts are positive integers; only GPUs may be 0', () => {
  expect(parseCount('CPUs', '4')).toEqual({ value: 4 });
  expect(parseCount('CPUs', '0x10')).toEqual({ value: 16 });
  expect(parseCount('GPUs', '0')).toEqual({ value: 0 });
  for (const text of ['0', '-1', '1.5', 'four', '', '1e3', '99999999']) {
    expect(parseCount('nodes', text).problem).toMatchObject({ kind: 'count', text, setting: 'nodes' });
  }
});

test('names contain only characters that are special to no scheduler and no shell', () => {
  for (const text of ['gpu', 'cuda/12.4', 'a100:2', 'proj@site', 'x_1+y=z']) {
    expect(parseName('module', text)).toEqual({ value: text });
  }
  expect(parseName('partition', 'gpu,cpu')).toEqual({ value: 'gpu,cpu' });
  for (const text of ['', 'a b', '$(id)', 'a;b', "a'b", 'a\nb', '-x', 'é', 'a,b', '*', '%j']) {
    expect(parseName('account', text).problem).toMatchObject({ kind: 'name', text });
  }
  expect(parseName('account', 'a b').problem?.label).toBe('contains a space');
});
