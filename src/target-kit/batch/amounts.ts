import type { OptionReader } from './option-reader.ts';
import { type BatchOptions, queuesOf } from './options.ts';
import type { SchedulerWords } from './scheduler.ts';

/** The parsed times and amounts among the options, in seconds and mebibytes; null if they are not set. */
export interface Amounts {
  readonly walltime: number | null;
  readonly jobDuration: number | null;
  readonly claimMargin: number | null;
  /** What is known about the cluster's queues, by name. */
  readonly queues: ReadonlyMap<string, QueueAmounts>;
}

export interface QueueAmounts {
  readonly maxWalltime: number | null;
  readonly memory: number | null;
  readonly cpus: number | null;
  readonly gpus: number | null;
  readonly gpuTypes: readonly string[] | null;
}

export function readAmounts(
  options: BatchOptions,
  { queue }: Pick<SchedulerWords, 'queue'>,
  reader: OptionReader,
): Amounts {
  const queues = Object.entries(queuesOf(options) ?? {}).map(([name, limits]): [string, QueueAmounts] => {
    const keys = ['limits', `${queue}s`, name];
    return [
      name,
      {
        maxWalltime: reader.time([...keys, 'max_walltime'], limits.max_walltime),
        memory: reader.memory([...keys, 'memory'], limits.memory),
        cpus: limits.cpus ?? null,
        gpus: limits.gpus ?? null,
        gpuTypes: limits.gpu_types ?? null,
      },
    ];
  });
  return {
    walltime: reader.time('walltime', options.walltime),
    jobDuration: reader.time('job_duration', options.job_duration),
    claimMargin: reader.time('claim_margin', options.claim_margin),
    queues: new Map(queues),
  };
}
