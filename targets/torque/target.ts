import {
  type BatchJob,
  type BatchTarget,
  cpusOfNode,
  defineBatchTarget,
  plainDialect,
  posixScheduler,
} from '../../src/target-kit/kit.ts';

type TorqueJob = BatchJob<object, null>;

/** The `#PBS` lines of the job script, without that word. */
function lines({ plan: { resources }, options, layout }: TorqueJob): readonly string[] {
  const elements = Math.min(layout.elements, layout.arrayLength);
  const throttle = options.array_throttle === null ? '' : `%${options.array_throttle}`;
  return [
    '-N hsm',
    `-t 1-${elements}${throttle}`,
    '-j oe',
    // The scheduler would copy it from the node at the end of the job; the job opens its own log before that.
    '-o /dev/null',
    '-S /bin/bash',
    ...(layout.jobWalltime === null ? [] : [`-l walltime=${layout.jobWalltime}`]),
    ...shares(resources, layout.parallelPerJob),
  ];
}

/** The resources of one job: those of a task, times the number of concurrent tasks. */
function shares(resources: TorqueJob['plan']['resources'], times: number): readonly string[] {
  const { nodes, memory, gpus } = resources;
  const words = [
    String(nodes ?? 1),
    `ppn=${(cpusOfNode(resources) ?? 1) * times}`,
    ...(gpus === null || gpus === 0 ? [] : [`gpus=${gpus * times}`]),
  ];
  return [`-l nodes=${words.join(':')}`, ...(memory === null ? [] : [`-l mem=${memory * times}mb`])];
}

export const target: BatchTarget<object, null> = defineBatchTarget({
  ...posixScheduler({
    name: 'torque',
    submitCommand: 'qsub',
    abilities: { requeues: false, severalQueues: false, severalCpus: true },
    directive: '#PBS',
    examples: { resource: 'software=matlab', queue: 'batch', dependency: 'afterok:1234[].server' },
    options: 'letters',
    array: '-t',
    account: '-A',
    reserved: { '-F': 'remove it: submit-torque.sh sets it' },
    resources: () => ({ walltime: 'walltime', ncpus: 'ppn', mem: 'mem', nodes: 'ppn' }),
    lines,
  }),
  title: 'Torque',
  summary: 'submit the tasks to Torque as job arrays',
  arrays: {
    defaultSize: 10_000,
    isBeyond: false,
    sizeIs: 'max_job_array_size: the maximum number of elements in an array',
    jobsAre: 'max_user_queuable: the maximum number of jobs per user, counting each element of an array',
  },
  dialect: {
    ...plainDialect,
    environment: { prefix: 'PBS_', server: ['PBS_DEFAULT', 'PBS_SERVER'], more: [] },
    identity: { option: '--version', prints: '*[Vv]ersion:*', printsNot: '*pbs_version*' },
    ownJobs: 'qselect -u',
    nameSearch: 'qselect -N',
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
