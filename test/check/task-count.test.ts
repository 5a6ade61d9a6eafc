import { expect, test } from 'vitest';
import { codes, only } from './harness.ts';

test('an exclude that leaves nothing', () => {
  expect(codes('sweep:\n  grid: {a: [1, 2], b: [1]}\n  exclude:\n    - {b: 1}\n')).toEqual(['HSM313 4:7']);
  expect(codes('sweep:\n  grid: {a: [1, 2]}\n  exclude: [{a: 1}, {a: 2}]\n')).toEqual(['HSM313 3:13']);
  expect(codes('sweep:\n  grid: {a: [1]}\n  exclude: [{}]\n')).toEqual(['HSM313 3:13']);
});

test('excludes that leave one cell', () => {
  const text = 'sweep:\n  grid: {a: [1, 2], b: [1, 2]}\n  exclude: [{a: 1}, {a: 2, b: 1}]\n';
  expect(codes(text)).toEqual([]);
});

test('an empty block is reported once, not as excluded', () => {
  expect(codes('sweep:\n  grid: {}\n')).toEqual(['HSM302 2:3']);
});

const axis = (name: string, size: number): string =>
  `    ${name}: [${Array.from({ length: size }, (_, value) => value).join(', ')}]\n`;
const grid = (axes: number, last: number): string =>
  `sweep:\n  grid:\n${Array.from({ length: axes }, (_, n) => axis(`a${n}`, 2)).join('')}${axis('z', last)}`;

test('more tasks than can be counted exactly', () => {
  expect(codes(grid(52, 2))).toEqual(['HSM315 1:1']);
  expect(codes(grid(52, 1))).toEqual([]);
});

test('excluded cells do not count', () => {
  expect(codes(`${grid(52, 2)}  exclude: [{z: 0}]\n`)).toEqual([]);
});

test('excludes that interact in too many ways', () => {
  const excludes = Array.from({ length: 26 }, (_, n) => `    - {a${n}: 0, a${n + 26}: 0}\n`).join('');
  expect(codes(`${grid(52, 1)}  exclude:\n${excludes}`)).toEqual(['HSM314 57:7']);
});

test('a condition that changes too often along an axis is reported with the axis', () => {
  const alternating = (seeds: number): string =>
    `args: argparse\nsweep:\n  grid: {lr: [1, 2], seed: 1..${seeds}}\n  only: "seed % 2 == 1"\n`;
  expect(codes(alternating(2000))).toEqual([]);
  const problem = only(alternating(100_000));
  expect(problem).toMatchObject({
    code: 'HSM314',
    notes: ['along `seed` the conditions change 99999 times; at most 5000 changes are supported'],
  });
  expect(problem.help).toContain('a range with a step');
});
