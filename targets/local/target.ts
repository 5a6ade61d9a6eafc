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
  type Target,
} from '../../src/target-kit/kit.ts';

/** Options under `targets.local`. */
interface LocalOptions extends CommonOptions {
  /** GPUs to share out where `--gpus` does not say: their numbers, or those with commas between. */
  readonly visible_gpus: readonly number[] | string | null;
}

const usage = (visibleGpus: string, walltime: number | null): readonly string[] => [
  'local.sh [--jobs N] [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--timeout 90m] [--retries N]',
  '         [--gpus 0,1] [--show-output] [--no-progress] [--engine bash|parallel] [--lost HOST] [--dry-run]',
  '         [--memory 64G] [--cpus N] [--gpus-per-task N]',
  '         [--job PLACE:N] [--started-by TARGET] [--through SCRIPT]',
  '',
  '  --jobs N         how many tasks at once; as many as there are cores and memory for, if not said',
  '  --only 1,5-8     only these tasks; with @FILE, those that a file lists',
  "  --where WORDS    only those with these values, as 'lr=0.01 model=cnn,mlp'; see select.sh",
  '  --failed         only tasks that failed or ran out of time',
  '  --missing        only tasks that never ran, or were cut off',
  '  --timeout-only   only tasks that ran out of time',
  '  --timeout 90m    stop a task that runs for longer: seconds, 90m, 4h, 1h30m, 08:00:00 or 1-12:00:00' +
    (walltime === null ? '' : `; ${formatWalltime(walltime)}, if`),
  ...(walltime === null ? [] : ['                   not said, and 0 for no limit']),
  '  --walltime 90m   the same, but a number needs its unit',
  '  --retries N      run a task that fails up to N times more',
  `  --gpus 0,1       share these GPUs out, through CUDA_VISIBLE_DEVICES${visibleGpus === '' ? '' : `; ${visibleGpus}, if not said`}`,
  '  --memory 64G     how much a task takes, and --cpus how many CPUs, instead of what the sweep says: so that fewer run',
  '                   at once; --gpus-per-task is how many GPUs each gets',
  '  --show-output    show what the tasks print',
  '  --no-progress    one line per task instead of a progress bar',
  '  --engine NAME    GNU parallel where it is installed and a pool of bash processes where not, or one of them',
  '  --lost HOST      take over what HOST left unfinished: the host is gone',
  '  --dry-run        say which tasks would run, and run none',
  '',
  'Drivers of other targets start this with',
  '  --job PLACE:N        what the journals call this run',
  '  --started-by TARGET  whose driver it is: journals are named after its target',
  '  --through SCRIPT     run the programs elsewhere, through a script that waits for each and ends as it ends',
  '',
  'Completed tasks are never run again. Exit status: 0 when all that was asked for is completed, 1 when',
  'something is not, 130 after an interrupt.',
];

const kinds: DiagnosticsOf<{ readonly jobLauncher: { readonly launcher: string } }> = defineDiagnostics({
  jobLauncher: {
    code: 'LOCAL101',
    severity: 'warning',
    title: 'a launcher that starts nothing outside a job',
    message: ({ launcher }: { launcher: string }) =>
      `\`${launcher}\` starts programs in a job of Slurm alone`,
  },
});

interface LocalRun {
  readonly plan: Plan;
  readonly grace: number;
  /** With commas between; empty where nothing says them. */
  readonly visibleGpus: string;
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
        'x-expected': 'be numbers of GPUs, as in `[0, 1]`',
        default: null,
        description: 'the GPUs that tasks may use, unless --gpus says: their numbers, from 0',
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
      // Of several classes any may run beside any.
      cpus: Math.max(1, most('cpus')) * (plan.resources.ranks ?? 1),
      memory: most('memory') || '',
      gpus: most('gpus') || '',
      needsJob: plan.resources.launcher?.[0] === 'srun',
      visibleGpus,
      grace,
      // Where classes differ, each task has its own.
      timeout: others.length > 0 ? 'each' : (walltime ?? ''),
    };
    const text = context.render('local.sh', view);
    const summary = 'runs the tasks on this machine, again and again until all are completed';
    return [{ path: 'scripts/local.sh', text, executable: true, summary }];
  },
};
