import {
  type BatchJob,
  type BatchTarget,
  cpusAnywhere,
  defineBatchTarget,
  type OptionSchemas,
  optionalText,
  plainDialect,
  posixMailLetters,
  posixScheduler,
  quote,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.sge` that no other scheduler has. */
interface SgeOptions {
  /** `-pe NAME C`: without a parallel environment, Grid Engine gives a job one CPU. */
  readonly parallel_environment: string | null;
  /** The complex for memory; Grid Engine counts it per slot. */
  readonly memory_complex: string;
  readonly gpu_complex: string;
}

const options: OptionSchemas<SgeOptions> = {
  parallel_environment: optionalText(
    'parallel environment for tasks with several CPUs; `qconf -spl` lists them',
  ),
  memory_complex: {
    type: 'string',
    default: 'h_vmem',
    description: 'the complex for memory, which is requested per slot; `qconf -sc` lists them',
  },
  gpu_complex: { type: 'string', default: 'gpu', description: 'the complex for GPUs' },
};

/** The `#$` lines of the job script, without that word. */
function lines({ plan: { resources }, options, layout }: BatchJob<SgeOptions, null>): readonly string[] {
  const times = layout.parallelPerJob;
  const slots = cpusAnywhere(resources, times);
  const { memory, gpus } = resources;
  const environment = options.parallel_environment;
  return [
    '-N hsm',
    '-S /bin/bash',
    '-cwd',
    `-t 1-${Math.min(layout.elements, layout.arrayLength)}`,
    ...(options.array_throttle === null ? [] : [`-tc ${options.array_throttle}`]),
    '-j y',
    '-o hsm-sge-$JOB_ID.$TASK_ID.log',
    // A job from a lost node continues on another.
    `-r ${options.requeue === false ? 'n' : 'y'}`,
    ...(layout.jobWalltime === null ? [] : [`-l h_rt=${layout.jobWalltime}`]),
    ...(environment === null ? [] : [`-pe ${environment} ${slots}`]),
    ...(memory === null ? [] : [`-l ${options.memory_complex}=${Math.ceil((memory * times) / slots)}M`]),
    ...(gpus === null || gpus === 0 ? [] : [`-l ${options.gpu_complex}=${gpus * times}`]),
  ];
}

export const target: BatchTarget<SgeOptions, null> = defineBatchTarget({
  ...posixScheduler({
    name: 'sge',
    submitCommand: 'qsub',
    abilities: { requeues: true, severalQueues: true, severalCpus: false },
    directive: '#$',
    examples: { resource: 'arch=lx-amd64', queue: 'all.q', dependency: '1234' },
    options: 'words',
    array: '-t',
    account: '-P',
    mailLetters: { ...posixMailLetters, suspend: 's' },
    reserved: {
      '-tc': 'use `array_throttle`',
      '-b': 'remove it: the job script is the job',
      '-cwd': 'remove it: tasks start in the project root',
      '-wd': 'remove it: tasks start in the project root',
      '-hold_jid': 'use `--dependency` of submit-sge.sh',
      '-hold_jid_ad': 'use `--dependency` of submit-sge.sh',
      '-notify': 'remove it: use `signal`, in seconds',
      '-r': 'use `requeue`',
      '-sync': 'remove it: use status.sh --watch',
      '-now': 'remove it: jobs must be able to wait in the queue',
      '-terse': 'remove it: submit-sge.sh sets it',
      '-clear': 'remove it: submit-sge.sh sets it',
    },
    typed: { '-pe': 'parallel_environment' },
    resources: (said) => ({
      [said.memory_complex]: 'mem',
      [said.gpu_complex]: 'gpus',
      h_rt: 'walltime',
      s_rt: 'signal',
    }),
    lines,
  }),
  title: 'Grid Engine',
  summary: 'submit the tasks to Grid Engine (SGE, Univa, Altair) as job arrays',
  arrays: {
    defaultSize: 75_000,
    isBeyond: false,
    sizeIs: 'max_aj_tasks: the maximum number of elements in an array',
    jobsAre: 'the maximum number of jobs in the cluster, counting each element of an array',
  },
  dialect: {
    ...plainDialect,
    indexes: 'range',
    environment: {
      prefix: 'SGE_',
      server: ['SGE_ROOT', 'SGE_CELL', 'SGE_CLUSTER_NAME', 'SGE_QMASTER_PORT', 'SGE_EXECD_PORT'],
      more: 'JOB_ID JOB_NAME JOB_SCRIPT NSLOTS NQUEUES NHOSTS PE_HOSTFILE QUEUE RESTARTED ARC'.split(' '),
    },
    // Elsewhere -help means -h -e lp: a job, on hold.
    identity: { option: '--version', prints: '*option*--version*', printsNot: null },
    testWords: '-w v',
    ownJobs: 'qstat -u',
    nameSearch: 'qstat -j',
    requeueCode: 99,
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
  parse(said, reader, { resources, count }, places) {
    for (const name of ['parallel_environment', 'memory_complex', 'gpu_complex'] as const) {
      reader.word(name, said[name]);
    }
    if (
      cpusAnywhere(resources, Math.min(said.parallel_per_job, count)) > 1 &&
      said.parallel_environment === null
    ) {
      const span = places.resource('cpus') ?? places.resource('ranks');
      const help = 'set `parallel_environment`; `qconf -spl` lists those of the cluster';
      reader.unsupported('several CPUs for a job without a parallel environment', span, help);
    }
    return null;
  },
  view: ({ options: said }) => ({
    parallelEnvironment: said.parallel_environment === null ? '' : quote(said.parallel_environment),
    memoryComplex: quote(said.memory_complex),
    gpuComplex: quote(said.gpu_complex),
  }),
});
