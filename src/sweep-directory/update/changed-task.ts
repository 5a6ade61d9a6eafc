import { taskIdentity } from '../../argv/task-identity.ts';
import { commandVariables, commandWords, unfilled } from '../../argv/words.ts';
import type { Plan } from '../../plan/plan.ts';
import { commandLine } from '../../shell/command-line.ts';

/** A task that has changed. */
export interface ChangedTask {
  readonly task: number;
  /** Its commands as lines of shell; `is` is null if the task no longer exists. */
  readonly was: string;
  readonly is: string | null;
}

/** The first task that is different under the new plan, or no longer exists; null if all are unchanged. */
export function firstChangedTask(was: Plan, is: Plan, tasks: readonly number[]): ChangedTask | null {
  for (const task of tasks) {
    // No earlier plan contains it: a user created the directory by hand.
    if (task > was.count) continue;
    const there = task <= is.count;
    if (there && taskIdentity(was, task) === taskIdentity(is, task)) continue;
    return { task, was: commandText(was, task), is: there ? commandText(is, task) : null };
  }
  return null;
}

function commandText(plan: Plan, task: number): string {
  const placeholders = { ...unfilled, task_id: String(task) };
  return commandLine(
    commandVariables(plan, task, placeholders),
    commandWords(plan, task, placeholders).map(({ text }) => text),
  );
}
