import { numberOrNull } from './read-tsv.ts';
import { type TaskState, taskStates } from './task-states.ts';

/** A task that failed, ran out of time, was cancelled or lost. */
interface Failure {
  readonly task: number;
  readonly state: string;
  readonly exitCode: number | null;
  readonly host: string;
  /** In seconds; null for one that was lost. */
  readonly duration: number | null;
}

/** A task that runs. */
interface RunningTask {
  readonly task: number;
  readonly host: string;
  /** For how long, in seconds; null where that is not known. */
  readonly duration: number | null;
}

/** How a sweep stands, as its `status.sh --counts` prints it. Times are seconds since 1970. */
export interface SweepCounts {
  readonly tasks: number;
  readonly states: Readonly<Record<TaskState, number>>;
  /** When the counts were made. */
  readonly now: number;
  readonly firstStart: number | null;
  readonly lastStart: number | null;
  readonly lastEnd: number | null;
  /** How many tasks ended by themselves in the last so many seconds, the shortest time first. */
  readonly endedWithin: readonly { readonly seconds: number; readonly tasks: number }[];
  readonly jobs: { readonly running: number; readonly waiting: number };
  /** Of the jobs that wait, how many do for each of the scheduler's reasons. */
  readonly waiting: readonly { readonly jobs: number; readonly reason: string }[];
  /** Of the jobs that ended before their script began, how many did in the same way, in the scheduler's words. */
  readonly gone: readonly { readonly jobs: number; readonly state: string; readonly reason: string }[];
  /** Schedulers that have been asked for jobs and do not answer. */
  readonly unanswered: readonly string[];
  /** Those that have run for longest; not more than five. */
  readonly running: readonly RunningTask[];
  /** Those that failed last, the latest first; not more than five. */
  readonly failures: readonly Failure[];
}

/** Reads one line per key, with tabs; null where keys are missing. */
export function parseCounts(text: string): SweepCounts | null {
  const rows = text.split('\n').map((line) => line.split('\t'));
  const all = (key: string): readonly (readonly string[])[] =>
    rows.filter(([name]) => name === key).map(([, ...values]) => values);
  const one = (key: string): number | null => numberOrNull(all(key)[0]?.[0]);
  const tasks = one('tasks');
  const now = one('now');
  const states = taskStates.map((state): [TaskState, number | null] => [state, one(state)]);
  if (tasks === null || now === null || states.some(([, count]) => count === null)) return null;
  return {
    tasks,
    states: Object.fromEntries(states) as Record<TaskState, number>,
    now,
    firstStart: one('first_start'),
    lastStart: one('last_start'),
    lastEnd: one('last_end'),
    endedWithin: all('ended_within').map(([seconds, count]) => ({
      seconds: Number(seconds),
      tasks: Number(count),
    })),
    jobs: { running: one('jobs_running') ?? 0, waiting: one('jobs_waiting') ?? 0 },
    waiting: all('waiting').map(([jobs, reason = '']) => ({ jobs: Number(jobs), reason })),
    gone: all('gone').map(([jobs, state = '', reason = '']) => ({ jobs: Number(jobs), state, reason })),
    unanswered: all('unanswered').map(([name = '']) => name),
    running: all('runs').map(([task, host = '', duration]) => ({
      task: Number(task),
      host,
      duration: numberOrNull(duration),
    })),
    failures: all('failure').map(([task, state = '', code, host = '', duration]) => ({
      task: Number(task),
      state,
      exitCode: numberOrNull(code),
      host,
      duration: numberOrNull(duration),
    })),
  };
}

/** Tasks that run, wait in a queue or never started. */
export function openTasks({ states }: SweepCounts): number {
  return states.running + states.queued + states.pending;
}

/** How a sweep stands, in a word. */
export type SweepState = 'pending' | 'running' | 'queued' | 'stopped' | 'completed' | 'failed';

/**
 * `completed`: all tasks are; `failed`: none is left to run, and some failed; `stopped`: some are left, and
 * nothing runs or waits to run them; `pending`: none was ever started, or sent to a scheduler that has lost it.
 */
export function sweepState(counts: SweepCounts): SweepState {
  const { states, tasks, jobs, firstStart, gone } = counts;
  // Whatever else its jobs may be said to do.
  if (states.completed === tasks) return 'completed';
  if (states.running > 0 || jobs.running > 0) return 'running';
  if (states.queued > 0 || jobs.waiting > 0) return 'queued';
  if (openTasks(counts) === 0) return 'failed';
  return firstStart === null && gone.length === 0 ? 'pending' : 'stopped';
}
