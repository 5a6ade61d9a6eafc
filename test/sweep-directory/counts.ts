import type { SweepCounts } from '../../src/sweep-directory/counts.ts';

/**
 * Counts of a sweep of ten tasks that has not started, with the given changes; `states` are the numbers of tasks that
 * are not pending.
 */
export function counts(
  states: Partial<SweepCounts['states']> = {},
  changes: Partial<SweepCounts> = {},
): SweepCounts {
  const none = { completed: 0, failed: 0, timeout: 0, cancelled: 0, lost: 0, running: 0, queued: 0 };
  const sum = Object.values(states).reduce((total, count) => total + count, 0);
  return {
    tasks: 10,
    states: { ...none, pending: 10 - sum, ...states },
    now: 10_000,
    firstStart: sum > 0 ? 9_000 : null,
    lastStart: sum > 0 ? 9_900 : null,
    lastEnd: null,
    endedWithin: [60, 300, 900, 3600, 21_600, 86_400].map((seconds) => ({ seconds, tasks: 0 })),
    jobs: { running: 0, waiting: 0 },
    waiting: [],
    gone: [],
    unanswered: [],
    running: [],
    failures: [],
    ...changes,
  };
}
