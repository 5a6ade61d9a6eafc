import { type Plan, parseWalltime } from '../../src/target-kit/kit.ts';
import type { SlurmOptions, Time } from './options.ts';

/** How tasks are laid out in jobs. Times are seconds, and null where nothing says them. */
export interface Layout {
  /** Tasks of one element of the array; 1 with workers. */
  readonly tasksPerJob: number;
  /** Tasks that a job runs at a time. */
  readonly parallelPerJob: number;
  /** How many jobs share all tasks; null where each has its own. */
  readonly workers: number | null;
  /** Elements of all arrays together. */
  readonly elements: number;
  /** Slurm's MaxArraySize: indexes are below it. */
  readonly maxArraySize: number;
  /** How many elements one array has places for: indexes begin at 1. */
  readonly arrayLength: number;
  readonly taskWalltime: number | null;
  readonly jobWalltime: number | null;
  /** After how long a task is ended; null where the end of the job ends it. */
  readonly taskTimeout: number | null;
  /** How long before the end of a job its tasks are told; 0 for never. */
  readonly signal: number;
  readonly claimMargin: number | null;
}

/** Slurm's own default. */
const DEFAULT_MAX_ARRAY_SIZE = 1001;

/** How long before the end tasks are told where nothing is said. */
const DEFAULT_SIGNAL = 60;

/** The limit of arrays as it is said; of two, wherever they are written, both hold. */
export function saidArraySize({ limits, max_array_size: own }: SlurmOptions): number | null {
  const said = [limits?.max_array_size, own].filter((size) => typeof size === 'number');
  return said.length === 0 ? null : Math.min(...said);
}

export function layoutOf(plan: Plan, options: SlurmOptions): Layout {
  const { workers } = options;
  // A job of a small sweep asks for what its tasks take, and no more.
  const parallelPerJob = Math.min(options.parallel_per_job, plan.count);
  const maxArraySize = saidArraySize(options) ?? DEFAULT_MAX_ARRAY_SIZE;
  const arrayLength = maxArraySize - 1;
  const taskWalltime = plan.resources.walltime;
  const tasksPerJob = workers === null ? packSize(plan, options, parallelPerJob, arrayLength) : 1;
  const rounds = workers === null ? Math.ceil(tasksPerJob / parallelPerJob) : 1;
  const jobWalltime = secondsOf(options.walltime) ?? (taskWalltime === null ? null : taskWalltime * rounds);
  // A job that runs each of its tasks once is one round: its walltime is theirs.
  const isShared = workers !== null || rounds > 1;
  const bounded = isShared && taskWalltime !== null && jobWalltime !== null && jobWalltime > taskWalltime;
  const quarter = jobWalltime === null ? DEFAULT_SIGNAL : Math.floor(jobWalltime / 4);
  return {
    tasksPerJob,
    parallelPerJob,
    workers,
    elements: workers ?? Math.ceil(plan.count / tasksPerJob),
    maxArraySize,
    arrayLength,
    taskWalltime,
    jobWalltime,
    taskTimeout: bounded ? taskWalltime : null,
    signal: options.signal ?? Math.min(DEFAULT_SIGNAL, quarter),
    claimMargin: secondsOf(options.claim_margin),
  };
}

/** Tasks of a job: as said, or such that one array has place for all and that a job takes long enough. */
function packSize(plan: Plan, options: SlurmOptions, parallel: number, arrayLength: number): number {
  if (options.tasks_per_job !== 'auto') return Math.min(options.tasks_per_job ?? parallel, plan.count);
  const walltime = plan.resources.walltime;
  const aim = secondsOf(options.job_duration);
  const fitting = Math.ceil(plan.count / arrayLength);
  const filling = walltime === null || aim === null ? 1 : parallel * Math.floor(aim / walltime);
  const longest = longestWalltime(plan, options);
  const allowed =
    walltime === null || longest === null
      ? Number.POSITIVE_INFINITY
      : parallel * Math.floor(longest / walltime);
  const wanted = Math.max(fitting, filling, parallel);
  const rounded = Math.ceil(wanted / parallel) * parallel;
  return Math.max(1, Math.min(rounded, allowed, plan.count));
}

/** The longest walltime that the job's partition takes, where that is known. */
function longestWalltime(plan: Plan, options: SlurmOptions): number | null {
  const name = plan.resources.partition;
  const partition = name === null ? undefined : options.limits?.partitions?.[name];
  return secondsOf(partition?.max_walltime ?? null);
}

/** Seconds of a time that the checks have accepted. */
function secondsOf(time: Time | null): number | null {
  if (time === null) return null;
  const parsed = parseWalltime(String(time));
  return parsed.problem === undefined ? parsed.value : null;
}
