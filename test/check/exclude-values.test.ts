import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const exclude = (values: string, condition: string): string =>
  `sweep:\n  grid: {a: [${values}], b: [1, 2]}\n  exclude:\n    - ${condition}\n`;

test('a value that is not on the axis', () => {
  expect(codes(exclude('cnn, mlp', '{a: cn}'))).toEqual(['HSM311 4:11 2:13']);
  expect(only(exclude('cnn, mlp', '{a: cn}')).help).toBe('did you mean `cnn`?');
});

test('a value of another type', () => {
  expect(only(exclude('1, 2', '{a: "1"}')).help).toBe(
    'did you mean `1`, which has type integer, not string?',
  );
  expect(codes(exclude('1.0, 2.0', '{a: 1}'))).toEqual(['HSM311 4:11 2:13']);
});

test('one of several values', () => {
  expect(codes(exclude('1, 2', '{a: [1, 3], b: 1}'))).toEqual(['HSM311 4:15 2:13']);
});

test('a list that should have been one value', () => {
  expect(codes(exclude('[64, 64], [128]', '{a: [[128]]}'))).toEqual([]);
  expect(only(exclude('[64], [128]', '{a: [128]}')).help).toContain('second pair of brackets');
});

test('a number in another notation is the same number', () => {
  expect(codes(exclude('0.001, 0.1', '{a: 1e-3}'))).toEqual([]);
});

test('a map is a value if the parameter is swept under that name', () => {
  expect(codes(exclude('{x: 1}, {x: 2}', '{a: {x: 1}}'))).toEqual([]);
});
