import { expect, test } from 'vitest';
import { drawDistinct } from '../../src/check/draw-distinct.ts';
import { lower, type Selection } from '../../src/check/lower.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { assignmentsAt, cellAt } from '../../src/plan/space.ts';
import { check, codes } from './harness.ts';

function planOf(text: string, selection: Partial<Selection> = {}): Plan {
  const { sweep, diagnostics } = check(text);
  expect(diagnostics).toEqual([]);
  if (sweep === null) throw new Error('no sweep');
  return lower(sweep, { path: 'sweep.yaml', sha256: '' }, 'hsm', { maxRuns: null, take: null, ...selection });
}

function tasks(plan: Plan): readonly string[] {
  return Array.from({ length: plan.count }, (_, at) =>
    assignmentsAt(plan, at + 1)
      .map(({ name, value }) => `${name}=${'text' in value ? value.text : ''}`)
      .join(' '),
  );
}

const grid = (take: string): string => `sweep:\n  grid: {a: 1..20, b: 1..50}\n${take}`;

test('the given number of different cells is selected, the same for a seed, and a larger number begins alike', () => {
  const all = new Set(tasks(planOf(grid(''))));
  const fifty = tasks(planOf(grid('  take: {count: 50, seed: 1}\n')));
  expect(new Set(fifty).size).toBe(50);
  expect(fifty.every((task) => all.has(task))).toBe(true);
  expect(tasks(planOf(grid('  take: {count: 80, seed: 1}\n'))).slice(0, 50)).toEqual(fifty);
  expect(tasks(planOf(grid('  take: {count: 50, seed: 2}\n')))).not.toEqual(fifty);
  // These must never change: sweeps have to stay reproducible.
  expect(fifty.slice(0, 3)).toEqual(['a=13 b=20', 'a=18 b=40', 'a=12 b=1']);
});

test('a few of a billion cells are selected at once', () => {
  const text =
    'sweep:\n  grid: {a: 1..1000000, b: 1..1000}\n  exclude: [{b: 7}]\n  take: {count: 100000, seed: 3}\n';
  const start = performance.now();
  const plan = planOf(text);
  expect(plan.count).toBe(100_000);
  expect(new Set(plan.space.blocks[0]?.taken?.cells).size).toBe(100_000);
  for (const task of [1, 50_000, 100_000]) expect(cellAt(plan.space, task).rows[1]).not.toBe(6);
  expect(performance.now() - start).toBeLessThan(3000);
});

test('every cell is selected equally often', () => {
  const counts = Array.from({ length: 20 }, () => 0);
  for (let seed = 0; seed < 2000; seed += 1) {
    for (const cell of drawDistinct({ count: 5, seed }, 20)) counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const statistic = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
  // With 19 degrees of freedom, one of a thousand samples exceeds this; without replacement the value is smaller still.
  expect(statistic).toBeLessThan(43.82);
});

test('all cells are selected if there are no more, with a warning', () => {
  const text = 'sweep:\n  grid: {a: [1, 2, 3]}\n  take: {count: 3}\n';
  expect(codes(text)).toEqual(['HSM389 3:9']);
  expect(codes(text.replace('3}', '2}'))).toEqual([]);
  expect(drawDistinct({ count: 9, seed: 0 }, 3).toSorted()).toEqual([0, 1, 2]);
});

test('conditions are applied first', () => {
  const plan = planOf(grid('  only: "a * b <= 20"\n  take: {count: 30}\n'));
  expect(plan.count).toBe(30);
  for (const task of tasks(plan)) {
    const [a = 0, b = 0] = task.match(/\d+/g)?.map(Number) ?? [];
    expect(a * b).toBeLessThanOrEqual(20);
  }
});

test('the option selects from all blocks, after their own `take`, and before --max-runs', () => {
  const text =
    'sweep:\n  - grid: {a: 1..100}\n    take: {count: 50}\n  - grid: {b: 1..1000000}\n  - grid: {c: [1]}\n';
  const taken = planOf(text, { take: { count: 1000, seed: 1 } });
  expect(taken.count).toBe(1000);
  expect(new Set(tasks(taken)).size).toBe(1000);
  expect(planOf(text, { take: { count: 1000, seed: 1 }, maxRuns: 10 }).count).toBe(10);
  const few = planOf('sweep:\n  - grid: {a: 1..100}\n    take: {count: 50}\n  - grid: {c: [1]}\n');
  const all = tasks(
    planOf('sweep:\n  - grid: {a: 1..100}\n    take: {count: 50}\n  - grid: {c: [1]}\n', {
      take: { count: 99, seed: 1 },
    }),
  );
  expect([...all].sort()).toEqual([...tasks(few)].sort());
});
