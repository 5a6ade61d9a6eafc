import { expect, test } from 'vitest';
import { describeSweep, describeSweeps, sweepObject } from '../../src/cli/monitor-view.ts';
import { counts } from '../sweep-directory/counts.ts';

const sweep = { id: 'first', path: '/p/first', time: 0 };
const nothing = (): string => '';
const endedWithin = [{ seconds: 60, tasks: 10 }];

test('one sweep in detail: bar, states, pace, jobs by reason, failures', () => {
  const failures = [{ task: 7, state: 'failed', exitCode: 3, host: 'n1', duration: 90 }];
  const view = describeSweep(
    {
      sweep,
      counts: counts(
        { completed: 5, failed: 2, running: 1, queued: 2 },
        {
          endedWithin,
          running: [{ task: 3, host: 'n2', duration: 5 }],
          failures,
          jobs: { running: 1, waiting: 4 },
          waiting: [
            { jobs: 1, reason: 'Priority' },
            { jobs: 3, reason: 'Resources' },
          ],
          gone: [
            { jobs: 2, state: 'CANCELLED by 0', reason: '-' },
            { jobs: 1, state: '-', reason: '-' },
          ],
          unanswered: ['pbs'],
        },
      ),
    },
    (_, task) => `n=${task}`,
  );
  expect(view).toEqual([
    'first  running',
    '[####################....................] 50% of 10 tasks',
    '  5 completed   2 failed   1 running   2 queued   0 pending',
    '  10.0/min, 18 s left, started 17 min ago',
    '  jobs: 1 running, 4 waiting: Resources (3), Priority',
    '  ended before they began: 2 jobs (CANCELLED by 0)',
    '  ended before they began: 1 job',
    '  not responding: pbs',
    '',
    '  TASK  STATE    EXIT  HOST  DURATION  PARAMETERS',
    '  3     running  -     n2    5 s       n=3',
    '  7     failed   3     n1    2 min     n=7',
    '  and 1 more failed',
  ]);
});

test('a sweep that has not started, and one that has ended', () => {
  expect(describeSweep({ sweep, counts: counts() }, nothing)[3]).toBe('  nothing has started yet');
  const done = counts({ completed: 10 }, { lastEnd: 9_600, endedWithin });
  expect(describeSweep({ sweep, counts: done }, nothing)[3]).toBe('  took 10 min');
  expect(describeSweep({ sweep, counts: counts({ running: 1 }) }, nothing)[3]).toBe(
    '  no task has ended recently, started 17 min ago',
  );
});

test('many sweeps, one per line, one of them unknown; no name can control the terminal', () => {
  const odd = { ...sweep, id: 'a\u001b[2J\nb' };
  const view = describeSweeps([
    { sweep, counts: counts({ completed: 5, running: 5 }, { endedWithin }) },
    { sweep: odd, counts: null },
  ]);
  expect(view).toHaveLength(3);
  expect(view[1]).toMatch(
    /^first {4}running {2}\[#{10}\.{10}\] 50% {2}5\/10 {2}0 +5 +0 +10\.0\/min {2}30 s$/,
  );
  expect(view[2]).toMatch(/^a \[2J b {2}unknown/);
  expect(describeSweeps([])).toEqual(['no sweeps']);
});

test('a sweep as JSON', () => {
  const running = counts({ completed: 5, running: 5 }, { endedWithin });
  expect(sweepObject({ sweep, counts: running })).toMatchObject({
    sweep: 'first',
    path: '/p/first',
    state: 'running',
    tasks: 10,
    secondsLeft: 30,
  });
  expect(sweepObject({ sweep, counts: null })).toEqual({
    sweep: 'first',
    path: '/p/first',
    state: 'unknown',
  });
});
