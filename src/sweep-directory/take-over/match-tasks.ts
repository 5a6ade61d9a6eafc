import { encodeValue } from '../../argv/encode.ts';
import { taskFinder } from '../../argv/find-tasks.ts';
import { taskIdentity } from '../../argv/task-identity.ts';
import type { Plan } from '../../plan/plan.ts';
import { assignmentsAt } from '../../plan/space.ts';
import type { FinishedSweep, FinishedTask } from './finished-sweep.ts';

/** A task of a new sweep that an old one has completed. */
export interface TakenTask extends Completion {
  readonly task: number;
  /** The same task in other sweeps that have completed it; these are not needed. */
  readonly others: readonly Completion[];
}

/** The sweep that has completed a task, and the task's number in it. */
interface Completion {
  readonly sweep: FinishedSweep;
  readonly from: FinishedTask;
}

/**
 * The tasks of a plan that these sweeps have completed: those with the same command. If several sweeps have one, the first counts. The time
 * is proportional to the number of completed tasks.
 */
export function matchTasks(plan: Plan, sweeps: readonly FinishedSweep[]): readonly TakenTask[] {
  const find = taskFinder(plan);
  const taken = new Map<number, Completion[]>();
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
        if (taskIdentity(plan, task) !== identity) continue;
        const completions = taken.get(task) ?? [];
        completions.push({ sweep, from });
        taken.set(task, completions);
      }
    }
  }
  return [...taken]
    .flatMap(([task, [first, ...others]]) => (first === undefined ? [] : [{ task, ...first, others }]))
    .sort((a, b) => a.task - b.task);
}
