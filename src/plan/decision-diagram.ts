import { type BlockShape, type Edge, EXCLUDED, expand, type Layer, MAX_RUNS } from './exclude-states.ts';

/** Consecutive rows of an axis below which the same cells are kept. */
export interface Run {
  /** The number of rows, at least 1. */
  readonly rows: number;
  /** Kept cells below each row: 0 if the rows are excluded, 1 on the last axis. */
  readonly cells: number;
  /** The node for the next axis; 0 without one, because node 0 is never a child. */
  readonly next: number;
}

/**
 * A block's kept cells without a list of them. Node 0 belongs to the first axis, and the runs of a node cover its
 * axis's rows in order. Equal nodes are one node, and a child comes after its parents.
 *
 * To find the kept cell with a given rank, go through a node's runs: while the rank is not below `rows * cells`,
 * subtract that and take the next run. Then the row is the run's first row plus `rank / cells`, and `rank % cells` is
 * the rank in `next`.
 */
export interface Diagram {
  readonly nodes: readonly (readonly Run[])[];
}

const NO_CHILD = -1;
const NOTHING: Run = { rows: 1, cells: 0, next: NO_CHILD };

/**
 * Builds the diagram of a block; null if its excludes overlap in so many ways that it would be too large. Time and size
 * depend on the excludes, not on the number of cells.
 */
export function buildDiagram(block: BlockShape): Diagram | null {
  const layers = expand(block);
  return layers === null ? null : share(layers);
}

/** The number of cells that a diagram keeps; Infinity above `Number.MAX_SAFE_INTEGER`. */
export function countDiagram(diagram: Diagram): number {
  return cellsOf(diagram.nodes[0] ?? []);
}

/** The rows, one per axis and from 0, of the kept cell with this rank, from 0. */
export function walkDiagram(diagram: Diagram, rank: number): readonly number[] {
  const rows: number[] = [];
  let node = diagram.nodes[0];
  let left = rank;
  while (node !== undefined) {
    let first = 0;
    let taken: Run | null = null;
    for (const run of node) {
      if (left < run.rows * run.cells) {
        taken = run;
        break;
      }
      left -= run.rows * run.cells;
      first += run.rows;
    }
    if (taken === null) throw new RangeError(`no cell has rank ${rank}`);
    rows.push(first + Math.floor(left / taken.cells));
    left %= taken.cells;
    node = taken.next === 0 ? undefined : diagram.nodes[taken.next];
  }
  return rows;
}

/** The rank, from 0, of the cell with these rows; null if the diagram does not keep it. */
export function rankInDiagram(diagram: Diagram, rows: readonly number[]): number | null {
  let node = diagram.nodes[0];
  let rank = 0;
  for (const row of rows) {
    let left = row;
    let taken: Run | null = null;
    for (const run of node ?? []) {
      if (left < run.rows) {
        taken = run;
        break;
      }
      rank += run.rows * run.cells;
      left -= run.rows;
    }
    if (taken === null || taken.cells === 0) return null;
    rank += left * taken.cells;
    node = taken.next === 0 ? undefined : diagram.nodes[taken.next];
  }
  return rank;
}

/** Whether the diagram keeps any cell with these rows, by axis; an omitted axis may have any row. */
export function keepsAny({ nodes }: Diagram, rows: readonly (number | undefined)[]): boolean {
  const empty = new Set<number>();
  const visit = (node: number, axis: number): boolean => {
    if (empty.has(node)) return false;
    const wanted = rows[axis];
    let first = 0;
    for (const run of nodes[node] ?? []) {
      const isMeant = wanted === undefined || (wanted >= first && wanted < first + run.rows);
      first += run.rows;
      if (isMeant && run.cells > 0 && (run.next === 0 || visit(run.next, axis + 1))) return true;
    }
    empty.add(node);
    return false;
  };
  return visit(0, 0);
}

/** A product or sum of counts; Infinity if it is no longer exact. */
export function saturate(count: number): number {
  return count > Number.MAX_SAFE_INTEGER ? Number.POSITIVE_INFINITY : count;
}

function cellsOf(runs: readonly Run[]): number {
  return runs.reduce((sum, run) => saturate(sum + run.rows * run.cells), 0);
}

/** From the last axis to the first: turns states into nodes, one for all states with equal runs. */
function share(layers: readonly Layer[]): Diagram | null {
  const nodes: (readonly Run[])[] = [];
  const known = new Map<string, number>();
  let size = 0;
  let below: readonly Run[] = [];
  for (const layer of layers.toReversed()) {
    const isLast = layer === layers.at(-1);
    const here: Run[] = Array.from(layer, () => NOTHING);
    // Backwards, because rootFirst reverses the order: nodes then appear in the order of their rows.
    for (const [state, edges] of [...layer.entries()].toReversed()) {
      const runs = joinRuns(edges, isLast ? null : below);
      const cells = cellsOf(runs);
      if (cells === 0 && layer !== layers[0]) continue;
      const key = runs.map((run) => `${run.rows},${run.cells},${run.next}`).join(';');
      let node = known.get(key);
      if (node === undefined) {
        node = nodes.length;
        known.set(key, node);
        nodes.push(runs);
        size += runs.length;
        if (size > MAX_RUNS) return null;
      }
      here[state] = { rows: 1, cells, next: node };
    }
    below = here;
  }
  return { nodes: rootFirst(nodes) };
}

/** Resolves edges through `below`, the next axis's nodes by state, and joins neighbours that became equal. */
function joinRuns(edges: readonly Edge[], below: readonly Run[] | null): readonly Run[] {
  const runs: Run[] = [];
  for (const { rows, state } of edges) {
    const target = resolve(state, below);
    const last = runs.at(-1);
    if (last !== undefined && last.cells === target.cells && last.next === target.next) {
      runs[runs.length - 1] = { ...last, rows: last.rows + rows };
    } else {
      runs.push({ ...target, rows });
    }
  }
  return runs;
}

function resolve(state: number, below: readonly Run[] | null): Run {
  if (state === EXCLUDED) return NOTHING;
  return below?.[state] ?? { rows: 1, cells: 1, next: NO_CHILD };
}

/** Reverses the order, so that the root, which was created last, is node 0. */
function rootFirst(nodes: readonly (readonly Run[])[]): readonly (readonly Run[])[] {
  const last = nodes.length - 1;
  return nodes
    .map((runs) => runs.map((run) => ({ ...run, next: run.next === NO_CHILD ? 0 : last - run.next })))
    .toReversed();
}
