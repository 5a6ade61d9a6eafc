import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const text = `defaults: {epochs: 3}
sweep:
  grid: {model.name: [a, b], seed: [1, 2]}
  exclude:
`;

test('a name that the block does not sweep, with a suggestion', () => {
  expect(codes(`${text}    - {model.nam: a}\n`)).toEqual(['HSM310 5:8']);
  expect(only(`${text}    - {model.nam: a}\n`).help).toBe('did you mean `model.name`?');
  expect(only(`${text}    - {model: {nam: a}}\n`).help).toBe('did you mean `model.name`?');
});

test('a default is reported as a default', () => {
  expect(only(`${text}    - {epochs: 3}\n`).notes).toEqual([
    '`epochs` is a default, which is the same in every task',
  ]);
});

test('a parameter of another block is unknown', () => {
  expect(codes('sweep:\n  - grid: {a: [1]}\n  - grid: {b: [1, 2]}\n    exclude: [{a: 1}]\n')).toEqual([
    'HSM310 4:16',
  ]);
});

test('nested and dotted names both find the parameter', () => {
  expect(codes(`${text}    - {model: {name: a}}\n    - {model.name: b, seed: 1}\n`)).toEqual([]);
});
