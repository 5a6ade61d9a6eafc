import { isLauncher } from '../plan/launchers.ts';
import type { Plan } from '../plan/plan.ts';
import { resourceClasses } from '../plan/resource-classes.ts';

/** What of a task's cost the worker that starts it cannot see, for `task/settings`. */
export function costView(plan: Plan): object {
  const { command, environment } = plan;
  // A podman container is a child of its monitor, which leaves the job; enroot and apptainer stay what was started.
  const leaves = environment.container?.runtime === 'podman';
  const nodes = resourceClasses(plan).map(({ resources }) => resources.nodes ?? 1);
  return {
    hidesCpu: leaves || command.launcher.length > 0 || isLauncher(command.words),
    hidesMemory: leaves || nodes.some((count) => count > 1),
  };
}
