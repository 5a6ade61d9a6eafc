import type { BatchJob, BatchOptions, Directive, Plan } from '../../src/target-kit/kit.ts';
import type { SlurmOptions } from './options.ts';

/** The requests of a Slurm job; `memoryPerCpu` is in mebibytes. */
export type SlurmJob = BatchJob<SlurmOptions, { readonly memoryPerCpu: number | null }>;

type Options = BatchOptions & SlurmOptions;

/** The `#SBATCH` lines of the job script, without that word, in the order shown. */
export function directivesOf(job: SlurmJob): readonly string[] {
  const { plan, options, layout } = job;
  return [
    '--job-name=hsm',
    `--array=1-${Math.min(layout.elements, layout.arrayLength)}${throttleOf(options)}`,
    // For messages of Slurm about the job. A directive cannot know the sweep directory: the script moves the file there (see
    // open-log.sh.hbs), and submit-slurm.sh sets a better place.
    '--output=hsm-slurm-%A_%a.log',
    '--open-mode=append',
    ...timeOf(job),
    ...shareOf(job),
    ...placeOf(plan, options),
    ...mailOf(options),
    ...said('container', options.container),
    ...job.extra.map(extraDirective),
  ];
}

/** Options for account and partition, for jobs of the sweep that are not tasks. */
function siteOptions({ resources }: Plan): readonly string[] {
  return [
    ...said('account', resources.account),
    ...said('partition', resources.partition),
    ...said('qos', resources.qos),
  ];
}

function throttleOf(options: Options): string {
  return options.array_throttle === null ? '' : `%${options.array_throttle}`;
}

function timeOf({ options: { requeue }, layout }: SlurmJob): readonly string[] {
  return [
    ...(layout.jobWalltime === null ? [] : [`--time=${slurmTime(layout.jobWalltime)}`]),
    ...(layout.signal === 0 ? [] : [`--signal=B:USR1@${layout.signal}`]),
    ...(requeue === null ? [] : [requeue ? '--requeue' : '--no-requeue']),
  ];
}

/** The resources of one job: those of a task, times the number of concurrent tasks. */
function shareOf({ plan: { resources }, options, layout, own }: SlurmJob): readonly string[] {
  const times = layout.parallelPerJob;
  const cpus = resources.cpus ?? (times > 1 ? 1 : null);
  const { gpus, gpu_type: type, ranks } = resources;
  // Concurrent tasks are on the node of the job's script.
  const nodes = resources.nodes ?? (ranks !== null && times > 1 ? 1 : null);
  const { memoryPerCpu: perCpu } = own;
  const memory = perCpu === null ? resources.memory : null;
  const kind = type === null ? '' : `${type}:`;
  return [
    ...(nodes === null ? [] : [`--nodes=${nodes}`]),
    ...(ranks !== null || nodes === null || nodes === 1
      ? [`--ntasks=${(ranks ?? 1) * (ranks === null ? 1 : times)}`]
      : []),
    ...(cpus === null ? [] : [`--cpus-per-task=${ranks === null ? cpus * times : cpus}`]),
    ...(memory === null ? [] : [`--mem=${memory * times}M`]),
    ...(perCpu === null ? [] : [`--mem-per-cpu=${perCpu}M`]),
    ...(gpus === null || gpus === 0
      ? []
      : [
          options.gpu_option === 'gres'
            ? `--gres=gpu:${kind}${gpus * times}`
            : `--gpus=${kind}${gpus * times}`,
        ]),
  ];
}

function placeOf(plan: Plan, options: Options): readonly string[] {
  return [
    ...siteOptions(plan),
    ...said('constraint', options.constraint),
    ...said('reservation', options.reservation),
    ...said('exclude', options.exclude),
    ...(options.nice === null ? [] : [`--nice=${options.nice}`]),
  ];
}

function mailOf({ mail }: Options): readonly string[] {
  if (mail === null) return [];
  const events = mail.events.map((event) => event.toUpperCase()).join(',');
  return [...said('mail-user', mail.user), ...(events === '' ? [] : [`--mail-type=${events}`])];
}

function said(option: string, value: string | null): readonly string[] {
  return value === null ? [] : [`--${option}=${directiveWord(value)}`];
}

/** `--comment=two words`, quoted so that sbatch reads it as one value. */
function extraDirective({ option, value }: Directive): string {
  return value === null ? option : `${option}=${directiveWord(value)}`;
}

/**
 * A value quoted for a directive: sbatch splits at blanks, takes `#` for the beginning of a comment, and knows both kinds of quotes and
 * the backslash.
 */
function directiveWord(value: string): string {
  return /^[\w.,:=/@%+[\]|&*()-]+$/.test(value) ? value : `"${value.replaceAll(/["\\]/g, '\\$&')}"`;
}

/** Seconds as `D-HH:MM:SS`, or `HH:MM:SS` below a day. */
function slurmTime(seconds: number): string {
  const clock = [Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, seconds % 60]
    .map((field) => String(field).padStart(2, '0'))
    .join(':');
  const days = Math.floor(seconds / 86_400);
  return days === 0 ? clock : `${days}-${clock}`;
}
