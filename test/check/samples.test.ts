import { expect, test } from 'vitest';
import { lower } from '../../src/check/lower.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { assignmentsAt } from '../../src/plan/space.ts';
import { check, codes, only, underlined } from './harness.ts';

function planOf(text: string): Plan {
  const { sweep, diagnostics } = check(text);
  expect(diagnostics).toEqual([]);
  if (sweep === null) throw new Error('no sweep');
  return lower(sweep, { path: 'sweep.yaml', sha256: '' }, 'hsm', { maxRuns: null, take: null });
}

const sample = (parameters: string, draw = 'count: 4'): string =>
  `sweep:\n  sample: {${draw}, parameters: ${parameters}}\n`;

/** The values of the first parameter, in the order of the tasks. */
function drawn(text: string): readonly string[] {
  const plan = planOf(text);
  return Array.from({ length: plan.count }, (_, at) => {
    const value = assignmentsAt(plan, at + 1)[0]?.value;
    return value !== undefined && 'text' in value ? value.text : '';
  });
}

test('several samples multiply with the grid, after pairs and before cases', () => {
  const text = [
    'sweep:',
    '  cases: [{grid: {d: [1]}}, {grid: {e: [2]}}]',
    '  sample:',
    '    - {count: 3, seed: 1, parameters: {b: {from: 0.0, to: 1.0}}}',
    '    - {count: 2, seed: 2, parameters: {c: 1..100}}',
    '  grid: {a: [1, 2]}',
  ];
  const plan = planOf(text.join('\n'));
  expect(plan.count).toBe(2 * 3 * 2 * 2);
  const names = plan.space.blocks[0]?.axes.map(({ parameters }) => parameters.map(({ name }) => name));
  expect(names).toEqual([['a'], ['b'], ['c'], ['d', 'e']]);
});

test('whole bounds give whole numbers, and other numbers are rounded', () => {
  expect(drawn(sample('{a: {from: 0.0, to: 1.0}}', 'count: 4, method: sobol'))).toEqual([
    ...['0.0', '0.5', '0.75', '0.25'],
  ]);
  expect(drawn(sample('{a: 1..8}', 'count: 4, method: sobol'))).toEqual(['1', '5', '7', '3']);
  expect(drawn(sample('{a: {from: 1, to: 1000, scale: log}}', 'count: 3, method: halton'))).toEqual([
    ...['31', '5', '177'],
  ]);
  expect(
    drawn(sample('{a: {from: 1.0, to: 10, scale: log, digits: 3}}', 'count: 2, method: halton')),
  ).toEqual([...['3.16', '1.78']]);
  expect(drawn(sample('{a: {from: 64, to: 256, step: 64}}', 'count: 4, method: sobol'))).toEqual([
    ...['64', '192', '256', '128'],
  ]);
});

test('choices keep their types and places, and may have weights', () => {
  const choices = '{a: {b: [x, 1.50, [1, 2]]}, c: {values: [y, z], weights: [0, 1]}}';
  const plan = planOf(sample(choices, 'count: 3, method: halton'));
  const [b, c] = plan.space.blocks[0]?.axes[0]?.parameters ?? [];
  expect(b).toMatchObject({ name: 'a.b', values: [{ text: '1.50' }, { text: 'x' }, { items: [{}, {}] }] });
  expect(c).toMatchObject({ name: 'c', values: [{ text: 'z' }, { text: 'z' }, { text: 'z' }] });
});

test('the same seed gives the same rows, another seed others', () => {
  const of = (draw: string): readonly string[] => drawn(sample('{a: {from: 0.0, to: 1.0}}', draw));
  for (const method of ['random', 'latin_hypercube', 'sobol', 'halton']) {
    expect(of(`count: 5, seed: 4294967295, method: ${method}`)).toEqual(
      of(`count: 5, seed: 4294967295, method: ${method}`),
    );
    expect(of(`count: 5, seed: 2, method: ${method}`)).not.toEqual(
      of(`count: 5, seed: 3, method: ${method}`),
    );
  }
  // These must never change: sweeps have to stay reproducible.
  expect(of('count: 3, seed: 1')).toEqual(['0.417022', '0.720324', '0.000114375']);
});

test('conditions apply to the drawn rows', () => {
  const text = `${sample('{a: 1..8}', 'count: 4, method: sobol')}  exclude: "a > 5"\n`;
  expect(drawn(text)).toEqual(['1', '5', '3']);
  expect(drawn(text.replace('"a > 5"', '[{a: [1, 3]}]'))).toEqual(['5', '7']);
});

test('rows that are drawn twice are reported once', () => {
  expect(codes(sample('{a: [x, y]}', 'count: 100'))).toEqual(['HSM309 2:44']);
});

test.each([
  ['{from: 1}', 'HSM386', '{from: 1}'],
  ['{mean: 0.1}', 'HSM386', '{mean: 0.1}'],
  ['{from: 0, to: 1, count: 5}', 'HSM386', 'count'],
  ['{mean: 0, sd: 1, setp: 1}', 'HSM386', 'setp'],
  ['{mean: 0, sd: 0}', 'HSM386', '0'],
  ['{from: 0, to: 1, step: 0}', 'HSM386', '0'],
  ['{from: 0, to: 1.0, scale: log}', 'HSM386', '0'],
  ['{from: 1, to: 8, step: 2, scale: log}', 'HSM386', '2'],
  ['{from: 1, to: x}', 'HSM387', 'x'],
  ['{from: 1, to: 2, digits: 16}', 'HSM387', '16'],
  ['{from: 1, to: 2, scale: cubic}', 'HSM387', 'cubic'],
  ['{values: [a, b], weights: [1]}', 'HSM386', '[1]'],
  ['{values: [a, b], weights: [1, -1]}', 'HSM386', '-1'],
  ['{values: [a, b], weights: [0, 0]}', 'HSM386', '[0, 0]'],
  ['{values: [a, b], weights: [x, 0]}', 'HSM387', 'x'],
])('%s cannot be drawn', (parameter, code, under) => {
  const text = sample(`{a: ${parameter}}`);
  expect(only(text).code).toBe(code);
  expect(underlined(text)).toBe(under);
  expect(codes(`${text}  exclude: [{a: 1}]\n`).length).toBe(1);
});

test('Sobol without a seed has no normal distributions, and a limited number of dimensions', () => {
  const normal = sample('{a: {mean: 0, sd: 1}}', 'count: 4, method: sobol');
  expect(codes(normal)).toEqual(['HSM386 2:53']);
  expect(codes(normal.replace('sobol', 'sobol, seed: 1'))).toEqual([]);
  const many = Array.from({ length: 129 }, (_, at) => `p${at}: 1..100`).join(', ');
  expect(codes(sample(`{${many}}`, 'count: 4, method: sobol'))).toEqual(['HSM388 2:37']);
  expect(codes(sample(`{${many}}`, 'count: 4, method: halton'))).toEqual([]);
});
