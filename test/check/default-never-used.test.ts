import { expect, test } from 'vitest';
import { codes } from './harness.ts';

test('a default that every block sweeps', () => {
  expect(codes('defaults: {a: 1, b: 2}\nsweep:\n  grid: {a: [1, 2]}\n')).toEqual(['HSM308 1:12 3:10']);
});

test('a default that one block does not set is used', () => {
  expect(codes('defaults: {a: 1}\nsweep:\n  - grid: {a: [1]}\n  - grid: {b: [1]}\n')).toEqual([]);
});
