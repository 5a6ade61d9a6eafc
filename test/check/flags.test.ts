import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const sweep = 'sweep: {grid: {x: [1, true], y: [false]}}\n';

test('a boolean with plain argparse gives a warning that shows the choice, once per parameter', () => {
  expect(codes(`args: argparse\n${sweep}`)).toEqual(['HSM354 2:23', 'HSM354 2:34']);
  expect(codes(`args: {style: argparse, lists: words}\n${sweep}`)).toHaveLength(2);
  const { help } = only('args: argparse\nsweep: {grid: {x: [true]}}\n');
  for (const choice of ['flag', 'no-flag', 'value']) expect(help).toContain(choice);
});

test.each([
  '{style: argparse, booleans: value}',
  '{style: argparse, booleans: flag}',
  'env',
  '["{name}={value}"]',
])('no warning with %s', (args) => expect(codes(`args: ${args}\n${sweep}`)).toEqual([]));

test('no flags or lists for Hydra and variables', () => {
  const args = '{style: env, booleans: flag, lists: words}';
  expect(codes(`args: ${args}\n${sweep}`)).toEqual(['HSM355 1:20', 'HSM355 1:36']);
});

test.each([
  ['["{value}"]', ['HSM356 1:28']],
  ['["-D", "{value}"]', ['HSM356 1:34']],
  ['["{name}={value}"]', []],
  ['["--{name}", "{value}"]', []],
  ['["{name}{value}"]', ['HSM356 1:34']],
])('the rest of %s is a flag or an error', (style, found) => {
  expect(codes(`args: {style: ${style}, booleans: flag}\n${sweep}`)).toEqual(found);
});
