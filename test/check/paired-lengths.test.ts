import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

const text = `sweep:
  paired:
    - both:
        model.name: [cnn, mlp]
        data.kind: [a, b, c]
`;

test('both lists are marked', () => {
  expect(codes(text)).toEqual(['HSM303 5:20 4:21']);
  expect(only(text).message).toBe(
    '`data.kind` has 3 values, but `model.name`, which is paired with it, has 2',
  );
});

test('a group without a name, nested names and the mapping form are checked alike', () => {
  expect(codes('sweep:\n  paired:\n    - a: [1]\n      b: [1, 2]\n')).toEqual(['HSM303 4:10 3:10']);
  expect(codes('sweep:\n  paired:\n    both: {a: {x: [1], y: [1, 2]}}\n')).toEqual(['HSM303 3:27 3:19']);
});

test('each list that differs from the first is reported', () => {
  expect(codes('sweep:\n  paired:\n    - {a: [1], b: [1, 2], c: [3], d: []}\n')).toEqual([
    'HSM303 3:19 3:11',
    'HSM303 3:38 3:11',
  ]);
});

test('lists of equal length pass, and groups may have different lengths', () => {
  expect(codes('sweep:\n  paired:\n    - {a: [1, 2], b: [3, 4]}\n    - {c: [1], d: [2]}\n')).toEqual([]);
});
