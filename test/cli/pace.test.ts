import { expect, test } from 'vitest';
import { paceOf, shownDuration, shownRate } from '../../src/cli/pace.ts';
import { counts } from '../sweep-directory/counts.ts';

function ended(...tasks: readonly number[]): { readonly seconds: number; readonly tasks: number }[] {
  return [60, 300, 900, 3600, 21_600, 86_400].map((seconds, at) => ({ seconds, tasks: tasks[at] ?? 0 }));
}

test('the rate is that of the shortest period in which ten tasks ended', () => {
  // After a long pause: 40 tasks yesterday, 12 in the last five minutes.
  const endedWithin = ended(3, 12, 12, 12, 12, 52);
  const pace = paceOf(counts({ completed: 4, running: 2 }, { endedWithin, firstStart: 0 }));
  expect(pace.rate).toBeCloseTo(12 / 300);
  expect(pace.left).toBeCloseTo(6 / (12 / 300));
});

test('if fewer tasks ended, it is that of the whole run, which may be shorter than the longest period', () => {
  const pace = paceOf(
    counts({ completed: 3, running: 1 }, { endedWithin: ended(3, 3, 3, 3, 3, 3), firstStart: 9_910 }),
  );
  expect(pace.rate).toBeCloseTo(3 / 90);
  const atOnce = paceOf(
    counts({ completed: 3, running: 1 }, { endedWithin: ended(3, 3, 3, 3, 3, 3), firstStart: 10_000 }),
  );
  expect(atOnce.rate).toBe(3);
});

test('if nothing ended or nothing is running, rate and remaining time are unknown', () => {
  const none = { rate: null, left: null };
  expect(paceOf(counts())).toEqual(none);
  expect(paceOf(counts({ running: 1 }))).toEqual(none);
  expect(paceOf(counts({ completed: 10 }, { endedWithin: ended(10, 10, 10, 10, 10, 10) }))).toEqual(none);
  expect(paceOf(counts({ completed: 2 }, { endedWithin: ended(2, 2, 2, 2, 2, 2) }))).toEqual(none);
});

test('rates and durations use a suitable unit', () => {
  expect([2, 1 / 60, 0.5 / 60, 10 / 60].map(shownRate)).toEqual(['120/min', '1.0/min', '30.0/h', '10.0/min']);
  expect([0.2, 59, 60, 3_000, 3_600, 5_400, 100_000, 200_000].map(shownDuration)).toEqual([
    '1 s',
    '59 s',
    '1 min',
    '50 min',
    '1 h',
    '1 h 30 min',
    '27 h 47 min',
    '2 d 7 h',
  ]);
});
