import { expect, test } from 'vitest';
import { codes } from './harness.ts';

const text = 'sweep:\n  paired:\n    - {m: [a, b], d: [x, z]}\n  exclude:\n';

test('values that never occur in the same row', () => {
  expect(codes(`${text}    - {m: a, d: z}\n`)).toEqual(['HSM312 5:7']);
});

test('values that occur in the same row', () => {
  expect(codes(`${text}    - {m: a, d: x}\n`)).toEqual([]);
});

test('an unknown value is only reported as unknown', () => {
  expect(codes(`${text}    - {m: zebra}\n`)).toEqual(['HSM311 5:11 3:11']);
});
