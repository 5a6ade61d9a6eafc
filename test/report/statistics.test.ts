import { expect, test } from 'vitest';
import { describeSample, studentT } from '../../src/report/statistics.ts';

/** In closed form for one and two degrees of freedom; the others as published, with as many digits. */
test.each([
  [1, Math.tan(0.475 * Math.PI), 12],
  [2, 0.95 / Math.sqrt(2 * 0.975 * 0.025), 12],
  [3, 3.18245, 5],
  [4, 2.77645, 5],
  [5, 2.57058, 5],
  [10, 2.22814, 5],
  [30, 2.04227, 5],
  [100, 1.98397, 5],
  [1000, 1.96234, 5],
  [100_000, 1.95999, 5],
])('for %i degrees of freedom t is %d', (degrees, t, digits) => {
  expect(studentT(degrees)).toBeCloseTo(t, digits);
});

test('at the transition, the series agrees with the sum', () => {
  expect(studentT(1001) - studentT(1000)).toBeCloseTo(studentT(1002) - studentT(1001), 8);
});

test('mean, deviation and interval; a single value only has a mean', () => {
  const { count, mean, deviation, low, high } = describeSample([1e9 + 1, 1e9 + 2, 1e9 + 4]);
  expect([count, mean]).toEqual([3, 1e9 + 7 / 3]);
  expect(deviation).toBeCloseTo(Math.sqrt(7 / 3), 6);
  expect(high - low).toBeCloseTo((2 * 4.302652729749464 * Math.sqrt(7 / 3)) / Math.sqrt(3), 6);
  expect(describeSample([5])).toMatchObject({ count: 1, mean: 5, deviation: Number.NaN, low: Number.NaN });
  expect(describeSample([])).toMatchObject({ count: 0, mean: Number.NaN });
  expect(describeSample([1e16, 1, -1e16]).mean).toBeCloseTo(1 / 3, 12);
});
