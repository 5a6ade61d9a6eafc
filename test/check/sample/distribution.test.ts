import { Decimal } from 'decimal.js';
import { expect, test } from 'vitest';
import { type Distribution, drawNumbers } from '../../../src/check/sample/distribution.ts';
import type { Fraction } from '../../../src/check/sample/halton.ts';
import { normalQuantile } from '../../../src/check/sample/normal-quantile.ts';
import { drawPoints } from '../../../src/check/sample/points.ts';

const at = (text: string): Fraction => {
  const places = text.length - text.indexOf('.') - 1;
  return { numerator: BigInt(text.replace('.', '')), denominator: 10n ** BigInt(places) };
};

function texts(distribution: Distribution, ...us: readonly string[]): readonly string[] {
  return drawNumbers(distribution, us.map(at)).map(({ text }) => text);
}

test('whole numbers and steps are inclusive, and keep their decimals', () => {
  const steps = (from: string, to: string, step: string): Distribution => ({ kind: 'steps', from, to, step });
  expect(texts(steps('2', '4', '1'), '0.0', '0.3333', '0.3334', '0.6667', '0.999999')).toEqual([
    ...['2', '2', '3', '4', '4'],
  ]);
  expect(texts(steps('0', '1', '0.1'), '0.0', '0.3', '0.999')).toEqual(['0.0', '0.3', '1.0']);
  expect(texts(steps('3', '1', '1'), '0.0', '0.999')).toEqual(['3', '1']);
  expect(texts(steps('64', '500', '64'), '0.999')).toEqual(['448']);
  const wide = texts(steps('0', '100000000000000000000', '1'), '0.5');
  expect(wide).toEqual(['50000000000000000000']);
});

test('a third is exactly a third', () => {
  const thirds = [1n, 2n].map((numerator) => ({ numerator, denominator: 3n }));
  expect(drawNumbers({ kind: 'choice', count: 3 }, thirds).map(({ text }) => text)).toEqual(['1', '2']);
});

test('numbers with infinitely many digits are rounded to significant digits, with a point', () => {
  const uniform: Distribution = { kind: 'uniform', from: '0', to: '3', digits: 6 };
  expect(texts(uniform, '0.0', '0.123456789', '0.5')).toEqual(['0.0', '0.37037', '1.5']);
  const log: Distribution = { kind: 'log', from: '1e-5', to: '1e-1', digits: 4 };
  expect(texts(log, '0.0', '0.25', '0.5', '0.123')).toEqual(['0.00001', '0.0001', '0.001', '0.00003105']);
  const powers: Distribution = { kind: 'log-steps', from: '1', to: '8' };
  expect(texts(powers, '0.0', '0.3154', '0.3155', '0.99999')).toEqual(['1', '1', '2', '8']);
});

test('weights are fractions of their sum, and a choice with weight 0 is never drawn', () => {
  const weighted: Distribution = { kind: 'weighted', weights: ['1', '0', '2.5', '0.5'] };
  expect(texts(weighted, '0.0', '0.2499', '0.25', '0.874', '0.875', '0.9999')).toEqual([
    ...['0', '0', '2', '2', '3', '3'],
  ]);
});

test('the quantile of the normal distribution is accurate to 15 digits', () => {
  const Real = Decimal.clone({ precision: 30 });
  // scipy.stats.norm.ppf, in each of the three parts of the algorithm.
  const known = {
    '0.5': 0,
    '0.075': -1.4395314709384563,
    '0.0250': -1.9599639845400545,
    '0.9': 1.2815515655446004,
    '0.0001': -3.7190164854556804,
    '1e-12': -7.034483825301131,
    '1e-20': -9.262340089798409,
  };
  for (const [p, quantile] of Object.entries(known)) {
    const found = normalQuantile(new Real(p)).toNumber();
    expect(Math.abs(found - quantile)).toBeLessThanOrEqual(4e-15 * Math.abs(quantile));
  }
});

test('10,000 normal and log-normal numbers have the right distribution', () => {
  const us = drawPoints({ method: 'random', count: 10_000, seed: 11 }, 1).flat();
  // Deciles of the standard normal distribution.
  const deciles = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816];
  for (const isLog of [false, true]) {
    const normal: Distribution = { kind: 'normal', mean: '2', sd: '0.5', digits: 6, isLog };
    const counts = Array.from({ length: 10 }, () => 0);
    for (const { text } of drawNumbers(normal, us)) {
      const standard = ((isLog ? Math.log(Number(text)) : Number(text)) - 2) / 0.5;
      const decile = deciles.filter((limit) => standard >= limit).length;
      counts[decile] = (counts[decile] ?? 0) + 1;
    }
    const statistic = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // With 9 degrees of freedom, one of a thousand samples exceeds this.
    expect(statistic).toBeLessThan(27.88);
  }
});

test('zero has a place in a normal distribution', () => {
  const normal: Distribution = { kind: 'normal', mean: '0', sd: '1', digits: 3, isLog: false };
  expect(texts(normal, '0.0')).toEqual(['-1.64']);
});
