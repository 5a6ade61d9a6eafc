import type { Plan } from '../../plan/plan.ts';
import type { Amounts } from './amounts.ts';
import type { BatchOptions } from './options.ts';
import type { ArrayRules } from './scheduler.ts';

/** How tasks are distributed over jobs. Times are in seconds, and null if they are not set. */
export interface Layout {
  /** Tasks of one element of the array; 1 with workers. */
  readonly tasksPerJob: number;
  /** The number of tasks that a job runs at a time. */
  readonly parallelPerJob: number;
  /** How many jobs share all tasks; null if each has its own. */
  readonly workers: number | null;
  /** Elements of all arrays together. */
  readonly elements: number;
  /** The maximum number of elements in one array: indexes begin at 1. */
  readonly arrayLength: number;
  readonly taskWalltime: number | null;
  readonly jobWalltime: number | null;
  /** The time limit of a task; null if the end of the job ends it. */
  readonly taskTimeout: number | null;
  /** How long before the end of a job its tasks are warned; 0 for never. */
  readonly signal: number;
  readonly claimMargin: number | null;
}

/** The default warning time before the end. */
const DEFAULT_SIGNAL = 60;

/** The maximum number of elements in an array, from settings; null if not set. Of two limits both apply. */
export function configuredArrayLength(
  { limits, max_array_size: own }: BatchOptions,
  { isBeyond }: ArrayRules,
): number | null {
  const said = [limits?.max_array_size, own].filter((size) => typeof size === 'number');
  return said.length === 0 ? null : Math.min(...said) - (isBeyond ? 1 : 0);
}

export function layoutOf(plan: Plan, options: BatchOptions, amounts: Amounts, arrays: ArrayRules): Layout {
  const { workers } = options;
  // A job of a small sweep requests only what its tasks need.
  const parallelPerJob = Math.min(options.parallel_per_job, plan.count);
  const arrayLength =
    configuredArrayLength(options, arrays) ?? arrays.defaultSize - (arrays.isBeyond ? 1 : 0);
  const taskWalltime = plan.resources.walltime;
  const tasksPerJob = workers === null ? packSize(plan, options, amounts, parallelPerJob, arrayLength) : 1;
  const rounds = workers === null ? Math.ceil(tasksPerJob / parallelPerJob) : 1;
  const jobWalltime = amounts.walltime ?? (taskWalltime === null ? null : taskWalltime * rounds);
  // A job that runs all its tasks at once takes one round: its walltime is theirs.
  const isShared = workers !== null || rounds > 1;
  const bounded = isShared && taskWalltime !== null && jobWalltime !== null && jobWalltime > taskWalltime;
  const quarter = jobWalltime === null ? DEFAULT_SIGNAL : Math.floor(jobWalltime / 4);
  return {
    tasksPerJob,
    parallelPerJob,
    workers,
    elements: workers ?? Math.ceil(plan.count / tasksPerJob),
    arrayLength,
    taskWalltime,
    jobWalltime,
    taskTimeout: bounded ? taskWalltime : null,
    signal: options.signal ?? Math.min(DEFAULT_SIGNAL, quarter),
    claimMargin: amounts.claimMargin,
  };
}

/** Tasks per job: as set, or such that they fit into one array and a job takes long enough. */
function packSize(
  plan: Plan,
  options: BatchOptions,
  amounts: Amounts,
  parallel: number,
  arrayLength: number,
): number {
  if (options.tasks_per_job !== 'auto') return Math.min(options.tasks_per_job ?? parallel, plan.count);
  const { walltime, partition: queue } = plan.resources;
  const { jobDuration: aim } = amounts;
  const fitting = Math.ceil(plan.count / arrayLength);
  const filling = walltime === null || aim === null ? 1 : parallel * Math.floor(aim / walltime);
  const longest = queue === null ? null : (amounts.queues.get(queue)?.maxWalltime ?? null);
  const allowed =
    walltime === null || longest === null
      ? Number.POSITIVE_INFINITY
      : parallel * Math.floor(longest / walltime);
  const wanted = Math.max(fitting, filling, parallel);
  const rounded = Math.ceil(wanted / parallel) * parallel;
  return Math.max(1, Math.min(rounded, allowed, plan.count));
}
