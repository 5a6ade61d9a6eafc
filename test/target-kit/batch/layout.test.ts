import { expect, test } from 'vitest';
import { Diagnostics } from '../../../src/diagnostics/diagnostics.ts';
import type { Plan } from '../../../src/plan/plan.ts';
import { readOptions } from '../../../src/schema/defaults.ts';
import { readAmounts } from '../../../src/target-kit/batch/amounts.ts';
import { batchDiagnostics } from '../../../src/target-kit/batch/diagnostics.ts';
import { type Layout, layoutOf } from '../../../src/target-kit/batch/layout.ts';
import { optionReader } from '../../../src/target-kit/batch/option-reader.ts';
import type { BatchOptions } from '../../../src/target-kit/batch/options.ts';
import { example, planOf, target } from './example-scheduler.ts';

const HOUR = 3_600;

const defaults = readOptions<BatchOptions>(null, target.options, new Diagnostics());
/** Here the size is one more than the highest index. */
const beyond = { ...example.arrays, defaultSize: 1_001, isBeyond: true };

function layout(
  count: number,
  options: Partial<BatchOptions>,
  resources: Partial<Plan['resources']> = {},
  arrays = beyond,
): Layout {
  if (defaults === null) throw new Error('the defaults have errors');
  const all = { ...defaults, ...options };
  const places = { option: () => undefined, resource: () => undefined, retry: () => undefined };
  const reader = optionReader(batchDiagnostics(example), 'exsub', new Diagnostics(), places);
  const amounts = readAmounts(all, example, reader);
  expect(reader.isSound).toBe(true);
  return layoutOf(planOf(count, resources), all, amounts, arrays);
}

test('without options: one job per task, and no times', () => {
  expect(layout(7, {})).toEqual({
    tasksPerJob: 1,
    parallelPerJob: 1,
    workers: null,
    elements: 7,
    arrayLength: 1000,
    taskWalltime: null,
    jobWalltime: null,
    taskTimeout: null,
    signal: 60,
    claimMargin: null,
  });
});

test('packed: the job takes as long as its tasks one after another, and each task keeps its own limit', () => {
  const packed = layout(50, { tasks_per_job: 20, parallel_per_job: 4 }, { walltime: 600 });
  expect(packed).toMatchObject({ tasksPerJob: 20, parallelPerJob: 4, elements: 3 });
  expect(packed).toMatchObject({ taskWalltime: 600, jobWalltime: 3_000, taskTimeout: 600 });
  // An incomplete last round counts as a round.
  expect(layout(50, { tasks_per_job: 21, parallel_per_job: 4 }, { walltime: 600 }).jobWalltime).toBe(3_600);
});

test('only side by side: the job takes as long as one task, and its end ends the tasks', () => {
  const parallel = layout(50, { parallel_per_job: 4 }, { walltime: 600 });
  expect(parallel).toMatchObject({ tasksPerJob: 4, elements: 13, jobWalltime: 600, taskTimeout: null });
});

test('a job of a small sweep requests what its tasks need', () => {
  const small = layout(3, { tasks_per_job: 20, parallel_per_job: 2 }, { walltime: 600 });
  expect(small).toMatchObject({ tasksPerJob: 3, parallelPerJob: 2, elements: 1, jobWalltime: 1_200 });
  expect(layout(3, { parallel_per_job: 8 })).toMatchObject({
    tasksPerJob: 3,
    parallelPerJob: 3,
    elements: 1,
  });
});

test('workers: the given number of elements, whatever the number of tasks', () => {
  const options = { workers: 8, walltime: '12h', claim_margin: '20m' };
  const shared = layout(40, options, { walltime: HOUR });
  expect(shared).toMatchObject({ workers: 8, elements: 8, tasksPerJob: 1, claimMargin: 1_200 });
  expect(shared).toMatchObject({ jobWalltime: 12 * HOUR, taskTimeout: HOUR });
  expect(layout(40, { workers: 8 }, { walltime: HOUR }).jobWalltime).toBe(HOUR);
});

test('the walltime of a job with a single round is that of its tasks; with several rounds each task keeps its own', () => {
  expect(layout(4, { walltime: '2h' }, { walltime: HOUR }).taskTimeout).toBe(null);
  const rounds = { walltime: '9h', tasks_per_job: 4 };
  expect(layout(4, rounds, { walltime: HOUR })).toMatchObject({ jobWalltime: 9 * HOUR, taskTimeout: HOUR });
});

test('the walltime of a job takes precedence over that of the tasks', () => {
  expect(layout(4, { walltime: '2h' }, { walltime: HOUR })).toMatchObject({ jobWalltime: 2 * HOUR });
  expect(layout(4, { walltime: '7200s' })).toMatchObject({ jobWalltime: 2 * HOUR, taskTimeout: null });
  expect(layout(4, { walltime: '30m' }, { walltime: HOUR }).taskTimeout).toBe(null);
});

test('tasks are warned a minute before the end, in short jobs a quarter of it, or as set', () => {
  expect(layout(1, {}, { walltime: 240 }).signal).toBe(60);
  expect(layout(1, {}, { walltime: 100 }).signal).toBe(25);
  expect(layout(1, { signal: 300 }, { walltime: HOUR }).signal).toBe(300);
  expect(layout(1, { signal: 0 }, { walltime: HOUR }).signal).toBe(0);
});

test('a size is a number of elements, or an index that no element may have', () => {
  const lengthOf = (options: Partial<BatchOptions>, arrays = beyond): number =>
    layout(1, options, {}, arrays).arrayLength;
  expect([lengthOf({ max_array_size: 21 }), lengthOf({ max_array_size: 21 }, example.arrays)]).toEqual([
    20, 21,
  ]);
  expect([lengthOf({}), lengthOf({}, example.arrays)]).toEqual([1_000, 10]);
});

test.each([
  [9, 1, 9],
  [10, 1, 10],
  [11, 2, 6],
  [20, 2, 10],
  [21, 3, 7],
])('auto with room for 10: %i tasks, %i per job, %i jobs', (count, tasksPerJob, elements) => {
  const auto = layout(count, { tasks_per_job: 'auto', max_array_size: 11 });
  expect(auto).toMatchObject({ tasksPerJob, elements });
});

test('auto fills the requested duration, as far as the queue and the sweep allow', () => {
  const options = { tasks_per_job: 'auto', job_duration: '2h', parallel_per_job: 3 } as const;
  expect(layout(500, options, { walltime: 1_000 })).toMatchObject({ tasksPerJob: 21, jobWalltime: 7_000 });
  expect(layout(20, options, { walltime: 1_000 }).tasksPerJob).toBe(20);
  // Without a walltime the duration of tasks is unknown.
  expect(layout(500, options).tasksPerJob).toBe(3);

  const limits = { queues: { short: { max_walltime: '01:00:00' }, long: {} } };
  const short = { walltime: 1_000, partition: 'short' };
  expect(layout(500, { ...options, limits }, short)).toMatchObject({ tasksPerJob: 9, jobWalltime: 3_000 });
  expect(layout(500, { ...options, limits }, { ...short, partition: 'long' }).tasksPerJob).toBe(21);
  expect(layout(500, { ...options, limits }, { ...short, partition: 'other' }).tasksPerJob).toBe(21);
});

test('for any options, every task is in a job, and auto respects all limits that can be respected', () => {
  const queues = { short: { max_walltime: '50m' } };
  const failures: object[] = [];
  for (let count = 1; count <= 45; count += 1) {
    for (const parallel of [1, 2, 3, 7]) {
      for (const walltime of [null, 400, 1_000]) {
        for (const tasks of ['auto', null, 5] as const) {
          const options = { tasks_per_job: tasks, parallel_per_job: parallel, job_duration: '40m' };
          const limits = { max_array_size: 6, queues };
          const actual = layout(count, { ...options, limits }, { walltime, partition: 'short' });
          const { tasksPerJob, elements, jobWalltime, arrayLength, parallelPerJob } = actual;
          const covered = elements * tasksPerJob >= count && (elements - 1) * tasksPerJob < count;
          const sensible = parallelPerJob <= tasksPerJob && tasksPerJob <= count;
          const whole = tasksPerJob % parallelPerJob === 0 || tasksPerJob === count;
          const inTime = jobWalltime === null || jobWalltime <= 3_000;
          const fits = elements <= arrayLength || (jobWalltime ?? 0) + (walltime ?? 0) > 3_000;
          const isAuto = tasks === 'auto';
          const asked = tasks === 5 ? parallelPerJob <= count : sensible;
          if (covered && asked && (!isAuto || (whole && inTime && fits))) continue;
          failures.push({ count, parallel, walltime, tasks, ...actual });
        }
      }
    }
  }
  expect(failures).toEqual([]);
});

test('of two limits on arrays the smaller applies, in whichever form it is written', () => {
  const both = (limit: number, own: number): number =>
    layout(9, { max_array_size: own, limits: { max_array_size: limit } }).arrayLength;
  expect([both(5, 1001), both(1001, 5)]).toEqual([4, 4]);
});
