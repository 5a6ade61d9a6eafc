import { commonOptions } from '../common-options.ts';
import type { OptionSchema, OptionSchemas, OptionsSchema } from '../option-schema.ts';
import type { BatchDefinition } from './definition.ts';
import { type Optional, optionalCount, optionalTime } from './option-words.ts';
import type { BatchOptions, Limits, QueueLimits } from './options.ts';
import { resourceSchemas } from './resource-schemas.ts';
import type { SchedulerTraits } from './scheduler.ts';

/** JSON Schema of a scheduler's section: the common options, its own, and its names for resources. */
export function batchOptionsSchema<Own extends object, Parsed>(
  definition: BatchDefinition<Own, Parsed>,
): OptionsSchema<BatchOptions & Own> {
  const properties = {
    ...resourceSchemas(definition),
    ...batchOptions(definition),
    ...definition.options,
    // The compiler cannot see that the schemas of two types' members are schemas of the intersection's members.
  } as OptionSchemas<BatchOptions & Own>;
  return {
    title: `targets.${definition.name} section`,
    type: 'object',
    additionalProperties: false,
    'x-elsewhere': {
      modules: 'put `modules` under `environment:`',
      pre_script: 'put the lines of `pre_script` under `environment: setup:`',
      ...definition.elsewhere,
    },
    properties,
  };
}

function batchOptions(scheduler: SchedulerTraits): OptionSchemas<BatchOptions> {
  const { title, submitCommand, abilities, arrays, examples } = scheduler;
  return {
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
      description: 'how many tasks a job runs at a time; it requests that many times their resources',
    },
    job_duration: optionalTime('how long a job should take, such as 1h, for `tasks_per_job: auto`'),
    workers: optionalCount('submit this many jobs, which share all tasks until none is left'),
    claim_margin: optionalTime(
      'a worker starts no task if less walltime than this is left (default: twice its longest task)',
    ),
    walltime: optionalTime(
      "walltime of a job (default: a task's walltime times the number of tasks that it runs one after another)",
    ),
    mail: {
      title: 'mail section',
      type: ['object', 'null'],
      additionalProperties: false,
      default: null,
      description: `who gets mail from ${title}, and when`,
      properties: {
        user: { type: ['string', 'null'], default: null, description: 'email address' },
        events: {
          type: 'array',
          items: { type: 'string', enum: abilities.mailEvents },
          default: ['end', 'fail'],
          description: `the events that cause mail: ${abilities.mailEvents.join(', ')}`,
        },
      },
    },
    array_throttle: optionalCount('how many jobs may run at a time'),
    requeue: {
      type: ['boolean', 'null'],
      default: null,
      description:
        'true: a job that reaches its walltime is requeued and its tasks continue; false: jobs are never requeued, even if a node is lost',
    },
    max_requeues: {
      type: 'integer',
      minimum: 1,
      default: 10,
      description: 'how many times a job may requeue itself',
    },
    signal: {
      type: ['integer', 'null'],
      minimum: 0,
      maximum: 65_535,
      default: null,
      description:
        'seconds before the end of the walltime at which tasks get USR1; 0: never (default: 60, or a quarter of a shorter walltime)',
    },
    extra_directives: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description: `more options of ${submitCommand}, such as \`${examples.directive}\``,
    },
    max_array_size: optionalCount('the same as `limits.max_array_size`', arrays.isBeyond ? 2 : 1),
    limits: limitsSchema(scheduler),
    ...commonOptions,
  };
}

const queueLimits: OptionSchema<QueueLimits> & { readonly properties: OptionSchemas<QueueLimits> } = {
  type: 'object',
  additionalProperties: false,
  properties: {
    max_walltime: { type: ['string', 'null'], description: 'maximum walltime, such as 2-00:00:00' },
    cpus: { type: ['integer', 'null'], minimum: 1, description: 'CPUs of its largest node' },
    memory: { type: ['string', 'null'], description: 'memory of its largest node, such as 64G' },
    gpus: { type: ['integer', 'null'], minimum: 0, description: 'GPUs of its largest node' },
    gpu_types: { type: ['array', 'null'], items: { type: 'string' }, description: 'the types of its GPUs' },
  },
};

function limitsSchema({ name, queue, arrays }: SchedulerTraits): Optional<Limits> {
  const queues: OptionSchema<NonNullable<Limits['queues']> | null> = {
    title: `${queue}s section`,
    type: ['object', 'null'],
    description: `its ${queue}s, by name`,
    additionalProperties: { ...queueLimits, title: queue },
  };
  return {
    title: 'limits section',
    type: ['object', 'null'],
    additionalProperties: false,
    default: null,
    description: `the limits of the cluster, as printed by probe-${name}.sh: exceeding them is a build error`,
    properties: {
      max_array_size: {
        type: ['integer', 'null'],
        minimum: arrays.isBeyond ? 2 : 1,
        description: arrays.sizeIs,
      },
      max_jobs: { type: ['integer', 'null'], minimum: 1, description: arrays.jobsAre },
      ...(queue === 'queue' ? { queues } : { partitions: queues }),
    },
  };
}
