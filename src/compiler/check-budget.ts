import { settingsDiagnostics } from '../diagnostics/catalogue/settings.ts';
import { diagnose } from '../diagnostics/diagnostic.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.ts';
import { coresOf, costOf, FILES_PER_ATTEMPT, gpusOf, inodesOf } from '../plan/cost.ts';
import type { Plan } from '../plan/plan.ts';
import { resourceClasses } from '../plan/resource-classes.ts';
import type { Budget, Resources } from '../plan/run-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { formatWalltime } from '../settings/walltime.ts';

const labels: { readonly [K in keyof Budget]: string } = {
  core_hours: 'core-hours',
  gpu_hours: 'GPU-hours',
  tasks: 'tasks',
  inodes: 'files and directories',
};

/**
 * Reports every limit of the budget that a build exceeds. `resources` are those of the first target; `files` is the
 * number of files that the build writes.
 */
export function checkBudget(
  whole: Plan,
  resources: Resources,
  files: number,
  { budget }: Settings,
  diagnostics: Diagnostics,
): void {
  const plan = { ...whole, resources };
  const { coreHours, gpuHours } = costOf(plan);
  const sums = {
    core_hours: coreHours,
    gpu_hours: gpuHours,
    tasks: plan.count,
    inodes: inodesOf(plan, files),
  };
  for (const key of Object.keys(labels) as (keyof Budget)[]) {
    const { value: limit, origin } = budget[key];
    const sum = sums[key];
    if (limit === null || (sum !== null && sum <= limit)) continue;
    const span = origin.kind === 'file' ? origin.span : undefined;
    const what = labels[key];
    if (sum === null) {
      const primary = span && { span, text: 'not checked' };
      const help = 'set `walltime` under `resources`, or pass `--walltime`';
      diagnostics.add(diagnose(settingsDiagnostics.budgetUnknown, { what }, { primary, help }));
      continue;
    }
    const primary = span && { span, text: `at most ${rounded(limit)}` };
    const notes = notesOf(key, plan, files);
    const help =
      'reduce the sweep, for example with `--max-runs` or `--take`, or allow this build with `--over-budget`';
    const details = { primary, notes, help };
    diagnostics.add(diagnose(settingsDiagnostics.overBudget, { what, sum: rounded(sum) }, details));
  }
}

/** How a sum is computed: one line per class of resources that contributes to it. */
function notesOf(key: keyof Budget, plan: Plan, files: number): readonly string[] {
  if (key === 'tasks') return [];
  if (key === 'inodes')
    return [`${files} by the build, and ${FILES_PER_ATTEMPT} for each of ${plan.count} tasks`];
  return resourceClasses(plan).flatMap(({ count, resources }) => {
    const { walltime } = resources;
    const each = key === 'core_hours' ? coresOf(resources) : gpusOf(resources);
    if (each === 0 || walltime === null) return [];
    const unit = key === 'core_hours' ? (each === 1 ? 'core' : 'cores') : each === 1 ? 'GPU' : 'GPUs';
    return [`${count} ${count === 1 ? 'task' : 'tasks'} x ${each} ${unit} x ${formatWalltime(walltime)}`];
  });
}

function rounded(amount: number): string {
  return String(Math.round(amount * 100) / 100);
}
