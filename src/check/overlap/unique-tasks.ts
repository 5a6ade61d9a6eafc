import type { Draft, DraftBlock } from '../draft.ts';
import { BlockTasks, sweptDefaults, taskKey } from './block-tasks.ts';

/** Of more tasks it is not looked up one by one whether an earlier one is the same. */
export const MOST_UNIQUE = 100_000;

/** What `unique` makes of a sweep. */
export interface UniqueTasks {
  /** For each block that has tasks which are there before, those that are left, from 0. */
  readonly left: ReadonlyMap<DraftBlock, readonly number[]>;
  /** Blocks of too many tasks, the first one excepted: earlier ones are looked up in it. */
  readonly tooLong: readonly BlockTasks[];
}

const known = new WeakMap<Draft, UniqueTasks>();

/** The tasks of a sweep without those that an earlier one is the same as, in its block or in one before; found once. */
export function uniqueTasks(draft: Draft): UniqueTasks {
  const found = known.get(draft) ?? findUnique(draft);
  known.set(draft, found);
  return found;
}

function findUnique(draft: Draft): UniqueTasks {
  const defaults = sweptDefaults(draft);
  const left = new Map<DraftBlock, readonly number[]>();
  const tooLong: BlockTasks[] = [];
  const large: BlockTasks[] = [];
  const seen = new Set<string>();
  for (const [at, block] of draft.blocks.entries()) {
    const tasks = BlockTasks.of(block, defaults);
    if (tasks === null) continue;
    const { count } = tasks.cells;
    if (count > MOST_UNIQUE) {
      large.push(tasks);
      if (at > 0) tooLong.push(tasks);
      continue;
    }
    const own: number[] = [];
    for (let task = 0; task < count; task += 1) {
      const values = tasks.valuesAt(task);
      const key = taskKey(values);
      if (!seen.has(key) && !large.some((earlier) => earlier.has(values))) own.push(task);
      seen.add(key);
    }
    if (own.length < count) left.set(block, own);
  }
  return { left, tooLong };
}
