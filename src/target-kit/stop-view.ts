import type { Plan } from '../plan/plan.ts';

/** The view of `reset-failures`: a number of failures, or a share of the tasks in thousandths of a percent. */
export function stopView({ stop_after_failures: stop }: Plan): object {
  return {
    stops: stop !== undefined,
    stopCount: stop !== undefined && 'count' in stop ? stop.count : 1,
    stopShare: stop !== undefined && 'percent' in stop ? Math.round(stop.percent * 1000) : 0,
  };
}

/** The number of failures that stops a submission of all tasks; null if none does. */
export function stopLimit({ stop_after_failures: stop, count }: Plan): number | null {
  if (stop === undefined) return null;
  return 'count' in stop
    ? stop.count
    : Math.max(1, Math.ceil((count * Math.round(stop.percent * 1000)) / 100_000));
}
