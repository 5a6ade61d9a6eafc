import type { BlockTasks } from './block-tasks.ts';
import type { Overlap } from './join-tables.ts';

/** The maximum number of tasks in the smaller of two blocks that are compared. */
const MOST_TASKS = 20_000;

/** Whether two blocks can be compared task by task. */
export function canCompare(first: BlockTasks, second: BlockTasks): boolean {
  return Math.min(first.cells.count, second.cells.count) <= MOST_TASKS;
}

/** The tasks that two blocks share, found one by one: those of the smaller block that the other also has. Null if none. */
export function compareTasks(first: BlockTasks, second: BlockTasks): Overlap | null {
  const [few, many] = first.cells.count < second.cells.count ? [first, second] : [second, first];
  let count = 0;
  let example: Overlap['example'] = [];
  for (let task = 0; task < few.cells.count; task += 1) {
    const values = few.valuesAt(task);
    if (!many.has(values)) continue;
    if (count === 0) example = [...values].map(([name, value]) => ({ name, value }));
    count += 1;
  }
  return count === 0 ? null : { count, example };
}
