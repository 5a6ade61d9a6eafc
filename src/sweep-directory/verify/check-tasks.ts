import { join } from 'node:path';
import fs from 'fs-extra';
import { counted } from '../../diagnostics/counted.ts';
import type { Plan } from '../../plan/plan.ts';
import { taskDirectories } from '../task-directories.ts';
import { type Problem, problem } from './problem.ts';
import { readJournals } from './read-journals.ts';

/** Checks the tasks' files against the plan and the journals: results without a task, and tasks without results. */
export function checkTasks(directory: string, id: string, plan: Plan): readonly Problem[] {
  const { states, damaged, unreadable } = readJournals(directory);
  if (unreadable.length > 0) {
    const [{ reason } = { reason: '' }] = unreadable;
    return [
      problem(
        'journal',
        `${counted(unreadable.length, 'journal cannot be read', 'journals cannot be read')}, so the tasks cannot be checked: ${reason}`,
        'check their owner and permissions; the scripts need them too',
        { paths: unreadable.map(({ path }) => path) },
      ),
    ];
  }
  const directories = new Set(taskDirectories(directory));
  const all = [...new Set([...states.keys(), ...directories])].sort((a, b) => a - b);
  const completed = all.filter((task) => task <= plan.count && states.get(task) === 'completed');
  const problems: Problem[] = [];
  const add = (kind: Problem['kind'], tasks: readonly number[], text: string, remedy: string): void => {
    if (tasks.length > 0) problems.push(problem(kind, text, remedy, { tasks }));
  };
  if (damaged.length > 0) {
    const text = `${counted(damaged.length, 'journal has', 'journals have')} invalid lines`;
    const remedy =
      'the scripts ignore these lines; `hsm complete` runs the tasks again whose records are missing';
    problems.push(problem('journal', text, remedy, { paths: damaged }));
  }
  const beyond = all.filter((task) => task > plan.count);
  add(
    'no-such-task',
    beyond,
    `the sweep has only ${counted(plan.count, 'task')}, but results of ${counted(beyond.length, 'other task')}`,
    'move their directories away if you need them, or build a sweep that has these tasks',
  );
  const unrecorded = [...directories].filter((task) => task <= plan.count && !states.has(task));
  add(
    'no-record',
    unrecorded,
    `${counted(unrecorded.length, 'task has', 'tasks have')} a directory, but no record in any journal`,
    'if their journals are on another machine, copy `state/` from there; otherwise `hsm complete` runs the tasks again',
  );
  const absent = completed.filter((task) => !directories.has(task));
  const empty = completed.filter((task) => directories.has(task) && !hasResults(directory, task, plan));
  const isRemote = fs.existsSync(join(directory, 'scripts/remote.sh'));
  const how = isRemote ? ' here' : '';
  const pull = `pull them: \`hsm collect-results ${id}\``;
  const again = `build again with the existing results and run the rest: \`hsm build --name NEW --from ${id}\``;
  add(
    'no-directory',
    absent,
    `${counted(absent.length, 'completed task has', 'completed tasks have')} no directory${how}`,
    isRemote ? pull : `restore them from a backup, or ${again}`,
  );
  add(
    'no-results',
    empty,
    `${counted(empty.length, 'completed task has', 'completed tasks have')} none of the files in \`results\`${how}`,
    isRemote
      ? pull
      : `check that the program writes them to HSM_TASK_DIR; if they were deleted, delete the tasks' directories too and ${again}`,
  );
  return problems;
}

function hasResults(directory: string, task: number, { results }: Plan): boolean {
  const sources = results?.sources ?? [];
  return (
    sources.length === 0 ||
    sources.some(({ file }) => fs.existsSync(join(directory, `tasks/task_${task}`, file)))
  );
}
