import { taskIdentity } from '../../argv/task-identity.ts';
import { commandVariables, commandWords, type Holes } from '../../argv/words.ts';
import type { Plan } from '../../plan/plan.ts';
import { commandLine } from '../../shell/command-line.ts';

/** A task that is not what it was. */
export interface ChangedTask {
  readonly task: number;
  /** Its commands as shell reads them; `is` is null where there is no such task any more. */
  readonly was: string;
  readonly is: string | null;
}

/** The first of the tasks that is another one under the new plan, or is not there any more; null where all stay what they were. */
export function firstChangedTask(was: Plan, is: Plan, tasks: readonly number[]): ChangedTask | null {
  for (const task of tasks) {
    // No plan of its own time has it: a directory that somebody made.
    if (task > was.count) continue;
    const there = task <= is.count;
    if (there && taskIdentity(was, task) === taskIdentity(is, task)) continue;
    return { task, was: commandText(was, task), is: there ? commandText(is, task) : null };
  }
  return null;
}

function commandText(plan: Plan, task: number): string {
  const holes: Holes = {
    task_dir: '{task_dir}',
    task_id: String(task),
    sweep_id: '{sweep_id}',
    sweep_dir: '{sweep_dir}',
    project_dir: '{project_dir}',
    home: '~',
  };
  return commandLine(
    commandVariables(plan, task, holes),
    commandWords(plan, task, holes).map(({ text }) => text),
  );
}
