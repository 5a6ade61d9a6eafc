import {
  type BatchJob,
  type BatchTarget,
  cpusOfNode,
  defineBatchTarget,
  type OptionSchemas,
  optionalText,
  plainDialect,
  posixScheduler,
  quote,
  ranksOfNode,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.pbs` that no other scheduler has. */
interface PbsOptions {
  /** `select=1:ncpus=2:mem=4096mb`, or `ncpus=2` and `mem=4096mb` separately. */
  readonly resource_form: 'select' | 'typed';
  /** More resources of each chunk, such as `model=rome`. */
  readonly chunk: string | null;
  readonly place: string | null;
}

type PbsJob = BatchJob<PbsOptions, null>;

const options: OptionSchemas<PbsOptions> = {
  resource_form: {
    type: 'string',
    enum: ['select', 'typed'],
    default: 'select',
    description: 'how resources are requested: `-l select=1:ncpus=2`, or `-l ncpus=2`',
  },
  chunk: optionalText('more resources of each chunk of `select`, such as model=rome'),
  place: optionalText('the placement of chunks, as for `-l place=`'),
};

/** The `#PBS` lines of the job script, without that word. */
function lines({ plan: { resources }, options, layout }: PbsJob): readonly string[] {
  const elements = Math.min(layout.elements, layout.arrayLength);
  const throttle = options.array_throttle === null ? '' : `%${options.array_throttle}`;
  return [
    '-N hsm',
    // An array of one element is refused.
    ...(elements === 1 ? [] : [`-J 1-${elements}${throttle}`]),
    '-j oe',
    // The log is written while the job runs; the directory that the job is submitted from certainly exists.
    '-k oed',
    `-o hsm-pbs${elements === 1 ? '' : '.^array_index^'}.log`,
    ...(layout.jobWalltime === null ? [] : [`-l walltime=${layout.jobWalltime}`]),
    ...shares(resources, options, layout.parallelPerJob),
    ...(options.place === null ? [] : [`-l place=${options.place}`]),
  ];
}

/** The resources of one job: those of a task, times the number of concurrent tasks. */
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
  // The number of programs that mpirun starts on each node: without ranks, one per CPU.
  const processes = ranks === null ? (cpus ?? 1) : ranksOfNode(resources) * times;
  const parallel = ranks === null && (nodes ?? 1) === 1 ? [] : [`mpiprocs=${processes}`];
  const words = [String(nodes ?? 1), ...amounts, ...parallel, ...more];
  return nodes === null && words.length === 1 ? [] : [`-l select=${words.join(':')}`];
}

export const target: BatchTarget<PbsOptions, null> = defineBatchTarget({
  ...posixScheduler({
    name: 'pbs',
    submitCommand: 'qsub',
    abilities: { requeues: false, severalQueues: false, severalCpus: true },
    directive: '#PBS',
    examples: { resource: 'software=matlab', queue: 'workq', dependency: 'afterok:1234[].server' },
    options: 'letters',
    array: '-J',
    account: '-A',
    reserved: {
      '-R': 'remove it: each job opens a log of its own in logs/',
      '-r': 'remove it: only an operator can restart PBS arrays',
    },
    resources: () => ({
      select: 'chunk',
      place: 'place',
      walltime: 'walltime',
      ncpus: 'ncpus',
      mem: 'mem',
      ngpus: 'gpus',
      nodes: 'resources.nodes',
    }),
    lines,
  }),
  title: 'PBS',
  summary: 'submit the tasks to PBS Professional or OpenPBS as job arrays',
  arrays: {
    defaultSize: 10_000,
    isBeyond: false,
    sizeIs: 'max_array_size: the maximum number of elements in an array',
    jobsAre: 'max_queued: the maximum number of jobs per user, counting each element of an array',
  },
  dialect: {
    ...plainDialect,
    environment: {
      prefix: 'PBS_',
      server: [
        'PBS_CONF_FILE',
        'PBS_SERVER',
        'PBS_SERVER_HOST_NAME',
        'PBS_PRIMARY',
        'PBS_SECONDARY',
        'PBS_BATCH_SERVICE_PORT',
        'PBS_LEAF_NAME',
        'PBS_AUTH_METHOD',
        'PBS_EXEC',
        'PBS_HOME',
        'PBS_DEFAULT',
      ],
      more: [],
    },
    identity: { option: '--version', prints: '*pbs_version*', printsNot: null },
    ownJobs: 'qselect -u',
    nameSearch: 'qselect -N',
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
  parse(said, reader, { resources }, places) {
    const isTyped = said.resource_form === 'typed';
    for (const name of ['chunk', 'place'] as const) {
      reader.word(name, said[name]);
      if (isTyped && said[name] !== null) {
        reader.exclude(
          name,
          'resource_form',
          `\`${name}\` only works with \`select\`: remove one of the two`,
        );
      }
    }
    if (isTyped && (resources.nodes ?? 1) > 1) {
      const help = 'remove `resource_form`: only `select` can request nodes';
      reader.unsupported('several nodes with `resource_form: typed`', places.resource('nodes'), help);
    }
    return null;
  },
  view: ({ options: said }) => ({
    isTyped: said.resource_form === 'typed',
    chunk: said.chunk === null ? '' : quote(said.chunk),
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
