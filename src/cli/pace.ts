import { openTasks, type SweepCounts, sweepState } from '../sweep-directory/counts.ts';

/** The pace of a sweep. */
export interface Pace {
  /** Tasks per second, over the last part of the run; null if none ended during it, or if the sweep is not running. */
  readonly rate: number | null;
  /** Seconds until no task is left, at this rate; null if unknown. */
  readonly left: number | null;
}

/** The number of ended tasks that makes a rate meaningful. */
const ENOUGH = 10;

/**
 * The rate is taken over the shortest period in which enough tasks ended. So it follows a change of jobs or hosts, and neither a pause
 * in the middle nor a slow start affects it for long.
 */
export function paceOf(counts: SweepCounts): Pace {
  const { endedWithin, now, firstStart } = counts;
  const goes = ['running', 'queued'].includes(sweepState(counts));
  const part = endedWithin.find(({ tasks }) => tasks >= ENOUGH) ?? endedWithin.at(-1);
  if (!goes || part === undefined || part.tasks === 0 || firstStart === null)
    return { rate: null, left: null };
  const rate = part.tasks / Math.max(1, Math.min(part.seconds, now - firstStart));
  return { rate, left: openTasks(counts) / rate };
}

/** `12.5/min`, or for slower tasks `3.2/h`. */
export function shownRate(rate: number): string {
  const perMinute = rate * 60;
  return perMinute >= 1 ? `${rounded(perMinute)}/min` : `${rounded(rate * 3600)}/h`;
}

/** `45 s`, `12 min`, `3 h 20 min`, `4 d 3 h`. */
export function shownDuration(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function rounded(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toFixed(1);
}
