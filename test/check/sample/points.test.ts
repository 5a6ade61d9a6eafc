import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Fraction } from '../../../src/check/sample/halton.ts';
import { drawPoints, type Method } from '../../../src/check/sample/points.ts';
import { RandomWords } from '../../../src/check/sample/random-words.ts';
import { MOST_DIMENSIONS, sobolPoints } from '../../../src/check/sample/sobol.ts';

const methods: readonly Method[] = ['random', 'latin_hypercube', 'sobol', 'halton'];

/** The quantile of chi-square with 99 degrees of freedom that one of a thousand uniform samples exceeds. */
const MOST_OF_99 = 148.23;

function numbers(points: readonly (readonly Fraction[])[]): readonly (readonly number[])[] {
  return points.map((point) =>
    point.map(({ numerator, denominator }) => Number(numerator) / Number(denominator)),
  );
}

/** Pearson's statistic for counts that should be equal. */
function chiSquare(counts: readonly number[], total: number): number {
  const expected = total / counts.length;
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

function countIn(places: readonly number[], bins: number): readonly number[] {
  const counts = Array.from({ length: bins }, () => 0);
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1;
  return counts;
}

test('words are those of MT19937', () => {
  const words = new RandomWords(5489);
  let last = 0;
  for (let at = 0; at < 10_000; at += 1) last = words.word();
  // As the C++ standard requires of std::mt19937, [rand.predef].
  expect(last).toBe(4_123_659_995);
  // numpy.random.RandomState(7).random_sample(3)
  const seeded = new RandomWords(7);
  const drawn = Array.from({ length: 3 }, () => (seeded.number() / 2 ** 53).toFixed(8));
  expect(drawn).toEqual(['0.07630829', '0.77991879', '0.43840923']);
});

test('numbers below a limit, and permutations, are uniformly distributed', () => {
  const words = new RandomWords(1);
  const drawn = Array.from({ length: 10_000 }, () => words.below(100));
  expect(chiSquare(countIn(drawn, 100), 10_000)).toBeLessThan(MOST_OF_99);
  // Close below 2^53, where half of all numbers are drawn again.
  expect(words.below(2 ** 52 + 1)).toBeLessThan(2 ** 52 + 1);
  const orders = new Map<string, number>();
  for (let round = 0; round < 12_000; round += 1) {
    const order = words.permutation(4).join('');
    orders.set(order, (orders.get(order) ?? 0) + 1);
  }
  expect(orders.size).toBe(24);
  // With 23 degrees of freedom.
  expect(chiSquare([...orders.values()], 12_000)).toBeLessThan(49.73);
});

test('the first points of Sobol are the published ones', () => {
  // The order is that of Joe and Kuo's program for two dimensions, which uses the Gray code.
  const points = numbers(drawPoints({ method: 'sobol', count: 8, seed: null }, 2));
  expect(points).toEqual([
    [0, 0],
    [0.5, 0.5],
    [0.75, 0.25],
    [0.25, 0.75],
    [0.375, 0.375],
    [0.875, 0.875],
    [0.625, 0.125],
    [0.125, 0.625],
  ]);
});

test('1024 points of Sobol in all dimensions are those of SciPy', () => {
  // SciPy 1.17, qmc.Sobol(128, scramble=False, bits=32).random(1024) * 2**32, joined by commas.
  const text = sobolPoints(1024, MOST_DIMENSIONS)
    .map((point) => [...point].join(','))
    .join(',');
  expect(MOST_DIMENSIONS).toBe(128);
  expect(createHash('sha256').update(text).digest('hex')).toBe(
    '279a9c6f7c7953a7a15922c66d75b5efc2b7e0b87dc2abc8900bf3c7c2a0a123',
  );
});

test.each([null, 3])('two dimensions of Sobol are (0, m, 2)-nets, with the seed %s', (seed) => {
  const points = numbers(drawPoints({ method: 'sobol', count: 4096, seed }, 2));
  for (let m = 0; m <= 12; m += 1) {
    for (let split = 0; split <= m; split += 1) {
      const [wide, high] = [2 ** split, 2 ** (m - split)];
      const boxes = points
        .slice(0, 2 ** m)
        .map(([x = 0, y = 0]) => Math.floor(x * wide) * high + Math.floor(y * high));
      expect(new Set(boxes).size).toBe(2 ** m);
    }
  }
});

test('the first points of Halton are the published ones', () => {
  const points = drawPoints({ method: 'halton', count: 9, seed: null }, 3).map((point) =>
    point.map(({ numerator, denominator }) => `${numerator}/${denominator}`),
  );
  expect(points.map(([first]) => first)).toEqual('1/2 1/4 3/4 1/8 5/8 3/8 7/8 1/16 9/16'.split(' '));
  expect(points.map(([, second]) => second)).toEqual('1/3 2/3 1/9 4/9 7/9 2/9 5/9 8/9 1/27'.split(' '));
  expect(points.map(([, , third]) => third)).toEqual(
    '1/5 2/5 3/5 4/5 1/25 6/25 11/25 16/25 21/25'.split(' '),
  );
});

test('a Latin hypercube has one point per stratum in each dimension', () => {
  for (const count of [1, 7, 1000]) {
    const points = drawPoints({ method: 'latin_hypercube', count, seed: 5 }, 3);
    for (const dimension of [0, 1, 2]) {
      const strata = points.map((point) => {
        const { numerator, denominator } = point[dimension] as Fraction;
        return Number((numerator * BigInt(count)) / denominator);
      });
      expect([...strata].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, at) => at));
    }
  }
});

test.each(methods.flatMap((method) => [null, 1, 2 ** 32 - 1].map((seed) => [method, seed] as const)))(
  '10,000 points by %s with the seed %s are uniform, and in pairs',
  (method, seed) => {
    const count = 10_000;
    const points = numbers(drawPoints({ method, count, seed }, 3));
    for (const dimension of [0, 1, 2]) {
      const bins = points.map((point) => Math.floor((point[dimension] ?? 0) * 100));
      expect(chiSquare(countIn(bins, 100), count)).toBeLessThan(MOST_OF_99);
    }
    for (const [first, second] of [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const) {
      const boxes = points.map(
        (point) => Math.floor((point[first] ?? 0) * 10) * 10 + Math.floor((point[second] ?? 0) * 10),
      );
      expect(chiSquare(countIn(boxes, 100), count)).toBeLessThan(MOST_OF_99);
    }
  },
);

test('a longer sample begins like the shorter one, except for Latin hypercubes', () => {
  for (const method of methods.filter((each) => each !== 'latin_hypercube')) {
    const long = drawPoints({ method, count: 50, seed: 9 }, 4);
    expect(drawPoints({ method, count: 20, seed: 9 }, 4)).toEqual(long.slice(0, 20));
  }
});
