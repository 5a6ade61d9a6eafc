import {
  buildDiagram,
  countDiagram,
  keepsAny,
  rankInDiagram,
  saturate,
  walkDiagram,
} from '../plan/decision-diagram.ts';
import { rowsInProduct } from '../plan/space.ts';
import { axisSize, type DraftBlock } from './draft.ts';
import { drawDistinct } from './draw-distinct.ts';
import { matchExcludes } from './match-exclude.ts';
import { readConditions } from './read-conditions.ts';

/** The cells of a block that are tasks. */
export interface BlockCells {
  /** How many; Infinity above `Number.MAX_SAFE_INTEGER`. */
  readonly count: number;
  /** How many cells its conditions keep, before `take`. */
  readonly kept: number;
  /** The selected cells, from 0 among the kept ones; null for all. */
  readonly taken: readonly number[] | null;
  /** The row of each axis in a task of the block, both from 0. */
  rowsAt(task: number): readonly number[];
  /** Whether the cell with these rows is a task. */
  has(rows: readonly number[]): boolean;
  /** Whether any task has these rows, by axis; an omitted axis may have any row. */
  hasAny(rows: readonly (number | undefined)[]): boolean;
}

type Known = BlockCells | 'unknown' | 'tooComplex';

const known = new WeakMap<DraftBlock, Known>();

/**
 * The cells of a block. `unknown` if its axes have no rows or its expressions are invalid, which other rules report; `tooComplex` if its
 * conditions interact in too many ways.
 */
export function blockCells(block: DraftBlock): Known {
  const cells = known.get(block) ?? findCells(block);
  known.set(block, cells);
  return cells;
}

function findCells(block: DraftBlock): Known {
  const sizes = block.axes.map((axis) => axisSize(axis) ?? 0);
  if (sizes.includes(0)) return 'unknown';
  const excludes = matchExcludes(block)
    .filter(({ unknown }) => unknown.length === 0)
    .filter(({ matches }) => matches.every(({ rows }) => rows.length > 0));
  const { conditions, problems } = readConditions(block);
  if (problems.length > 0) return 'unknown';
  if (excludes.length + conditions.length === 0) {
    const kept = sizes.reduce((count, size) => saturate(count * size), 1);
    const cellOf = (rows: readonly number[]): number =>
      sizes.reduce((cell, size, axis) => cell * size + (rows[axis] ?? 0), 0);
    return takeFrom(
      block,
      kept,
      (cell) => rowsInProduct(sizes, cell),
      cellOf,
      () => true,
    );
  }
  const diagram = buildDiagram({ axes: sizes.map((size) => ({ size })), excludes, conditions });
  if (diagram === null) return 'tooComplex';
  return takeFrom(
    block,
    countDiagram(diagram),
    (cell) => walkDiagram(diagram, cell),
    (rows) => rankInDiagram(diagram, rows),
    (rows) => keepsAny(diagram, rows),
  );
}

function takeFrom(
  { take }: DraftBlock,
  kept: number,
  rowsIn: BlockCells['rowsAt'],
  cellOf: (rows: readonly number[]) => number | null,
  hasAny: BlockCells['hasAny'],
): BlockCells {
  // Nothing can be drawn from cells that cannot be counted exactly, so they are refused.
  if (take === null || kept === Number.POSITIVE_INFINITY) {
    return { count: kept, kept, taken: null, rowsAt: rowsIn, has: (rows) => cellOf(rows) !== null, hasAny };
  }
  const taken = drawDistinct(take, kept);
  const set = new Set<number | null>(taken);
  return {
    count: taken.length,
    kept,
    taken,
    rowsAt: (task) => rowsIn(taken[task] ?? 0),
    has: (rows) => set.has(cellOf(rows)),
    hasAny: (rows) =>
      taken.some((cell) => {
        const own = rowsIn(cell);
        return own.every((row, axis) => (rows[axis] ?? row) === row);
      }),
  };
}
