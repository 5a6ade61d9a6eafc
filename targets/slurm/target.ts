import { type BatchTarget, defineBatchTarget } from '../../src/target-kit/kit.ts';
import { readDirective } from './directive.ts';
import { directiveConflict } from './directive-conflict.ts';
import { reserved, typed } from './directive-tables.ts';
import { directivesOf, type SlurmJob } from './directives.ts';
import { mailEvents, resourceOptions, type SlurmOptions, slurmOptions } from './options.ts';

const words = ['constraint', 'reservation', 'exclude', 'container'] as const;

export const target: BatchTarget<SlurmOptions, SlurmJob['own']> = defineBatchTarget({
  name: 'slurm',
  prefix: 'SLURM',
  title: 'Slurm',
  summary: 'submit the tasks to Slurm as job arrays, optionally packed or shared among workers',
  submitCommand: 'sbatch',
  directive: '#SBATCH',
  queue: 'partition',
  examples: {
    directive: '--licenses=matlab:1',
    malformed: 'licenses=matlab:1',
    reserved: '--array=1-5',
    typed: '--time=01:00:00',
    job: '12_3',
    dependency: 'afterok:1234',
  },
  abilities: { requeues: true, throttles: true, severalQueues: true, severalCpus: true, mailEvents },
  arrays: {
    // Slurm's own MaxArraySize.
    defaultSize: 1001,
    isBeyond: true,
    sizeIs: 'MaxArraySize: array indexes are below it',
    jobsAre: 'MaxJobCount: the maximum number of jobs in the cluster',
  },
  dialect: {
    indexes: 'list',
    warnsBeforeEnd: true,
    tellsEnd: true,
    sharesSteps: true,
    countsRestarts: true,
    plainJob: false,
    environment: null,
    identity: null,
    holdWord: '--hold',
    testWords: '--test-only',
    ownJobs: 'squeue --noheader --format=%F --user',
    nameSearch: 'squeue --name',
    rerunCommand: 'scontrol requeue',
    requeueCode: 0,
    plainNames: false,
    knowsScripts: true,
    severalClusters: true,
    tellsCosts: true,
    reopensLog: false,
    forgetsEnded: false,
    retryingWords: 'sleeping and retrying',
    refusals: {
      full: ['SubmitJob', 'sleeping and retrying', 'queue full'],
      tellsFull: true,
      passing: [
        'timed out',
        'nable to contact',
        'Connection refused',
        'emporar',
        'ry again',
        'Transport endpoint',
        'Zero Bytes',
        'not available',
      ],
    },
  },
  options: slurmOptions,
  resourceOptions,
  honours: [
    'walltime',
    'cpus',
    'memory',
    'gpus',
    'gpu_type',
    'nodes',
    'ranks',
    'launcher',
    'partition',
    'qos',
    'account',
  ],
  launchers: ['srun'],
  directives: {
    read: readDirective,
    form: 'write `--option=value`, or the option alone',
    reserved,
    typed,
    alsoKnown: ['--mem-per-gpu'],
    conflict: directiveConflict,
    lines: directivesOf,
  },
  parse(options, reader) {
    for (const name of words) reader.word(name, options[name]);
    if (options.mem_per_cpu !== null && reader.place('mem') !== undefined) {
      reader.exclude('mem_per_cpu', 'mem', 'set the memory per task, or per CPU');
    }
    return { memoryPerCpu: reader.memory('mem_per_cpu', options.mem_per_cpu) };
  },
  view: ({ options }) => ({ gpuOption: options.gpu_option === 'gres' ? '--gres=gpu:' : '--gpus=' }),
  nodeShare({ plan: { resources }, options, layout, own }) {
    const { cpus, gpus, nodes, ranks } = resources;
    return {
      // Without a number of nodes, Slurm may spread the ranks over several.
      ...(ranks !== null && nodes === null && layout.parallelPerJob === 1 ? { cpus } : {}),
      // `--gpus` counts the GPUs of all nodes, `--gres` those of each.
      gpus: gpus !== null && options.gpu_option === 'gpus' ? Math.ceil(gpus / (nodes ?? 1)) : gpus,
      ...(own.memoryPerCpu === null
        ? {}
        : {
            memory: own.memoryPerCpu * (resources.cpus ?? 1),
            memoryFrom: { option: 'mem_per_cpu', label: 'per CPU' },
          }),
    };
  },
});
