import { expect, test } from 'vitest';
import { parseCounts, sweepState } from '../../src/sweep-directory/counts.ts';
import { counts } from './counts.ts';

test('the state of a sweep in a word', () => {
  expect(sweepState(counts())).toBe('pending');
  expect(sweepState(counts({ completed: 9, running: 1 }))).toBe('running');
  expect(sweepState(counts({ completed: 9 }, { jobs: { running: 1, waiting: 0 } }))).toBe('running');
  expect(sweepState(counts({}, { jobs: { running: 0, waiting: 1 } }))).toBe('queued');
  expect(sweepState(counts({ completed: 10 }, { jobs: { running: 1, waiting: 0 } }))).toBe('completed');
  const gone = [{ jobs: 2, state: 'CANCELLED', reason: 'JobHeldUser' }];
  expect(sweepState(counts({}, { gone }))).toBe('stopped');
  expect(sweepState(counts({ queued: 1 }, { gone }))).toBe('queued');
  expect(sweepState(counts({ failed: 1, queued: 9 }))).toBe('queued');
  expect(sweepState(counts({ completed: 10 }))).toBe('completed');
  expect(sweepState(counts({ completed: 9, lost: 1 }))).toBe('failed');
  expect(sweepState(counts({ completed: 9 }))).toBe('stopped');
});

const text = [
  'tasks 3',
  'completed 1',
  'failed 1',
  'timeout 0',
  'cancelled 0',
  'lost 0',
  'running 0',
  'queued 1',
  'pending 0',
  'now 100',
  'first_start 10.5',
  'last_start 20',
  'last_end -',
  'ended_within 60 2',
  'jobs_running 0',
  'jobs_waiting 4',
  'waiting 3 Resources',
  'gone 2 FAILED JobLaunchFailure',
  'unanswered slurm',
  'failure 2 failed 3 node07 1.5',
  'failure 3 lost - node07 -',
  'a_key_of_tomorrow 1',
]
  .join('\n')
  .replaceAll(' ', '\t');

test('one line per key is read; unknown values are null', () => {
  expect(parseCounts(text)).toMatchObject({
    tasks: 3,
    states: { completed: 1, failed: 1, queued: 1, pending: 0 },
    now: 100,
    firstStart: 10.5,
    lastEnd: null,
    endedWithin: [{ seconds: 60, tasks: 2 }],
    jobs: { running: 0, waiting: 4 },
    waiting: [{ jobs: 3, reason: 'Resources' }],
    gone: [{ jobs: 2, state: 'FAILED', reason: 'JobLaunchFailure' }],
    unanswered: ['slurm'],
    failures: [
      { task: 2, state: 'failed', exitCode: 3, host: 'node07', duration: 1.5 },
      { task: 3, state: 'lost', exitCode: null, duration: null },
    ],
  });
});

test('half of the lines are not accepted', () => {
  expect(parseCounts(text.slice(0, text.indexOf('queued')))).toBeNull();
  expect(parseCounts('')).toBeNull();
});
