import { headerView, type Plan, quote, selectionOptions, type Target } from '../../src/target-kit/kit.ts';
import { checkSlurm } from './check.ts';
import { slurmDiagnostics } from './diagnostics.ts';
import { directivesOf, siteOptions } from './directives.ts';
import { type Layout, saidArraySize } from './layout.ts';
import { resourceOptions, type SlurmOptions, slurmOptions } from './options.ts';
import { jobUsage, probeUsage, queueUsage, submitUsage } from './usage.ts';

/** What the templates of the batch kit are told of this scheduler. */
const scheduler = {
  scheduler: 'slurm',
  system: 'Slurm',
  submitCommand: 'sbatch',
  directive: '#SBATCH',
  dependencyExample: 'afterok:1234',
  warnsBeforeEnd: true,
  tellsEnd: true,
  countsRestarts: true,
  listsIndexes: true,
  needsTwo: false,
  plainJob: false,
  testsOnly: true,
  plainNames: false,
  knowsScripts: true,
  severalClusters: true,
  reopensLog: false,
  retryingWords: 'sleeping and retrying',
};

interface Prepared {
  readonly plan: Plan;
  readonly options: SlurmOptions;
  readonly layout: Layout;
}

export const target: Target<SlurmOptions, Prepared> = {
  name: 'slurm',
  summary: 'submit the tasks to Slurm as job arrays, packed or shared among workers where asked for',
  options: slurmOptions,
  resourceOptions,
  diagnostics: slurmDiagnostics,
  honours: ['walltime', 'cpus', 'memory', 'gpus', 'gpu_type', 'nodes', 'partition', 'qos', 'account'],
  driver: {
    script: 'scripts/submit-slurm.sh',
    submits: true,
    takes: [...selectionOptions, '--throttle', '--individual'],
  },
  prepare(plan, options, diagnostics, places) {
    const layout = checkSlurm(plan, options, diagnostics, places);
    return layout === null || diagnostics.hasErrors ? null : { plan, options, layout };
  },
  emit({ plan, options, layout }, context) {
    const header = (title: string, usage: readonly string[], use: 'run' | 'start' = 'run'): object =>
      headerView(plan, context, title, usage, use);
    const common = {
      ...scheduler,
      count: plan.count,
      tasksPerJob: layout.tasksPerJob,
      workers: layout.workers,
    };
    return [
      {
        path: 'scripts/slurm.sh',
        text: context.render('batch/job.sh', {
          ...header('A job of this sweep: runs the tasks of one element of a job array.', jobUsage, 'start'),
          ...common,
          ...jobView(plan, options, layout),
        }),
        executable: true,
        summary: 'the job script; `sbatch scripts/slurm.sh` works too',
      },
      {
        path: 'scripts/submit-slurm.sh',
        text: context.render('batch/submit.sh', {
          ...header('Submits this sweep to Slurm.', submitUsage(layout.workers !== null), 'start'),
          ...common,
          ...submitView(plan, options),
        }),
        executable: true,
        summary: 'submits the tasks that are not completed, in as many job arrays as the cluster asks for',
      },
      {
        path: 'scripts/queue-slurm.sh',
        text: context.render('batch/queue.sh', {
          ...header('Lists the jobs of this sweep.', queueUsage),
          ...common,
        }),
        executable: true,
        summary: 'lists the jobs of this sweep in the queue; status.sh and cancel.sh ask it',
      },
      {
        path: 'scripts/probe-slurm.sh',
        text: context.render(
          'batch/probe.sh',
          header('Prints what this cluster takes, as settings.', probeUsage),
        ),
        executable: true,
        summary: 'prints the limits of a cluster for `hsm_config.yaml`',
      },
    ];
  },
};

function jobView(plan: Plan, options: SlurmOptions, layout: Layout): object {
  const { elements, arrayLength, parallelPerJob, signal } = layout;
  const severalSlots = parallelPerJob > 1;
  return {
    directives: directivesOf(plan, options, layout),
    sourceDigest: plan.source.sha256,
    packs: layout.workers === null,
    parallelPerJob,
    severalSlots,
    sharesSteps: severalSlots,
    gpusPerTask: plan.resources.gpus,
    sharesGpus: severalSlots && (plan.resources.gpus ?? 0) > 0,
    sharedElements: elements > arrayLength ? arrayLength : 0,
    sharesTasks: layout.workers !== null || elements > arrayLength,
    jobWalltime: layout.jobWalltime,
    taskTimeout: layout.taskTimeout,
    claimMargin: layout.claimMargin ?? 'auto',
    signal,
    // Ten seconds are left for the record.
    warnedFor: Math.max(1, signal - options.grace - 10),
    grace: options.grace,
    requeue: options.requeue === true,
    maxRequeues: options.max_requeues,
  };
}

function submitView(plan: Plan, options: SlurmOptions): object {
  return {
    limitArrayLength: (saidArraySize(options) ?? 1) - 1,
    throttle: options.array_throttle ?? 0,
    siteOptions: siteOptions(plan).map(quote).join(' '),
  };
}
