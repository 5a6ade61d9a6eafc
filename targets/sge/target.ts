import {
  type BatchJob,
  type BatchTarget,
  cpusOfNode,
  type Directive,
  type DirectiveConflict,
  defineBatchTarget,
  type OptionSchemas,
  optionalText,
  plainDialect,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.sge` that no other scheduler has. */
interface SgeOptions {
  /** `-pe NAME C`: without one, Grid Engine gives a job one CPU. */
  readonly parallel_environment: string | null;
  /** The complex that memory is asked for by; Grid Engine counts it for each slot. */
  readonly memory_complex: string;
  readonly gpu_complex: string;
}

type SgeJob = BatchJob<SgeOptions, null>;

const options: OptionSchemas<SgeOptions> = {
  parallel_environment: optionalText(
    'parallel environment for tasks of several CPUs; `qconf -spl` lists them',
  ),
  memory_complex: {
    type: 'string',
    default: 'h_vmem',
    description: 'the complex that memory is asked for by, divided by slots; `qconf -sc` lists them',
  },
  gpu_complex: { type: 'string', default: 'gpu', description: 'the complex that GPUs are asked for by' },
};

const letters: Readonly<Record<string, string>> = { begin: 'b', end: 'e', fail: 'a', suspend: 's' };

const bySubmission = 'say it to submit-sge.sh';
const byLog = 'leave it out: each job opens a log of its own in logs/';
const reserved: Readonly<Record<string, string>> = {
  '-t': 'use `tasks_per_job`, `workers`, or `--only` of submit-sge.sh',
  '-tc': 'use `array_throttle`',
  '-o': byLog,
  '-e': byLog,
  '-j': byLog,
  '-N': 'leave it out: submit-sge.sh gives each submission a name, by which it finds it again',
  '-S': 'leave it out: the scripts are bash',
  '-b': 'leave it out: the job script is the job',
  '-cwd': 'leave it out: tasks start in the root of the project',
  '-wd': 'leave it out: tasks start in the root of the project',
  '-h': bySubmission,
  '-hold_jid': bySubmission,
  '-hold_jid_ad': bySubmission,
  '-notify': 'leave it out: use `signal`, in seconds',
  '-r': 'use `requeue`',
  '-sync': 'leave it out: use status.sh --watch',
  '-now': 'leave it out: jobs wait for their turn',
  '-terse': 'leave it out: submit-sge.sh says it',
  '-clear': 'leave it out: submit-sge.sh says it',
  '-v': 'leave it out: use `environment.variables`',
  '-V': 'leave it out: use `environment.variables`',
};

const typed: Readonly<Record<string, string>> = {
  '-q': 'queue',
  '-P': 'project',
  '-pe': 'parallel_environment',
  '-M': 'mail.user',
  '-m': 'mail.events',
};

/** Reads one option of qsub, as `-l arch=lx-amd64`, perhaps after `#$`. */
function readDirective(text: string): Directive | null {
  const [, option, value] = /^(?:#\$\s+)?(-[a-z_]+)(?:\s+(\S.*?))?\s*$/i.exec(text) ?? [];
  return option === undefined || /\p{Cc}/u.test(text) ? null : { option, value: value ?? null };
}

/** What `-l` asks for, options of the target may ask for too. */
function conflict(
  { option, value }: Directive,
  _plan: unknown,
  { memory_complex: memory, gpu_complex: gpu }: SgeOptions,
): DirectiveConflict | null {
  if (option !== '-l') return null;
  const instead = new Map([
    [memory, 'mem'],
    [gpu, 'gpus'],
    ['h_rt', 'walltime'],
    ['s_rt', 'signal'],
  ]);
  const asked = (value ?? '').split(',').map((each) => each.split('=', 1)[0] ?? '');
  const typed = asked.map((name) => instead.get(name)).find((each) => each !== undefined);
  return typed === undefined ? null : { typed, help: `use \`${typed}\`` };
}

/** The `#$` lines of the job script, without that word. */
function lines({ plan: { resources }, options, layout, extra }: SgeJob): readonly string[] {
  const times = layout.parallelPerJob;
  const slots = (cpusOfNode({ ...resources, nodes: null }) ?? 1) * times;
  const { memory, gpus } = resources;
  const environment = options.parallel_environment;
  const events = (options.mail?.events ?? []).map((event) => letters[event]).join('');
  return [
    '-N hsm',
    '-S /bin/bash',
    '-cwd',
    `-t 1-${Math.min(layout.elements, layout.arrayLength)}`,
    ...(options.array_throttle === null ? [] : [`-tc ${options.array_throttle}`]),
    '-j y',
    '-o hsm-sge-$JOB_ID.$TASK_ID.log',
    // A job that a lost node had goes on elsewhere.
    `-r ${options.requeue === false ? 'n' : 'y'}`,
    ...(layout.jobWalltime === null ? [] : [`-l h_rt=${layout.jobWalltime}`]),
    ...(environment === null ? [] : [`-pe ${environment} ${slots}`]),
    ...(memory === null ? [] : [`-l ${options.memory_complex}=${Math.ceil((memory * times) / slots)}M`]),
    ...(gpus === null || gpus === 0 ? [] : [`-l ${options.gpu_complex}=${gpus * times}`]),
    ...site(resources),
    ...(options.mail?.user == null ? [] : [`-M ${options.mail.user}`]),
    ...(events === '' ? [] : [`-m ${events}`]),
    ...extra.map(({ option, value }) => (value === null ? option : `${option} ${value}`)),
  ];
}

function site({ partition, account }: SgeJob['plan']['resources']): readonly string[] {
  return [...(account === null ? [] : [`-P ${account}`]), ...(partition === null ? [] : [`-q ${partition}`])];
}

export const target: BatchTarget<SgeOptions, null> = defineBatchTarget({
  name: 'sge',
  prefix: 'SGE',
  title: 'Grid Engine',
  summary: 'submit the tasks to Grid Engine (SGE, Univa, Altair) as job arrays',
  submitCommand: 'qsub',
  directive: '#$',
  queue: 'queue',
  examples: {
    directive: '-l arch=lx-amd64',
    malformed: 'arch=lx-amd64',
    reserved: '-t 1-5',
    typed: '-q all.q',
    job: '12_3',
    dependency: '1234',
  },
  abilities: {
    requeues: true,
    throttles: true,
    severalQueues: true,
    severalCpus: false,
    mailEvents: Object.keys(letters),
  },
  arrays: {
    defaultSize: 75_000,
    isBeyond: false,
    sizeIs: 'max_aj_tasks: how many elements an array may have',
    jobsAre: 'how many jobs, elements of arrays counted each, the cluster takes',
  },
  dialect: {
    ...plainDialect,
    indexes: 'range',
    testsOnly: true,
    refusals: {
      full: ['jobs are allowed per', 'maximum number of*jobs'],
      tellsFull: false,
      passing: ['got send error', 'got no response', 'unable to contact', 'connect', 'commlib error', 'time'],
    },
  },
  options,
  resourceOptions: {
    same: { slots: 'cpus', mem: 'memory', gpus: 'gpus', queue: 'partition', project: 'account' },
    instead: {},
  },
  honours: ['walltime', 'cpus', 'memory', 'gpus', 'ranks', 'launcher', 'partition', 'account'],
  launchers: [],
  directives: {
    read: readDirective,
    form: 'write `-l arch=lx-amd64`, or another option of qsub',
    reserved,
    typed,
    conflict,
    lines,
    site: ({ resources }) => site(resources).flatMap((line) => line.split(' ')),
  },
  parse(said, reader, { resources, count }, places) {
    for (const name of ['parallel_environment', 'memory_complex', 'gpu_complex'] as const) {
      reader.word(name, said[name]);
    }
    if (
      (cpusOfNode({ ...resources, nodes: null }) ?? 1) * Math.min(said.parallel_per_job, count) > 1 &&
      said.parallel_environment === null
    ) {
      const help = 'set `parallel_environment`; `qconf -spl` lists what the cluster has';
      reader.unsupported(
        'several CPUs for a job without a parallel environment',
        places.resource('cpus') ?? places.resource('ranks'),
        help,
      );
    }
    return null;
  },
});
