import {
  buildDiagram,
  countDiagram,
  type Diagram,
  rankInDiagram,
  saturate,
  walkDiagram,
} from './decision-diagram.ts';
import { assignmentIn, parametersOf } from './parameters.ts';
import type { Assignment, Block, Plan, Space } from './plan.ts';

/** One combination: a block, from 0, and a row for each of its axes, from 0. */
export interface Cell {
  readonly block: number;
  readonly rows: readonly number[];
}

const diagrams = new WeakMap<Block, Diagram>();

/**
 * The diagram of a block that drops cells, built once; null for a block that keeps all.
 * @throws RangeError if the excludes overlap in too many ways; the checks refuse that earlier.
 */
export function blockDiagram(block: Block): Diagram | null {
  if (block.excludes.length + block.conditions.length === 0) return null;
  let diagram = diagrams.get(block) ?? null;
  if (diagram === null) {
    diagram = buildDiagram(block);
    if (diagram === null) throw new RangeError('the excludes of a block are too entangled');
    diagrams.set(block, diagram);
  }
  return diagram;
}

/** The number of tasks of a block; Infinity above `Number.MAX_SAFE_INTEGER`. */
export function countBlock(block: Block): number {
  if (block.taken !== undefined) return block.taken.cells.length;
  const diagram = blockDiagram(block);
  if (diagram !== null) return countDiagram(diagram);
  if (block.axes.some(({ size }) => size === 0)) return 0;
  return block.axes.reduce((product, { size }) => saturate(product * size), 1);
}

/** The number of tasks of a space; Infinity above `Number.MAX_SAFE_INTEGER`. */
export function countSpace(space: Space): number {
  return space.blocks.reduce((sum, block) => saturate(sum + countBlock(block)), 0);
}

/**
 * The cell of a task, counted from 1, without listing the others.
 * @throws RangeError for an index outside the space.
 */
export function cellAt(space: Space, index: number): Cell {
  let rank = index - 1;
  if (Number.isSafeInteger(index) && index >= 1) {
    for (const [number, block] of space.blocks.entries()) {
      const count = countBlock(block);
      if (rank < count) return { block: number, rows: rowsAt(block, rank) };
      rank -= count;
    }
  }
  throw new RangeError(`no task has index ${index}`);
}

/** The task with this cell, counted from 1; null if the cell is dropped or does not exist. */
export function taskOf({ blocks }: Space, { block, rows }: Cell): number | null {
  const own = blocks[block];
  if (own === undefined || own.axes.some(({ size }, axis) => (rows[axis] ?? size) >= size)) return null;
  const diagram = blockDiagram(own);
  const kept =
    diagram === null
      ? own.axes.reduce((position, { size }, axis) => position * size + (rows[axis] ?? 0), 0)
      : rankInDiagram(diagram, rows);
  const rank = kept === null ? null : taskInBlock(own, kept);
  if (rank === null) return null;
  return blocks.slice(0, block).reduce((sum, earlier) => sum + countBlock(earlier), rank + 1);
}

const taskOfCell = new WeakMap<Block, ReadonlyMap<number, number>>();

/** The task of a cell, both counted from 0 in a block; null for a cell that is not selected. */
function taskInBlock(block: Block, cell: number): number | null {
  if (block.taken === undefined) return cell;
  const known = taskOfCell.get(block) ?? new Map(block.taken.cells.map((each, task) => [each, task]));
  taskOfCell.set(block, known);
  return known.get(cell) ?? null;
}

/**
 * The parameters of a task: the defaults, then those of its cell, without those that its case does not set. A cell's
 * value replaces a default in place.
 */
export function assignmentsAt(plan: Plan, index: number): readonly Assignment[] {
  const { block, rows } = cellAt(plan.space, index);
  const byName = new Map(plan.defaults.map((assignment) => [assignment.name, assignment]));
  const own = plan.space.blocks[block];
  for (const { parameter, axis } of own === undefined ? [] : parametersOf(own)) {
    const assignment = assignmentIn(parameter, rows[axis] ?? 0);
    if (assignment !== null) byName.set(parameter.name, assignment);
  }
  return [...byName.values()];
}

/** The rows of a block's task, from 0. */
function rowsAt(block: Block, task: number): readonly number[] {
  const rank = block.taken?.cells[task] ?? task;
  const diagram = blockDiagram(block);
  if (diagram !== null) return walkDiagram(diagram, rank);
  return rowsInProduct(
    block.axes.map(({ size }) => size),
    rank,
  );
}

/**
 * The rows, one per axis and from 0, of the cell with this rank in a complete product: the last axis varies fastest.
 */
export function rowsInProduct(sizes: readonly number[], rank: number): readonly number[] {
  let left = rank;
  const rows = sizes.toReversed().map((size) => {
    const row = left % size;
    left = Math.floor(left / size);
    return row;
  });
  return rows.toReversed();
}
