import { expect, test } from 'vitest';
import { explained, groupsBy, monotony, trend } from '../../src/report-page/effects.ts';
import {
  formatCount,
  formatDuration,
  formatNumber,
  shortCell,
  shorten,
} from '../../src/report-page/format.ts';
import { gridLayout, moved } from '../../src/report-page/grid-layout.ts';
import { binsOf, quantile } from '../../src/report-page/histogram.ts';
import { lanesOf } from '../../src/report-page/lanes.ts';

const places = Float64Array.of(0, 0, 1, 1, 1, Number.NaN, 0);
const values = Float64Array.of(1, 3, 10, 12, Number.NaN, 7, Number.POSITIVE_INFINITY);

test('groups give mean, deviation and range of finite values with a position', () => {
  expect(groupsBy(places, values)).toEqual([
    { position: 0, count: 2, mean: 2, deviation: Math.SQRT2, least: 1, most: 3 },
    { position: 1, count: 2, mean: 11, deviation: Math.SQRT2, least: 10, most: 12 },
  ]);
});

test('the explained fraction is 1 if groups do not vary, and 0 if their means are equal', () => {
  const explainedBy = (of: readonly number[]): number =>
    explained(groupsBy(Float64Array.of(0, 0, 1, 1), Float64Array.from(of)));
  expect(explainedBy([1, 1, 5, 5])).toBe(1);
  expect(explainedBy([1, 5, 1, 5])).toBe(0);
  expect(explainedBy([2, 2, 2, 2])).toBe(0);
  expect(explained(groupsBy(places, values))).toBeCloseTo(81 / 85);
});

test('monotonicity uses ranks, so that any steady rise or fall counts fully', () => {
  const at = Float64Array.of(1, 2, 3, 4);
  expect(monotony(at, Float64Array.of(1, 10, 100, 1e6))).toBeCloseTo(1);
  expect(monotony(at, Float64Array.of(4, 3, 2, -9))).toBeCloseTo(1);
  expect(monotony(at, Float64Array.of(1, 2, 2, 1))).toBeCloseTo(0);
  expect(monotony(at, Float64Array.of(1, 1, 1, 1))).toBe(0);
  expect(monotony(at, Float64Array.of(1, Number.NaN, Number.NaN, 2))).toBe(0);
});

test('a trend is the means of parts of the same size', () => {
  const at = Float64Array.of(6, 5, 4, 3, 2, 1);
  expect(trend(at, Float64Array.of(60, 50, 40, 30, 20, 10), 2)).toEqual([
    [2, 20],
    [5, 50],
  ]);
  expect(trend(at, Float64Array.of(Number.NaN, 1, Number.NaN, 2, Number.NaN, 3), 16)).toEqual([[3, 2]]);
});

test('no two spans of a lane overlap, and no lane is unnecessary', () => {
  const spans = [
    [0, 10],
    [1, 4],
    [4, 6],
    [2, 3],
    [10, 12],
    [3, 9],
  ].map(([from = 0, to = 0]) => ({ from, to }));
  const { lanes, count } = lanesOf(spans);
  expect(count).toBe(3);
  for (const [at, a] of spans.entries()) {
    for (const [other, b] of spans.entries()) {
      if (at < other && lanes[at] === lanes[other]) expect(a.to <= b.from || b.to <= a.from).toBe(true);
    }
  }
});

test('every value is in a bin', () => {
  const durations = Array.from({ length: 500 }, (_, at) => (at * 37) % 101);
  const bins = binsOf(durations);
  expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  expect(bins[0]?.from).toBe(0);
  expect(bins.at(-1)?.to).toBeCloseTo(100);
  expect(bins.length).toBeGreaterThan(5);
  expect(binsOf([]).length).toBe(0);
  expect(binsOf([3, 3, 3])).toMatchObject([{ count: 3 }]);
  expect(quantile([1, 2, 3, 4], 0.5)).toBe(2.5);
});

test('a grid fits its width, and points find their cells', () => {
  for (const rows of [1, 18, 240, 10_000, 100_000]) {
    const layout = gridLayout(rows, 1000);
    expect(layout.width).toBeLessThanOrEqual(1000);
    for (const row of [0, rows >> 1, rows - 1]) {
      const { x, y } = layout.place(row);
      expect(layout.rowAt(x + 1, y + 1)).toBe(row);
    }
    expect(layout.rowAt(0, layout.height + 50)).toBe(null);
    expect(layout.rowAt(1500, 5)).toBe(null);
  }
});

test('keys move by cells and lines, and never leave the grid', () => {
  expect(moved('ArrowRight', 4, 5, 12)).toBe(5);
  expect(moved('ArrowDown', 4, 5, 12)).toBe(9);
  expect(moved('ArrowDown', 9, 5, 12)).toBe(9);
  expect(moved('ArrowUp', 2, 5, 12)).toBe(2);
  expect(moved('Home', 7, 5, 12)).toBe(0);
  expect(moved('End', 7, 5, 12)).toBe(11);
  expect(moved('x', 7, 5, 12)).toBe(null);
});

test.each([
  [0.0001234, '1.234e−4'],
  [-0.5, '−0.5'],
  [1234567, '1.235e6'],
  [1_000_000, '1e6'],
  [0.98765432, '0.9877'],
  [0, '0'],
  [Number.NEGATIVE_INFINITY, '−∞'],
])('%d is written %s', (value, text) => {
  expect(formatNumber(value)).toBe(text);
});

test.each([
  [0.0123, '12 ms'],
  [12.34, '12.3 s'],
  [99.96, '1 min 40 s'],
  [3600, '1 h'],
  [11_520, '3 h 12 min'],
  [200_000, '2 d 7 h'],
  [Number.NaN, ''],
])('%d seconds are %j', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('text is shortened by characters, numbers by digits', () => {
  expect(shorten('😀😀😀😀', 3)).toBe('😀😀…');
  expect(shorten('abc', 3)).toBe('abc');
  expect(shortCell('0.9866666666666667')).toBe('0.986667');
  expect(shortCell('123456789012')).toBe('123456789012');
  expect(shortCell('v1.234567890')).toBe('v1.234567890');
  expect(formatCount(12_345)).toBe('12\u202f345');
});
