import { expect, test } from 'vitest';
import { codes } from './harness.ts';

const grid = (text: string): string => `args: env\nsweep:\n  grid: {${text}}\n`;

test('a name that cannot be a variable', () => {
  expect(codes(grid('1a: [1], "b c": [1]'))).toEqual(['HSM325 3:10', 'HSM325 3:19']);
});

test('two names for the same variable', () => {
  expect(codes(grid('a.b: [1], a_b: [1]'))).toEqual(['HSM326 3:20 3:10']);
});

test('one name in two blocks and in the defaults is one parameter', () => {
  const text = 'args: env\ndefaults: {a: 1}\nsweep:\n  - grid: {a: [1]}\n  - grid: {b: [1]}\n';
  expect(codes(text)).toEqual([]);
});

test.each(['PATH', 'HOME', 'LD_PRELOAD', 'HSM_TASK_ID', 'BASH_ENV', 'IFS'])('%s is taken', (name) => {
  expect(codes(grid(`${name}: [1]`))).toEqual(['HSM327 3:10']);
});

test('names that only share a prefix are allowed', () => {
  expect(codes(grid('PATHS: [1], HOME_DIR: [1], lr: [1]'))).toEqual([]);
});
