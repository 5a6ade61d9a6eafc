import { isLauncher } from '../plan/launchers.ts';
import type { Plan } from '../plan/plan.ts';
import { resourceClasses } from '../plan/resource-classes.ts';

/** The parts of a task's cost that its worker cannot measure, for `task/settings`. */
export function costView(plan: Plan): object {
  const { command, environment } = plan;
  // A podman container is a child of its monitor, which leaves the job; enroot and apptainer stay children of the
  // worker.
  const leaves = environment.container?.runtime === 'podman';
  const nodes = resourceClasses(plan).map(({ resources }) => resources.nodes ?? 1);
  return {
    hidesCpu: leaves || command.launcher.length > 0 || isLauncher(command.words),
    hidesMemory: leaves || nodes.some((count) => count > 1),
  };
}
