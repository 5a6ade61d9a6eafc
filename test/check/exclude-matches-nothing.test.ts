import { expect, test } from 'vitest';
import { codes } from './harness.ts';

const text = 'sweep:\n  paired:\n    - {m: [a, b], d: [x, z]}\n  exclude:\n';

test('values that are never in one row', () => {
  expect(codes(`${text}    - {m: a, d: z}\n`)).toEqual(['HSM312 5:7']);
});

test('values that are in one row', () => {
  expect(codes(`${text}    - {m: a, d: x}\n`)).toEqual([]);
});

test('an unknown value is reported as that alone', () => {
  expect(codes(`${text}    - {m: zebra}\n`)).toEqual(['HSM311 5:11 3:11']);
});
