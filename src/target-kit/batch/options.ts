import type { CommonOptions } from '../common-options.ts';
import type { Time } from './option-words.ts';

/** Options of every scheduler's target. Times and amounts of memory are still text. */
export interface BatchOptions extends CommonOptions {
  /** The number of tasks per array element; null means `parallel_per_job`. */
  readonly tasks_per_job: number | 'auto' | null;
  readonly parallel_per_job: number;
  /** How long a job should take, for `tasks_per_job: auto`. */
  readonly job_duration: Time | null;
  readonly workers: number | null;
  readonly claim_margin: Time | null;
  /** Of a job, which may run several tasks. */
  readonly walltime: Time | null;
  readonly mail: { readonly user: string | null; readonly events: readonly string[] } | null;
  readonly array_throttle: number | null;
  readonly requeue: boolean | null;
  readonly max_requeues: number;
  /** Seconds before the end of the walltime; 0 for never. */
  readonly signal: number | null;
  readonly extra_directives: readonly string[];
  readonly max_array_size: number | null;
  readonly limits: Limits | null;
}

/**
 * The limits of a cluster, as the target's probe prints them. Queues are listed under the scheduler's own name for
 * them.
 */
export interface Limits {
  readonly max_array_size?: number | null;
  readonly max_jobs?: number | null;
  readonly queues?: Queues | null;
  readonly partitions?: Queues | null;
}

type Queues = Readonly<Record<string, QueueLimits>>;

export interface QueueLimits {
  readonly max_walltime?: string | null;
  /** Of the largest node. */
  readonly cpus?: number | null;
  readonly memory?: string | null;
  readonly gpus?: number | null;
  readonly gpu_types?: readonly string[] | null;
}

/** Null if the cluster's queues are unknown. */
export function queuesOf({ limits }: Pick<BatchOptions, 'limits'>): Queues | null {
  return limits?.queues ?? limits?.partitions ?? null;
}
