import type { Block, Space } from './plan.ts';
import { blockDiagram, cellAt, countBlock } from './space.ts';

/** Task numbers from 1, both ends inclusive. */
export interface TaskRange {
  readonly first: number;
  readonly last: number;
}

/** The selected rows of an axis, ascending and from 0; null for all. */
export type ChosenRows = readonly number[] | null;

/**
 * The tasks whose cells are in the chosen rows, ascending, as ranges that may touch. `chosen` returns null for a block
 * without chosen tasks. The time is proportional to the number of ranges.
 */
export function* taskRanges(
  { blocks }: Space,
  chosen: (block: Block) => readonly ChosenRows[] | null,
): Generator<TaskRange> {
  let start = 1;
  for (const block of blocks) {
    const rows = chosen(block);
    if (rows !== null && block.taken === undefined) yield* rangesIn(block, rows, start);
    if (rows !== null && block.taken !== undefined) yield* tasksIn(block, rows, start);
    start += countBlock(block);
  }
}

/** If only some cells are tasks, each task is checked. */
function* tasksIn(block: Block, chosen: readonly ChosenRows[], start: number): Generator<TaskRange> {
  const sets = chosen.map((rows) => rows && new Set(rows));
  const own = { blocks: [block] };
  for (let task = 0; task < countBlock(block); task += 1) {
    const { rows } = cellAt(own, task + 1);
    const isMeant = rows.every((row, axis) => sets[axis]?.has(row) ?? true);
    if (isMeant) yield { first: start + task, last: start + task };
  }
}

function* rangesIn(block: Block, chosen: readonly ChosenRows[], start: number): Generator<TaskRange> {
  const nodes = blockDiagram(block)?.nodes ?? null;
  const last = chosen.findLastIndex((rows) => rows !== null);
  const strides = block.axes.map((_, axis) =>
    block.axes.slice(axis + 1).reduce((product, { size }) => product * size, 1),
  );

  function* below(axis: number, node: number, base: number, count: number): Generator<TaskRange> {
    if (axis > last) {
      if (count > 0) yield { first: base, last: base + count - 1 };
      return;
    }
    const size = block.axes[axis]?.size ?? 0;
    const runs = nodes?.[node] ?? [{ rows: size, cells: strides[axis] ?? 1, next: 0 }];
    const rows = chosen[axis] ?? null;
    let from = 0;
    let first = base;
    for (const { rows: length, cells, next } of runs) {
      const own =
        rows?.filter((row) => row >= from && row < from + length) ??
        Array.from({ length: cells === 0 ? 0 : length }, (_, at) => from + at);
      for (const row of cells === 0 ? [] : own) {
        yield* below(axis + 1, next, first + (row - from) * cells, cells);
      }
      from += length;
      first += length * cells;
    }
  }

  yield* below(0, 0, start, countBlock(block));
}
