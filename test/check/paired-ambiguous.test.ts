import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

test('an item with several maps is one group or several', () => {
  const text = 'sweep:\n  paired:\n    - model: {name: [a, b]}\n      data: {kind: [c, d]}\n';
  expect(codes(text)).toEqual(['HSM304 4:7 3:7']);
  expect(only(text).help).toContain('start each of several groups with `- `');
});

test('a map next to a list is one group', () => {
  expect(codes('sweep:\n  paired:\n    - model: {name: [a, b]}\n      kind: [c, d]\n')).toEqual([]);
});

test('one map is a named group', () => {
  expect(codes('sweep:\n  paired:\n    - model: {name: [a, b]}\n')).toEqual([]);
});
