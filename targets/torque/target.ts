import {
  type BatchJob,
  type BatchTarget,
  cpusOfNode,
  type Directive,
  type DirectiveConflict,
  defineBatchTarget,
  plainDialect,
} from '../../src/target-kit/kit.ts';

type TorqueJob = BatchJob<object, null>;

const letters: Readonly<Record<string, string>> = { begin: 'b', end: 'e', fail: 'a' };

const byLog = 'leave it out: each job opens a log of its own in logs/';
const bySubmission = 'say it to submit-torque.sh';
const reserved: Readonly<Record<string, string>> = {
  '-t': 'use `tasks_per_job`, `workers`, `array_throttle`, or `--only` of submit-torque.sh',
  '-o': byLog,
  '-e': byLog,
  '-j': byLog,
  '-k': byLog,
  '-N': 'leave it out: submit-torque.sh gives each submission a name, by which it finds it again',
  '-S': 'leave it out: the first line of the script decides',
  '-C': 'leave it out: directives begin with `#PBS`',
  '-h': bySubmission,
  '-I': 'leave it out: jobs of a sweep have no terminal',
  '-X': 'leave it out: jobs of a sweep have no terminal',
  '-F': 'leave it out: submit-torque.sh says it',
  '-v': 'leave it out: use `environment.variables`',
  '-V': 'leave it out: use `environment.variables`',
  '-z': 'leave it out: submit-torque.sh needs the number of the job',
};

const typed: Readonly<Record<string, string>> = {
  '-q': 'queue',
  '-A': 'account',
  '-M': 'mail.user',
  '-m': 'mail.events',
};

/** Reads one option of qsub, as `-l software=matlab`, perhaps after `#PBS`. */
function readDirective(text: string): Directive | null {
  const [, option, value] = /^(?:#PBS\s+)?(-[A-Za-z])(?:\s*(\S.*?))?\s*$/.exec(text) ?? [];
  return option === undefined || /\p{Cc}/u.test(text) ? null : { option, value: value ?? null };
}

/** What `-l` and `-W` say, options of the target may say too. */
function conflict({ option, value }: Directive): DirectiveConflict | null {
  const [, name] = /^(walltime|ncpus|mem|nodes|depend|block)\b/.exec(value ?? '') ?? [];
  if (name === undefined || (option !== '-l' && option !== '-W')) return null;
  if (name === 'depend') return { typed: 'depend', help: 'say `--dependency` to submit-torque.sh' };
  if (name === 'block') return { typed: 'block', help: 'leave it out: use status.sh --watch' };
  const instead = name === 'nodes' || name === 'ncpus' ? 'ppn' : name;
  return { typed: instead, help: `use \`${instead}\`` };
}

/** The `#PBS` lines of the job script, without that word. */
function lines({ plan: { resources }, options, layout, extra }: TorqueJob): readonly string[] {
  const elements = Math.min(layout.elements, layout.arrayLength);
  const throttle = options.array_throttle === null ? '' : `%${options.array_throttle}`;
  const events = (options.mail?.events ?? []).map((event) => letters[event]).join('');
  return [
    '-N hsm',
    `-t 1-${elements}${throttle}`,
    '-j oe',
    // It would be brought from the node at the end of the job, which opens a log of its own before that.
    '-o /dev/null',
    '-S /bin/bash',
    ...(layout.jobWalltime === null ? [] : [`-l walltime=${layout.jobWalltime}`]),
    ...shares(resources, layout.parallelPerJob),
    ...site(resources),
    ...(options.mail?.user == null ? [] : [`-M ${options.mail.user}`]),
    ...(events === '' ? [] : [`-m ${events}`]),
    ...extra.map(({ option, value }) => (value === null ? option : `${option} ${value}`)),
  ];
}

/** What one job asks for: that of a task, as many times as it runs tasks at once. */
function shares(resources: TorqueJob['plan']['resources'], times: number): readonly string[] {
  const { nodes, memory, gpus } = resources;
  const words = [
    String(nodes ?? 1),
    `ppn=${(cpusOfNode(resources) ?? 1) * times}`,
    ...(gpus === null || gpus === 0 ? [] : [`gpus=${gpus * times}`]),
  ];
  return [`-l nodes=${words.join(':')}`, ...(memory === null ? [] : [`-l mem=${memory * times}mb`])];
}

function site({ partition, account }: TorqueJob['plan']['resources']): readonly string[] {
  return [...(account === null ? [] : [`-A ${account}`]), ...(partition === null ? [] : [`-q ${partition}`])];
}

export const target: BatchTarget<object, null> = defineBatchTarget({
  name: 'torque',
  prefix: 'TORQUE',
  title: 'Torque',
  summary: 'submit the tasks to Torque as job arrays',
  submitCommand: 'qsub',
  directive: '#PBS',
  queue: 'queue',
  examples: {
    directive: '-l software=matlab',
    malformed: 'software=matlab',
    reserved: '-t 1-5',
    typed: '-q batch',
    job: '12_3',
    dependency: 'afterok:1234[].server',
  },
  abilities: {
    requeues: false,
    throttles: true,
    severalQueues: false,
    severalCpus: true,
    mailEvents: Object.keys(letters),
  },
  arrays: {
    defaultSize: 10_000,
    isBeyond: false,
    sizeIs: 'max_job_array_size: how many elements an array may have',
    jobsAre: 'max_user_queuable: how many jobs, elements of arrays counted each, a user may have',
  },
  dialect: {
    ...plainDialect,
    forgetsEnded: true,
    indexes: 'list',
    refusals: {
      full: ['aximum number of jobs already in queue'],
      tellsFull: false,
      passing: [
        'Connection refused',
        'annot connect',
        'timed out',
        'emporar',
        'End of File',
        'shutting down',
        'Premature end',
      ],
    },
  },
  options: {},
  resourceOptions: {
    same: { ppn: 'cpus', mem: 'memory', gpus: 'gpus', queue: 'partition', account: 'account' },
    instead: {},
  },
  honours: ['walltime', 'cpus', 'memory', 'gpus', 'nodes', 'ranks', 'launcher', 'partition', 'account'],
  launchers: [],
  directives: {
    read: readDirective,
    form: 'write `-l software=matlab`, or another option of qsub',
    reserved,
    typed,
    conflict,
    lines,
    site: ({ resources }) => site(resources).flatMap((line) => line.split(' ')),
  },
  parse: () => null,
  view: () => ({
    arrayLimit: 'max_job_array_size',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: of bash
    indexValue: '${PBS_ARRAYID-}',
    startsAttribute: 'start_count',
    argumentsAttribute: 'submit_args',
    exitAttribute: 'exit_status',
    walltimeCode: '-11',
    memoryCode: '-10',
    namesHaveIndexes: true,
  }),
});
