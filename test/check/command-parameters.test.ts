import { expect, test } from 'vitest';
import { check, codes, only } from './harness.ts';

const head = 'args: argparse\nsweep:\n';
const two = `${head}  - grid: {mesh: [a], n: [1]}\n  - grid: {n: [2]}\n`;

test('a parameter in the command, with any characters in its name', () => {
  const { sweep } = check(
    'command: [./a, "{model.name}-{p-q}.msh"]\nargs: env\nsweep: {grid: {model.name: [a], p-q: [1]}}\n',
  );
  expect(sweep?.command.words[1]).toEqual([
    { kind: 'hole', hole: { kind: 'parameter', name: 'model.name' } },
    { kind: 'text', text: '-' },
    { kind: 'hole', hole: { kind: 'parameter', name: 'p-q' } },
    { kind: 'text', text: '.msh' },
  ]);
});

test('every block sets it, or it is a default', () => {
  expect(codes(`command: ./a {mesh}\n${two}`)).toEqual(['HSM339 1:14 5:5']);
  expect(codes(`command: ./a {n}\n${two}`)).toEqual([]);
  expect(codes(`defaults: {mesh: b}\ncommand: ./a {mesh}\n${two}`)).toEqual([]);
});

test('text that is not the name of a parameter is unchanged', () => {
  const text = `command: [./a, "{mehs}", "{a b}", "{{mesh}}", '{"mesh": 1}']\n${head}  grid: {mesh: [a]}\n`;
  expect(only(text)).toMatchObject({ code: 'HSM337', help: 'did you mean `{mesh}`?' });
});

test('a parameter in the command is not limited by the convention', () => {
  const grid = `sweep: {grid: {"a b": [-x], c: [true]}}\n`;
  expect(codes(`command: ./a {c}\nargs: argparse\n${grid}`)).toEqual(['HSM323 3:16', 'HSM324 3:24']);
  expect(codes(`command: [./a, "{a b}", "{c}"]\nargs: argparse\n${grid}`)).toEqual([]);
  expect(codes(`command: [./a, "{a b}"]\nargs: hydra\n${grid}`)).toEqual([]);
});
