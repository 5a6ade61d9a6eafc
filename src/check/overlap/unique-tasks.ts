import type { Draft, DraftBlock } from '../draft.ts';
import { BlockTasks, sweptDefaults, taskKey } from './block-tasks.ts';

/** Blocks with more tasks than this are not searched task by task for duplicates of earlier tasks. */
export const MOST_UNIQUE = 100_000;

/** The result of `unique` for a sweep. */
export interface UniqueTasks {
  /** For each block with duplicates of earlier tasks, the remaining tasks, from 0. */
  readonly left: ReadonlyMap<DraftBlock, readonly number[]>;
  /** Blocks with too many tasks, except the first one: tasks are looked up in earlier blocks. */
  readonly tooLong: readonly BlockTasks[];
}

const known = new WeakMap<Draft, UniqueTasks>();

/** The tasks of a sweep without duplicates of an earlier task, in the same block or an earlier one; computed once. */
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
