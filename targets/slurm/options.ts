import { type OptionSchemas, optionalText, type ResourceOptions } from '../../src/target-kit/kit.ts';

/** Options under `targets.slurm` that no other scheduler has. */
export interface SlurmOptions {
  /** Replaces the memory of a task. */
  readonly mem_per_cpu: string | null;
  readonly gpu_option: 'gres' | 'gpus';
  readonly constraint: string | null;
  readonly reservation: string | null;
  readonly exclude: string | null;
  readonly nice: number | null;
  readonly container: string | null;
}

/** The values of these move to `plan.resources`, or are dropped if a higher layer sets the resource. */
export const resourceOptions: ResourceOptions = {
  same: {
    cpus_per_task: 'cpus',
    mem: 'memory',
    gpus: 'gpus',
    gpu_type: 'gpu_type',
    partition: 'partition',
    qos: 'qos',
    account: 'account',
  },
  instead: { mem_per_cpu: 'memory' },
};

export const mailEvents: readonly string[] = [
  'none',
  'begin',
  'end',
  'fail',
  'requeue',
  'all',
  'invalid_depend',
  'stage_out',
  'time_limit',
  'time_limit_90',
  'time_limit_80',
  'time_limit_50',
  'array_tasks',
];

export const slurmOptions: OptionSchemas<SlurmOptions> = {
  mem_per_cpu: optionalText('memory per CPU, instead of `mem`'),
  gpu_option: {
    type: 'string',
    enum: ['gres', 'gpus'],
    default: 'gres',
    description: 'how GPUs are requested: `--gres=gpu:2` or `--gpus=2`',
  },
  constraint: optionalText('features that the nodes must have, as for `sbatch --constraint`'),
  reservation: optionalText('a reservation'),
  exclude: optionalText('nodes to avoid, such as node[01-03]'),
  nice: {
    type: ['integer', 'null'],
    default: null,
    description: 'lowers the priority, as for `sbatch --nice`',
  },
  container: optionalText('an OCI bundle that the job runs in, as for `sbatch --container`'),
};
