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
  ranksOfNode,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.pbs` that no other scheduler has. */
interface PbsOptions {
  /** `select=1:ncpus=2:mem=4096mb`, or `ncpus=2` and `mem=4096mb` each by itself. */
  readonly resource_form: 'select' | 'typed';
  /** More words of each chunk, as `model=rome`. */
  readonly chunk: string | null;
  readonly place: string | null;
}

type PbsJob = BatchJob<PbsOptions, null>;

const options: OptionSchemas<PbsOptions> = {
  resource_form: {
    type: 'string',
    enum: ['select', 'typed'],
    default: 'select',
    description: 'how resources are asked for: `-l select=1:ncpus=2`, or `-l ncpus=2`',
  },
  chunk: optionalText('more resources of each chunk of `select`, as model=rome'),
  place: optionalText('where chunks go, as of `-l place=`'),
};

const letters: Readonly<Record<string, string>> = { begin: 'b', end: 'e', fail: 'a' };

const byLog = 'leave it out: each job opens a log of its own in logs/';
const bySubmission = 'say it to submit-pbs.sh';
const reserved: Readonly<Record<string, string>> = {
  '-J': 'use `tasks_per_job`, `workers`, `array_throttle`, or `--only` of submit-pbs.sh',
  '-o': byLog,
  '-e': byLog,
  '-j': byLog,
  '-k': byLog,
  '-R': byLog,
  '-N': 'leave it out: submit-pbs.sh gives each submission a name, by which it finds it again',
  '-S': 'leave it out: the first line of the script decides',
  '-C': 'leave it out: directives begin with `#PBS`',
  '-h': bySubmission,
  '-I': 'leave it out: jobs of a sweep have no terminal',
  '-X': 'leave it out: jobs of a sweep have no terminal',
  '-r': 'leave it out: arrays of PBS can be started again by an operator only',
  '-v': 'leave it out: use `environment.variables`',
  '-V': 'leave it out: use `environment.variables`',
  '-z': 'leave it out: submit-pbs.sh needs the number of the job',
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
  const [, name] = /^(select|place|walltime|ncpus|mem|ngpus|nodes|depend|block)\b/.exec(value ?? '') ?? [];
  if (name === undefined || (option !== '-l' && option !== '-W')) return null;
  if (name === 'depend') return { typed: 'depend', help: 'say `--dependency` to submit-pbs.sh' };
  if (name === 'block') return { typed: 'block', help: 'leave it out: use status.sh --watch' };
  const instead =
    { select: 'chunk', ncpus: 'ncpus', ngpus: 'gpus', nodes: 'resources.nodes' }[name as 'select'] ?? name;
  return { typed: instead, help: `use \`${instead}\`` };
}

/** The `#PBS` lines of the job script, without that word. */
function lines({ plan: { resources }, options, layout, extra }: PbsJob): readonly string[] {
  const elements = Math.min(layout.elements, layout.arrayLength);
  const throttle = options.array_throttle === null ? '' : `%${options.array_throttle}`;
  const events = (options.mail?.events ?? []).map((event) => letters[event]).join('');
  return [
    '-N hsm',
    // An array of one element is refused.
    ...(elements === 1 ? [] : [`-J 1-${elements}${throttle}`]),
    '-j oe',
    // Written while the job runs; the directory that the job is submitted from is surely there.
    '-k oed',
    `-o hsm-pbs${elements === 1 ? '' : '.^array_index^'}.log`,
    ...(layout.jobWalltime === null ? [] : [`-l walltime=${layout.jobWalltime}`]),
    ...shares(resources, options, layout.parallelPerJob),
    ...(options.place === null ? [] : [`-l place=${options.place}`]),
    ...site(resources),
    ...(options.mail?.user == null ? [] : [`-M ${options.mail.user}`]),
    ...(events === '' ? [] : [`-m ${events}`]),
    ...extra.map(({ option, value }) => (value === null ? option : `${option} ${value}`)),
  ];
}

/** What one job asks for: that of a task, as many times as it runs tasks at once. */
function shares(
  resources: PbsJob['plan']['resources'],
  { resource_form: form, chunk }: PbsOptions,
  times: number,
): readonly string[] {
  const { nodes, ranks, memory, gpus } = resources;
  const cpus = cpusOfNode(resources);
  const amounts = [
    ...(cpus === null && times === 1 ? [] : [`ncpus=${(cpus ?? 1) * times}`]),
    ...(memory === null ? [] : [`mem=${memory * times}mb`]),
    ...(gpus === null || gpus === 0 ? [] : [`ngpus=${gpus * times}`]),
  ];
  if (form === 'typed') return amounts.map((amount) => `-l ${amount}`);
  const more = chunk === null ? [] : [chunk];
  // What mpirun starts on each node: without ranks, as many as there are CPUs.
  const processes = ranks === null ? (cpus ?? 1) : ranksOfNode(resources) * times;
  const parallel = ranks === null && (nodes ?? 1) === 1 ? [] : [`mpiprocs=${processes}`];
  const words = [String(nodes ?? 1), ...amounts, ...parallel, ...more];
  return nodes === null && words.length === 1 ? [] : [`-l select=${words.join(':')}`];
}

function site({ partition, account }: PbsJob['plan']['resources']): readonly string[] {
  return [...(account === null ? [] : [`-A ${account}`]), ...(partition === null ? [] : [`-q ${partition}`])];
}

export const target: BatchTarget<PbsOptions, null> = defineBatchTarget({
  name: 'pbs',
  prefix: 'PBS',
  title: 'PBS',
  summary: 'submit the tasks to PBS Professional or OpenPBS as job arrays',
  submitCommand: 'qsub',
  directive: '#PBS',
  queue: 'queue',
  examples: {
    directive: '-l software=matlab',
    malformed: 'software=matlab',
    reserved: '-J 1-5',
    typed: '-q workq',
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
    sizeIs: 'max_array_size: how many elements an array may have',
    jobsAre: 'max_queued: how many jobs, elements of arrays counted each, a user may have',
  },
  dialect: {
    ...plainDialect,
    forgetsEnded: true,
    indexes: 'range-of-two-or-more',
    plainJob: true,
    reopensLog: true,
    refusals: {
      full: ['would exceed*limit'],
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
  options,
  resourceOptions: {
    same: { ncpus: 'cpus', mem: 'memory', gpus: 'gpus', queue: 'partition', account: 'account' },
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
  parse(said, reader, { resources }, places) {
    const isTyped = said.resource_form === 'typed';
    for (const name of ['chunk', 'place'] as const) {
      reader.word(name, said[name]);
      if (isTyped && said[name] !== null) {
        reader.exclude(name, 'resource_form', `\`${name}\` is for \`select\`: leave out one of the two`);
      }
    }
    if (isTyped && (resources.nodes ?? 1) > 1) {
      const help = 'leave out `resource_form`: `select` asks for nodes';
      reader.unsupported('several nodes with `resource_form: typed`', places.resource('nodes'), help);
    }
    return null;
  },
  view: () => ({
    arrayLimit: 'max_array_size',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: of bash
    indexValue: '${PBS_ARRAY_INDEX-}',
    startsAttribute: 'run_count',
    argumentsAttribute: 'Submit_arguments',
    exitAttribute: 'Exit_status',
    walltimeCode: '-29',
    memoryCode: '-27',
    namesHaveIndexes: false,
  }),
});
