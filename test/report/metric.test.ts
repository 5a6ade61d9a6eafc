import { expect, test } from 'vitest';
import type { Objective } from '../../src/plan/run-settings.ts';
import { defaultGoal, defaultMetric, findMetric } from '../../src/report/metric.ts';
import { bestRows } from '../../src/report/ranking.ts';
import { readTable } from '../../src/report/read-table.ts';
import type { ResultTable } from '../../src/report/table.ts';
import { resultsCsv } from './results.ts';

function tableOf(metrics: Readonly<Record<string, readonly string[]>>): ResultTable {
  const cells = Object.entries(metrics).map(([name, values]) => [
    name,
    (task: number) => values[task - 1] ?? '',
  ]);
  const table = readTable(
    resultsCsv(3, { lr: (task) => `0.${task}`, seed: String }, Object.fromEntries(cells)),
  );
  if (table === null) throw new Error('the results are no table');
  return table;
}

const none: Objective | null = null;

test('the objective ranks the runs', () => {
  const table = tableOf({ loss: ['7', '8', '9'], accuracy: ['4', '5', '6'] });
  expect(defaultMetric(table, { metric: 'accuracy', goal: 'maximize' })?.name).toBe('accuracy');
  expect(defaultMetric(table, { metric: 'unknown', goal: 'maximize' })?.name).toBe('loss');
});

test('without an objective, the first metric that distinguishes runs and is not a copy of a parameter is used', () => {
  const table = tableOf({
    verdict: ['good', 'bad', ''],
    'metric.seed': ['1', '2', '3'],
    rate: ['0.10', '2e-1', '0.3'],
    epochs: ['8', '8', '8'],
    f1: ['0.5', '', '0.7'],
  });
  expect(defaultMetric(table, none)?.name).toBe('f1');
});

test('without such a metric, the first numeric one is used, then the duration, then none', () => {
  expect(defaultMetric(tableOf({ epochs: ['8', '8', '8'] }), none)?.name).toBe('epochs');
  expect(defaultMetric(tableOf({ verdict: ['good', 'bad', ''] }), none)?.name).toBe('duration');
  expect(defaultMetric({ rows: 0, columns: [] }, none)).toBe(null);
});

test('a metric is found by its own name, even if a parameter has the same name', () => {
  const table = tableOf({ 'metric.seed': ['1', '2', '3'], verdict: ['good', '', ''] });
  expect(findMetric(table, 'seed')?.name).toBe('metric.seed');
  expect(findMetric(table, 'metric.seed')?.name).toBe('metric.seed');
  expect(findMetric(table, 'duration')?.name).toBe('duration');
  expect(findMetric(table, 'verdict')).toBe(null);
  expect(findMetric(table, 'lr')).toBe(null);
});

test.each([
  ['accuracy', 'maximize'],
  ['val_loss', 'minimize'],
  ['valLoss', 'minimize'],
  ['eval/mse', 'minimize'],
  ['test.top1_error', 'minimize'],
  ['perplexity', 'minimize'],
  ['duration', 'minimize'],
  ['mirror', 'maximize'],
  ['timestep_reward', 'maximize'],
])('%s: %s', (name, goal) => {
  expect(defaultGoal(name, none)).toBe(goal);
});

test('the goal of the objective takes precedence over its name, and does not affect other metrics', () => {
  const objective: Objective = { metric: 'loss', goal: 'maximize' };
  expect(defaultGoal('loss', objective)).toBe('maximize');
  expect(defaultGoal('metric.loss', objective)).toBe('maximize');
  expect(defaultGoal('val_loss', objective)).toBe('minimize');
});

test('the best rows have finite values; of equal rows the earlier one is better', () => {
  const column = {
    name: 'x',
    kind: 'metric',
    values: ['2', 'nan', '5', '', 'inf', '5', '-inf', '3'],
  } as const;
  expect(bestRows(column, 'maximize', 10)).toEqual([2, 5, 7, 0]);
  expect(bestRows(column, 'minimize', 2)).toEqual([0, 7]);
});
