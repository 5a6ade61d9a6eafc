import { buildDiagram, countDiagram, saturate, walkDiagram } from '../plan/decision-diagram.ts';
import { rowsInProduct } from '../plan/space.ts';
import { axisSize, type DraftBlock } from './draft.ts';
import { matchExcludes } from './match-exclude.ts';
import { readConditions } from './read-conditions.ts';

/** The cells that a block keeps. */
export interface BlockCells {
  /** How many; Infinity above `Number.MAX_SAFE_INTEGER`. */
  readonly count: number;
  /** The row of each axis in the cell with this rank, both from 0. */
  rowsAt(rank: number): readonly number[];
}

const known = new WeakMap<DraftBlock, BlockCells | 'unknown' | 'tooComplex'>();

/**
 * The cells of a block. `unknown` while its axes have no rows or its expressions cannot be read, which other rules report;
 * `tooComplex` where its conditions cross in too many ways.
 */
export function blockCells(block: DraftBlock): BlockCells | 'unknown' | 'tooComplex' {
  const cells = known.get(block) ?? findCells(block);
  known.set(block, cells);
  return cells;
}

function findCells(block: DraftBlock): BlockCells | 'unknown' | 'tooComplex' {
  const sizes = block.axes.map((axis) => axisSize(axis) ?? 0);
  if (sizes.includes(0)) return 'unknown';
  const excludes = matchExcludes(block)
    .filter(({ unknown }) => unknown.length === 0)
    .filter(({ matches }) => matches.every(({ rows }) => rows.length > 0));
  const { conditions, problems } = readConditions(block);
  if (problems.length > 0) return 'unknown';
  if (excludes.length + conditions.length === 0) return product(sizes);
  const diagram = buildDiagram({ axes: sizes.map((size) => ({ size })), excludes, conditions });
  if (diagram === null) return 'tooComplex';
  return { count: countDiagram(diagram), rowsAt: (rank) => walkDiagram(diagram, rank) };
}

function product(sizes: readonly number[]): BlockCells {
  return {
    count: sizes.reduce((count, size) => saturate(count * size), 1),
    rowsAt: (rank) => rowsInProduct(sizes, rank),
  };
}
