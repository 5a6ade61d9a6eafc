import { type Diagram, saturate } from './decision-diagram.ts';
import type { Block } from './plan.ts';
import { blockDiagram, cellAt } from './space.ts';

/**
 * For each of these runs of neighbouring rows, how many tasks of a block have a row of the last axis in it; only the
 * block's first tasks count.
 */
export function countRows(block: Block, runs: readonly number[], tasks: number): readonly number[] {
  const ends: number[] = [];
  for (const rows of runs) ends.push((ends.at(-1) ?? 0) + rows);
  if (block.taken !== undefined) return countTaken(block, ends, tasks);
  const diagram = blockDiagram(block);
  if (diagram !== null) return new RowsInDiagram(diagram, ends, block.axes.length).below(0, 0, tasks);
  const size = block.axes.at(-1)?.size ?? 1;
  const [whole, rest] = [Math.floor(tasks / size), tasks % size];
  return ends.map((end, at) => whole * (runs[at] ?? 0) + overlap(ends[at - 1] ?? 0, end, 0, rest));
}

/** The selected cells are listed anyway. */
function countTaken(block: Block, ends: readonly number[], tasks: number): readonly number[] {
  const counts = ends.map(() => 0);
  const space = { blocks: [block] };
  for (let task = 1; task <= tasks; task += 1) {
    const row = cellAt(space, task).rows.at(-1) ?? 0;
    const run = ends.findIndex((end) => row < end);
    counts[run] = (counts[run] ?? 0) + 1;
  }
  return counts;
}

/** Counts once per node, however many cells there are. */
class RowsInDiagram {
  readonly #nodes: Diagram['nodes'];
  readonly #ends: readonly number[];
  readonly #axes: number;
  readonly #whole = new Map<number, readonly number[]>();

  constructor({ nodes }: Diagram, ends: readonly number[], axes: number) {
    this.#nodes = nodes;
    this.#ends = ends;
    this.#axes = axes;
  }

  /** Counts among the first kept cells below a node of this axis. */
  below(node: number, axis: number, cells: number): readonly number[] {
    const counts = this.#ends.map(() => 0);
    const add = (times: number, of: readonly number[]): void => {
      for (const [at, count] of of.entries()) counts[at] = saturate((counts[at] ?? 0) + times * count);
    };
    let left = cells;
    let row = 0;
    for (const run of this.#nodes[node] ?? []) {
      if (left <= 0) break;
      if (run.cells > 0) {
        const rows = Math.min(run.rows, Math.floor(left / run.cells));
        if (axis === this.#axes - 1) {
          const own = this.#ends.map((end, at) => overlap(this.#ends[at - 1] ?? 0, end, row, row + rows));
          add(1, own);
        } else {
          if (rows > 0) add(rows, this.#all(run.next, axis + 1));
          if (rows < run.rows) add(1, this.below(run.next, axis + 1, left % run.cells));
        }
        left -= run.rows * run.cells;
      }
      row += run.rows;
    }
    return counts;
  }

  #all(node: number, axis: number): readonly number[] {
    const known = this.#whole.get(node) ?? this.below(node, axis, Number.POSITIVE_INFINITY);
    this.#whole.set(node, known);
    return known;
  }
}

/** The number of whole numbers that are in both ranges; ends are exclusive. */
function overlap(start: number, end: number, from: number, to: number): number {
  return Math.max(0, Math.min(end, to) - Math.max(start, from));
}
