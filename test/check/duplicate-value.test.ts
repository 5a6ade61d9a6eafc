import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const grid = (values: string): string => `sweep:\n  grid: {a: [${values}]}\n`;

test('both places are marked', () => {
  expect(codes(grid('1, 2, 1'))).toEqual(['HSM309 2:20 2:14']);
  expect(only(grid('1, 2, 1')).message).toBe('`1` is listed twice, so its tasks run twice');
});

test('numbers are compared as numbers, to the last digit', () => {
  expect(codes(grid('0.001, 1e-3'))).toEqual(['HSM309 2:21 2:14']);
  expect(codes(grid('0x10, 16'))).toEqual(['HSM309 2:20 2:14']);
  expect(codes(grid('0.1, 0.10000000000000000000001'))).toEqual([]);
});

test('values of different types differ', () => {
  expect(codes(grid('1, "1", 1.0, [1], {b: 1}'))).toEqual([]);
  expect(codes(grid('true, "true", null, "null"'))).toEqual([]);
});

test('lists and maps are compared deeply', () => {
  expect(codes(grid('[1, {a: 1, b: 2}], [1, {b: 2, a: 1}]'))).toEqual(['HSM309 2:33 2:14']);
});

test('in a paired group only whole rows count', () => {
  expect(codes('sweep:\n  paired:\n    - {a: [1, 1], b: [1, 2]}\n')).toEqual([]);
  expect(codes('sweep:\n  paired:\n    - {a: [1, 1], b: [2, 2]}\n')).toEqual(['HSM309 3:15 3:12']);
});
