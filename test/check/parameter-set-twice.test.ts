import { expect, test } from 'vitest';
import { codes } from './harness.ts';

test('in grid and in paired', () => {
  expect(codes('sweep:\n  grid:\n    a: [1, 2]\n  paired:\n    - {a: [3], b: [4]}\n')).toEqual([
    'HSM305 5:8 3:5',
  ]);
});

test('as a dotted name and as a nested map', () => {
  expect(codes('sweep:\n  grid:\n    model.name: [a]\n    model:\n      name: [b]\n')).toEqual([
    'HSM305 5:7 3:5',
  ]);
});

test('in two paired groups', () => {
  expect(codes('sweep:\n  paired:\n    - g: {a: [1]}\n    - h: {a: [2]}\n')).toEqual(['HSM305 4:11 3:11']);
});

test('in the defaults and in an exclude', () => {
  const text = `defaults: {a.b: 1, a: {b: 2}}
sweep:
  grid: {m.n: [1, 2]}
  exclude:
    - {m.n: 1, m: {n: 1}}
`;
  expect(codes(text)).toEqual(['HSM305 1:24 1:12', 'HSM305 5:20 5:8']);
});

test('two blocks may set the same parameter', () => {
  expect(codes('sweep:\n  - grid: {a: [1]}\n  - grid: {a: [2]}\n')).toEqual([]);
});
