import {
  type CommonOptions,
  commonOptions,
  type DiagnosticsOf,
  defineDiagnostics,
  diagnose,
  formatWalltime,
  headerView,
  type Plan,
  resourceClasses,
  selectionOptions,
  stopView,
  type Target,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.local`. */
interface LocalOptions extends CommonOptions {
  /** GPUs to share unless `--gpus` is given: their numbers, or their numbers separated by commas. */
  readonly visible_gpus: readonly number[] | string | null;
}

const usage = (visibleGpus: string, walltime: number | null): readonly string[] => [
  'local.sh [--jobs N] [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--timeout 90m] [--retries N]',
  '         [--gpus 0,1] [--show-output] [--no-progress] [--engine bash|parallel] [--lost HOST] [--dry-run]',
  '         [--memory 64G] [--cpus N] [--gpus-per-task N]',
  '         [--job PLACE:N] [--started-by TARGET] [--through SCRIPT]',
  '',
  '  --jobs N         run N tasks at a time (default: as many as cores and memory allow)',
  '  --only 1,5-8     only these tasks; with @FILE, those listed in a file',
  "  --where WORDS    only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh",
  '  --failed         only tasks that failed or timed out',
  '  --missing        only tasks that never ran, were cancelled or lost',
  '  --timeout-only   only tasks that timed out',
  '  --timeout 90m    stop a task that runs longer: seconds, 90m, 4h, 1h30m, 08:00:00 or 1-12:00:00',
  ...(walltime === null ? [] : [`                   (default: ${formatWalltime(walltime)}; 0 for no limit)`]),
  '  --walltime 90m   the same, but a number needs a unit',
  '  --retries N      rerun a failed task up to N times',
  `  --gpus 0,1       divide these GPUs among the tasks, through CUDA_VISIBLE_DEVICES${visibleGpus === '' ? '' : ` (default: ${visibleGpus})`}`,
  "  --memory 64G     memory per task, instead of the sweep's; --cpus N and --gpus-per-task N likewise. They decide",
  '                   how many tasks run at a time',
  '  --show-output    show the output of the tasks',
  '  --no-progress    one line per task instead of a progress bar',
  '  --engine NAME    parallel or bash (default: GNU parallel if installed, else a pool of bash processes)',
  '  --lost HOST      treat unfinished tasks of HOST as lost, because the host is gone',
  '  --dry-run        show which tasks would run, without running them',
  '',
  'For drivers of other targets:',
  '  --job PLACE:N        the name of this run in the journals',
  '  --started-by TARGET  the target of the calling driver: journals are named after it',
  '  --through SCRIPT     run the programs elsewhere, through a script that waits for each one and exits with its exit code',
  '',
  'Completed tasks never run again. Exit code: 0 if all selected tasks are completed, 1 if',
  'any is not, 130 after an interrupt.',
];

const kinds: DiagnosticsOf<{ readonly jobLauncher: { readonly launcher: string } }> = defineDiagnostics({
  jobLauncher: {
    code: 'LOCAL101',
    severity: 'warning',
    title: 'launcher that needs a job',
    message: ({ launcher }: { launcher: string }) =>
      `\`${launcher}\` only starts programs inside a Slurm job`,
  },
});

interface LocalRun {
  readonly plan: Plan;
  readonly grace: number;
  /** Separated by commas; empty if not set. */
  readonly visibleGpus: string;
}

/** Factor in thousandths; `times` is 0 if the sweep has no such rule. */
function retryTimeoutView({ retry }: Plan): object {
  const { times = 0, factor = 1, up_to: most = null } = retry?.timeout ?? {};
  return { timeoutTimes: times, timeoutFactor: Math.round(factor * 1000), timeoutMost: most ?? 0 };
}

export const target: Target<LocalOptions, LocalRun> = {
  name: 'local',
  summary: 'run the tasks on this machine: GNU parallel, or a pool of bash processes',
  options: {
    title: 'targets.local section',
    type: 'object',
    additionalProperties: false,
    properties: {
      grace: commonOptions.grace,
      visible_gpus: {
        type: ['array', 'string', 'null'],
        items: { type: 'integer', minimum: 0 },
        pattern: '^[0-9]+(,[0-9]+)*$',
        'x-expected': 'be numbers of GPUs, such as `[0, 1]`',
        default: null,
        description:
          'the GPUs that tasks may use, unless --gpus is given: their numbers, from 0 (default: all, if tasks request GPUs)',
      },
    },
  },
  honours: ['walltime', 'cpus', 'memory', 'gpus', 'ranks', 'launcher'],
  driver: {
    script: 'scripts/local.sh',
    submits: false,
    takes: [
      ...selectionOptions,
      '--memory',
      '--cpus',
      '--gpus-per-task',
      '--jobs',
      '--show-output',
      '--no-progress',
    ],
  },
  diagnostics: kinds,
  prepare(plan, { grace, visible_gpus: gpus }, diagnostics, places) {
    const [launcher] = plan.resources.launcher ?? [];
    if (launcher === 'srun') {
      const span = places.resource('launcher');
      const primary = span && { span, text: 'needs a job' };
      const help = 'start `local.sh` within `salloc`, or write `launcher: mpirun`';
      diagnostics.add(diagnose(kinds.jobLauncher, { launcher }, { primary, help }));
    }
    return { plan, grace, visibleGpus: [gpus ?? []].flat().join(',') };
  },
  emit({ plan, grace, visibleGpus }, context) {
    const classes = resourceClasses(plan).map(({ resources }) => resources);
    const [walltime = null, ...others] = new Set(classes.map((each) => each.walltime));
    const most = (name: 'cpus' | 'memory' | 'gpus'): number =>
      Math.max(0, ...classes.map((each) => each[name] ?? 0));
    const view = {
      ...headerView(
        plan,
        context,
        'Runs the tasks of this sweep on this machine.',
        usage(visibleGpus, others.length > 0 ? null : walltime),
        'start',
      ),
      count: plan.count,
      // Tasks of several classes may run at the same time.
      cpus: Math.max(1, most('cpus')) * (plan.resources.ranks ?? 1),
      memory: most('memory') || '',
      gpus: most('gpus') || '',
      needsJob: plan.resources.launcher?.[0] === 'srun',
      visibleGpus,
      snapshots: plan.code !== undefined,
      grace,
      ...retryTimeoutView(plan),
      ...stopView(plan),
      // If classes differ, each task has its own.
      timeout: others.length > 0 ? 'each' : (walltime ?? ''),
    };
    const text = context.render('local.sh', view);
    const summary = 'runs the unfinished tasks on this machine; run it again to continue';
    return [{ path: 'scripts/local.sh', text, executable: true, summary }];
  },
};
