import { expect, test } from 'vitest';
import { codes } from './harness.ts';

test('a sweep without blocks is empty', () => {
  expect(codes('sweep: []\n')).toEqual(['HSM301 1:1']);
  expect(codes('script: train.py\n')).toEqual(['HSM301 1:1']);
});

test('a block without axes is empty, next to one that is not', () => {
  expect(codes('sweep:\n  - grid: {a: [1]}\n  - exclude: []\n')).toEqual(['HSM302 3:5']);
});

test('a grid of empty maps is an empty block', () => {
  expect(codes('sweep:\n  grid: {model: {}}\n')).toEqual(['HSM302 2:3']);
});

test('a paired group without parameters is empty', () => {
  expect(codes('sweep:\n  paired:\n    - both: {}\n')).toEqual(['HSM302 3:7']);
});
