import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const grid = (text: string): string => `sweep:\n  grid:\n    ${text}\n`;

test('values, options and choices below a name are reported as part of it, with the list to write', () => {
  expect(only(grid('lr: {values: [0.1, 0.01]}'))).toMatchObject({
    code: 'HSM380',
    help: 'write `lr: [0.1, 0.01]`',
  });
  expect(codes(grid('lr: [0.1, 0.01]'))).toEqual([]);
  expect(codes(grid('a: {b: {choices: [1, 2]}}'))).toEqual(['HSM380 3:13']);
  expect(only(grid('lr:\n      options:\n        - 1\n        - 2')).help).toBe('write the list under `lr:`');
});

test('a name with a dot is intentional', () => {
  expect(codes(grid('lr.values: [0.1, 0.01]'))).toEqual([]);
  expect(codes(grid('lr: {start: [0.1, 0.01]}'))).toEqual([]);
});

test.each([
  'range(1, 5)',
  'choice(adam, sgd)',
  'glob(*)',
  'uniform(0, 1)',
  'loguniform(1e-5, 1)',
  'np.linspace(0, 1)',
])('%s in a list is text, and intentional if it is quoted', (text) => {
  expect(codes(grid(`a: [${text}]`))).toEqual(['HSM382 3:9']);
  expect(codes(grid(`a: ["${text}"]`))).toEqual([]);
});

test('numbers separated by blanks are one text, which is intentional if it is quoted', () => {
  expect(only(grid('lr: [0.1 0.2 1e-3]'))).toMatchObject({
    code: 'HSM381',
    help: 'write `0.1, 0.2, 1e-3`, or quote it if it is text',
  });
  expect(codes(grid('lr: ["0.1 0.2", a 1, 2024-01-01 10]'))).toEqual([]);
});
