import {
  type CommonOptions,
  commonOptions,
  type OptionSchema,
  type OptionsSchema,
  type ResourceOptions,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.slurm`, as `check` has accepted them. Times and amounts of memory are still text. */
export interface SlurmOptions extends CommonOptions {
  /** How many tasks an element of the array runs; null means `parallel_per_job`. */
  readonly tasks_per_job: number | 'auto' | null;
  readonly parallel_per_job: number;
  /** How long a job should take, for `tasks_per_job: auto`. */
  readonly job_duration: Time | null;
  readonly workers: number | null;
  readonly claim_margin: Time | null;
  /** Of a job, which may run several tasks. */
  readonly walltime: Time | null;
  /** In place of the memory of a task. */
  readonly mem_per_cpu: string | null;
  readonly gpu_option: 'gres' | 'gpus';
  readonly constraint: string | null;
  readonly reservation: string | null;
  readonly exclude: string | null;
  readonly nice: number | null;
  readonly mail: { readonly user: string | null; readonly events: readonly string[] } | null;
  readonly container: string | null;
  readonly array_throttle: number | null;
  readonly requeue: boolean | null;
  readonly max_requeues: number;
  /** Seconds before the end of the walltime; 0 for never. */
  readonly signal: number | null;
  readonly extra_directives: readonly string[];
  readonly max_array_size: number | null;
  readonly limits: Limits | null;
}

/** A length of time as it is written. */
export type Time = string | number;

/** What a cluster takes, as `probe-slurm.sh` prints it. */
export interface Limits {
  readonly max_array_size?: number | null;
  readonly max_jobs?: number | null;
  readonly partitions?: Readonly<Record<string, PartitionLimits>> | null;
}

export interface PartitionLimits {
  readonly max_walltime?: string | null;
  /** Of the largest node. */
  readonly cpus?: number | null;
  readonly memory?: string | null;
  readonly gpus?: number | null;
  readonly gpu_types?: readonly string[] | null;
}

/** What these say is in `plan.resources`, or left out where a higher layer says the resource. */
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
  instead: { mem_per_cpu: 'memory', walltime: 'walltime' },
};

/** The words of `resourceOptions`; `options` has them no more when they are settled. */
interface ResourceWords {
  readonly cpus_per_task: number | null;
  readonly mem: string | null;
  readonly gpus: number | null;
  readonly gpu_type: string | null;
  readonly partition: string | null;
  readonly qos: string | null;
  readonly account: string | null;
}

type WithNull<T> = OptionSchema<T | null> & { readonly default: null };

const text = (description: string): WithNull<string> => ({
  type: ['string', 'null'],
  default: null,
  description,
});

const time = (description: string): WithNull<Time> => ({
  type: ['string', 'integer', 'null'],
  default: null,
  description,
});

const count = (description: string, minimum = 1): WithNull<number> => ({
  type: ['integer', 'null'],
  minimum,
  default: null,
  description,
});

const mailEvents = [
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

const partition: OptionSchema<PartitionLimits> = {
  title: 'partition',
  type: 'object',
  additionalProperties: false,
  properties: {
    max_walltime: { type: ['string', 'null'], description: 'the longest walltime, as 2-00:00:00' },
    cpus: { type: ['integer', 'null'], minimum: 1, description: 'of its largest node' },
    memory: { type: ['string', 'null'], description: 'of its largest node, as 64G' },
    gpus: { type: ['integer', 'null'], minimum: 0, description: 'of its largest node' },
    gpu_types: { type: ['array', 'null'], items: { type: 'string' }, description: 'the types of its GPUs' },
  },
};

const limits: WithNull<Limits> = {
  title: 'limits section',
  type: ['object', 'null'],
  additionalProperties: false,
  default: null,
  description: 'what the cluster takes, as probe-slurm.sh prints it: what exceeds it is an error at build',
  properties: {
    max_array_size: {
      type: ['integer', 'null'],
      minimum: 2,
      description: 'MaxArraySize: one more than the highest index',
    },
    max_jobs: {
      type: ['integer', 'null'],
      minimum: 1,
      description: 'MaxJobCount: how many jobs the cluster holds',
    },
    partitions: {
      title: 'partitions section',
      type: ['object', 'null'],
      description: 'its partitions, by name',
      additionalProperties: partition,
    },
  },
};

/** JSON Schema of `targets.slurm`. */
export const slurmOptions: OptionsSchema<SlurmOptions & ResourceWords> = {
  title: 'targets.slurm section',
  type: 'object',
  additionalProperties: false,
  'x-elsewhere': {
    modules: 'put `modules` under `environment:`',
    pre_script: 'put the lines of `pre_script` under `environment: setup:`',
  },
  properties: {
    tasks_per_job: {
      anyOf: [{ type: 'integer', minimum: 1 }, { const: 'auto' }, { type: 'null' }],
      'x-expected': 'be a number of tasks, or `auto`',
      default: null,
      description: 'how many tasks a job runs; `auto` fits the array limit and `job_duration`',
    },
    parallel_per_job: {
      type: 'integer',
      minimum: 1,
      default: 1,
      description: 'how many tasks a job runs at a time; it asks for that many times their resources',
    },
    job_duration: time('how long a job should take, as 1h, for `tasks_per_job: auto`'),
    workers: count('submit this many jobs, which take tasks from each other until none is left'),
    claim_margin: time(
      'a worker begins nothing when less than this is left of its walltime; twice its longest task, if not said',
    ),
    walltime: time("the walltime of a job; if not said, a task's times how many it runs one after another"),
    cpus_per_task: count('CPUs of a task'),
    mem: text('memory of a task'),
    mem_per_cpu: text('memory for each CPU, in place of `mem`'),
    gpus: count('GPUs of a task', 0),
    gpu_type: text('type of GPU'),
    gpu_option: {
      type: 'string',
      enum: ['gres', 'gpus'],
      default: 'gres',
      description: 'how GPUs are asked for: `--gres=gpu:2` or `--gpus=2`',
    },
    partition: text('partition; several with commas between'),
    qos: text('quality of service'),
    account: text('account'),
    constraint: text('features that the nodes must have, as of `sbatch --constraint`'),
    reservation: text('a reservation'),
    exclude: text('nodes to keep away from, as node[01-03]'),
    nice: { type: ['integer', 'null'], default: null, description: 'how far to step back for others' },
    mail: {
      title: 'mail section',
      type: ['object', 'null'],
      additionalProperties: false,
      default: null,
      description: 'whom Slurm writes to, and when',
      properties: {
        user: { type: ['string', 'null'], default: null, description: 'an address' },
        events: {
          type: 'array',
          items: { type: 'string', enum: mailEvents },
          default: ['end', 'fail'],
          description: 'when: begin, end, fail, requeue, time_limit, …',
        },
      },
    },
    container: text('an OCI bundle that the job runs in, as of `sbatch --container`'),
    array_throttle: count('how many jobs may run at a time'),
    requeue: {
      type: ['boolean', 'null'],
      default: null,
      description:
        'true: a job that reaches its walltime goes back to the queue and its tasks go on; false: not even after a lost node',
    },
    max_requeues: {
      type: 'integer',
      minimum: 1,
      default: 10,
      description: 'how often a job goes back by itself',
    },
    signal: {
      type: ['integer', 'null'],
      minimum: 0,
      maximum: 65_535,
      default: null,
      description:
        'seconds before the end of the walltime at which tasks get USR1; 0: never. 60, if not said, or a quarter of the walltime',
    },
    grace: commonOptions.grace,
    extra_directives: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: 'more options of sbatch, as `--licenses=matlab:1`',
    },
    max_array_size: count('the same as `limits.max_array_size`', 2),
    limits,
  },
};
