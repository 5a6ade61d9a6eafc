import type { Space } from '../plan/plan.ts';
import { countBlock, countSpace } from '../plan/space.ts';
import { drawDistinct } from './draw-distinct.ts';

/** A space with the given number of its tasks, drawn from all of them. Blocks stay in order; blocks without drawn tasks are dropped. */
export function takeTasks(space: Space, take: { readonly count: number; readonly seed: number }): Space {
  const drawn = drawDistinct(take, countSpace(space));
  let start = 0;
  const blocks = space.blocks.flatMap((block) => {
    const [first, end] = [start, start + countBlock(block)];
    start = end;
    const own = drawn.filter((task) => task >= first && task < end).map((task) => task - first);
    if (own.length === 0) return [];
    const cells = own.map((task) => block.taken?.cells[task] ?? task);
    return [{ ...block, taken: { cells, origin: null } }];
  });
  return { blocks };
}
