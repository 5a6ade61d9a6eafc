import { encodeValue } from '../../argv/encode.ts';
import { taskFinder } from '../../argv/find-tasks.ts';
import { taskIdentity } from '../../argv/task-identity.ts';
import type { Plan } from '../../plan/plan.ts';
import { assignmentsAt } from '../../plan/space.ts';
import type { FinishedSweep, FinishedTask } from './finished-sweep.ts';

/** A task of a new sweep that an old one has completed. */
export interface TakenTask {
  readonly task: number;
  readonly sweep: FinishedSweep;
  readonly from: FinishedTask;
}

/**
 * The tasks of a plan that these sweeps have completed: those with the same command. Where several have one, the first sweep's counts.
 * Takes time in proportion to what is completed.
 */
export function matchTasks(plan: Plan, sweeps: readonly FinishedSweep[]): readonly TakenTask[] {
  const find = taskFinder(plan);
  const taken = new Map<number, TakenTask>();
  for (const sweep of sweeps) {
    for (const from of sweep.completed) {
      const identity = taskIdentity(sweep.plan, from.task);
      const texts = new Map(
        assignmentsAt(sweep.plan, from.task).map(({ name, value }) => [
          name,
          encodeValue(plan.convention, value),
        ]),
      );
      for (const task of find(texts)) {
        if (!taken.has(task) && taskIdentity(plan, task) === identity) taken.set(task, { task, sweep, from });
      }
    }
  }
  return [...taken.values()].sort((a, b) => a.task - b.task);
}
