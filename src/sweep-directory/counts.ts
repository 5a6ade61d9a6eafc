import { numberOrNull } from './read-tsv.ts';
import { type TaskState, taskStates } from './task-states.ts';

/** A task that failed, timed out, was cancelled or lost. */
interface Failure {
  readonly task: number;
  readonly state: string;
  readonly exitCode: number | null;
  readonly host: string;
  /** In seconds; null for a lost task. */
  readonly duration: number | null;
}

/** A running task. */
interface RunningTask {
  readonly task: number;
  readonly host: string;
  /** How long it has been running, in seconds; null if unknown. */
  readonly duration: number | null;
}

/** The state of a sweep, from its `status.sh --counts`. Times are seconds since 1970. */
export interface SweepCounts {
  readonly tasks: number;
  readonly states: Readonly<Record<TaskState, number>>;
  /** The time at which the counts were made. */
  readonly now: number;
  readonly firstStart: number | null;
  readonly lastStart: number | null;
  readonly lastEnd: number | null;
  /** The number of tasks that ended by themselves in the last N seconds, shortest period first. */
  readonly endedWithin: readonly { readonly seconds: number; readonly tasks: number }[];
  readonly jobs: { readonly running: number; readonly waiting: number };
  /** The number of waiting jobs per reason of the scheduler. */
  readonly waiting: readonly { readonly jobs: number; readonly reason: string }[];
  /** The number of jobs that ended before their script began, by the scheduler's term for the end. */
  readonly gone: readonly { readonly jobs: number; readonly state: string; readonly reason: string }[];
  /** Schedulers that were queried about jobs and are not responding. */
  readonly unanswered: readonly string[];
  /** The longest-running tasks; at most five. */
  readonly running: readonly RunningTask[];
  /** The latest tasks to fail, latest first; at most five. */
  readonly failures: readonly Failure[];
}

/** Reads one line per key, separated by tabs; null if keys are missing. */
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

/** Tasks that are running, waiting in a queue or never started. */
export function openTasks({ states }: SweepCounts): number {
  return states.running + states.queued + states.pending;
}

/** The state of a sweep, in a word. */
export type SweepState = 'pending' | 'running' | 'queued' | 'stopped' | 'completed' | 'failed';

/**
 * `completed`: all tasks are completed. `failed`: no task is left to run, and some failed. `stopped`: some are left,
 * and nothing is running or waiting to run them. `pending`: none was ever started, or the scheduler lost the
 * submission.
 */
export function sweepState(counts: SweepCounts): SweepState {
  const { states, tasks, jobs, firstStart, gone } = counts;
  // Whatever the state of its other jobs.
  if (states.completed === tasks) return 'completed';
  if (states.running > 0 || jobs.running > 0) return 'running';
  if (states.queued > 0 || jobs.waiting > 0) return 'queued';
  if (openTasks(counts) === 0) return 'failed';
  return firstStart === null && gone.length === 0 ? 'pending' : 'stopped';
}
