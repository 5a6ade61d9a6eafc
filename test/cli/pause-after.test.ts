import { expect, test } from 'vitest';
import { pauseAfter } from '../../src/cli/pause-after.ts';

test('a pause is short if readings are fast, and otherwise proportional to the fastest one', () => {
  expect(pauseAfter([5])).toBe(2);
  expect(pauseAfter([5, 0.05])).toBe(2);
  expect(pauseAfter([5, 0.2, 0.9])).toBe(8);
  expect(pauseAfter([60, 60])).toBe(30);
  // Reading may have become slower.
  expect(pauseAfter([0.05, ...Array<number>(10).fill(0.4)])).toBe(16);
});
