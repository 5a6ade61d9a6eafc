import { expect, test } from 'vitest';
import { codes } from './harness.ts';

const grid = (text: string): string => `args: argparse\nsweep:\n  grid: {${text}}\n`;

test('a name that cannot be an option', () => {
  expect(codes(grid('"a b": [1], -c: [1], "d=e": [1]'))).toEqual([
    'HSM323 3:10',
    'HSM323 3:22',
    'HSM323 3:31',
  ]);
});

test('a value that looks like an option', () => {
  expect(codes(grid('a: [-x, --, "-1e3"]'))).toEqual(['HSM324 3:14', 'HSM324 3:18', 'HSM324 3:22']);
});

test('negative numbers, a lone dash and text with a space are values', () => {
  expect(codes(grid('a: [-1, -0.5, -.25, "-", "-a b"], lr-max: [1], 0b.c: [1]'))).toEqual([]);
});

test('an item of a list that is a word of its own looks like an option; in JSON it does not', () => {
  const sweep = 'sweep: {grid: {a: [[1, -x]]}}\n';
  expect(codes(`args: {style: argparse, lists: words}\n${sweep}`)).toEqual(['HSM324 2:24']);
  expect(codes(`args: argparse\n${sweep}`)).toEqual([]);
});
