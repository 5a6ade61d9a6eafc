import type { Condition } from './plan.ts';

/** The parts of a block that a diagram needs; a plan's `Block` has them. */
export interface BlockShape {
  readonly axes: readonly { readonly size: number }[];
  readonly excludes: readonly {
    readonly matches: readonly { readonly axis: number; readonly rows: readonly number[] }[];
  }[];
  readonly conditions: readonly Pick<Condition, 'kind' | 'axes' | 'nodes'>[];
}

/** The state of rows that are excluded regardless of what follows. */
export const EXCLUDED = -1;

/** A run whose node is not yet known: `state` is a position in the next axis's states, or EXCLUDED. */
export interface Edge {
  readonly rows: number;
  readonly state: number;
}

/** The edges of each state of an axis. */
export type Layer = readonly (readonly Edge[])[];

/** Keeps a diagram small enough to emit, and a node fast enough to walk through for each task. */
export const MAX_RUNS = 5000;

/** Keeps the time below a second. */
const MAX_WORK = 2_000_000;

/**
 * What is still undecided before an axis: the excludes that match so far, ascending, and the position in each
 * condition.
 */
interface State {
  readonly alive: readonly number[];
  readonly places: readonly Place[];
}

/** A condition's node, or whether it is met. */
type Place = number | boolean;

/**
 * From the first axis to the last. The states of an axis are the distinct sets of excludes that still match everything
 * before it, with the nodes of conditions. A state's edges lead to the states of the next axis. Null if there are too
 * many.
 */
export function expand(block: BlockShape): readonly Layer[] | null {
  const matches = matchesByAxis(block);
  const lastAxis = block.excludes.map((exclude) => Math.max(-1, ...exclude.matches.map(({ axis }) => axis)));
  if (lastAxis.includes(-1)) return [[[]]];
  const layers: (readonly Edge[])[][] = [];
  const first = { alive: block.excludes.map((_, exclude) => exclude), places: block.conditions.map(() => 0) };
  let states: readonly State[] = [first];
  let work = 0;
  for (const [axis, { size }] of block.axes.entries()) {
    const layer: (readonly Edge[])[] = [];
    const known = new Map<string, number>();
    const next: State[] = [];
    for (const from of states) {
      const edges: Edge[] = [];
      const branches = branchesOf(from, block.conditions, axis);
      // Each of its changes would be a run.
      if (branches.some(({ starts }) => starts.length > MAX_RUNS)) return null;
      for (const { rows, left, row } of segments(from.alive, matches[axis] ?? new Map(), branches, size)) {
        work += left.length + 1 + branches.length;
        if (work > MAX_WORK) return null;
        const places = placesAfter(from.places, branches, row, block.conditions);
        if (places === null || left.some((exclude) => lastAxis[exclude] === axis)) {
          edges.push({ rows, state: EXCLUDED });
          continue;
        }
        const key = `${left.join()} ${places.join()}`;
        let state = known.get(key);
        if (state === undefined) {
          state = next.push({ alive: left, places }) - 1;
          known.set(key, state);
        }
        edges.push({ rows, state });
      }
      layer.push(edges);
    }
    layers.push(layer);
    states = next;
  }
  return layers;
}

/**
 * How a condition continues after a row of an axis: the first rows of its runs, ascending, and the branch after each.
 */
interface Branch {
  readonly condition: number;
  readonly starts: readonly number[];
  readonly next: readonly Place[];
}

/** The branches of the undecided conditions that name an axis. */
function branchesOf(
  { places }: State,
  conditions: BlockShape['conditions'],
  axis: number,
): readonly Branch[] {
  return places.flatMap((place, condition) => {
    if (typeof place === 'boolean' || !conditions[condition]?.axes.includes(axis)) return [];
    const runs = conditions[condition].nodes[place] ?? [];
    let start = 0;
    const starts = runs.map(({ rows }) => {
      start += rows;
      return start - rows;
    });
    return [{ condition, starts, next: runs.map(({ next }) => next) }];
  });
}

/** The conditions after a row; null if they drop the cells with that row. */
function placesAfter(
  places: readonly Place[],
  branches: readonly Branch[],
  row: number,
  conditions: BlockShape['conditions'],
): readonly Place[] | null {
  if (branches.length === 0) return places;
  const after = [...places];
  for (const { condition, starts, next } of branches) {
    after[condition] = next[starts.findLastIndex((start) => start <= row)] ?? false;
  }
  const only = conditions.flatMap(({ kind }, at) => (kind === 'only' ? [at] : []));
  if (after.some((place, at) => place === true && !only.includes(at))) return null;
  if (only.length > 0 && only.every((at) => after[at] === false)) return null;
  // One is enough: the others make no difference.
  if (only.some((at) => after[at] === true)) for (const at of only) after[at] = true;
  return after;
}

/** For each axis, the rows that each exclude lists; an exclude without the axis matches all rows. */
function matchesByAxis(block: BlockShape): readonly ReadonlyMap<number, ReadonlySet<number>>[] {
  const byAxis = block.axes.map(() => new Map<number, ReadonlySet<number>>());
  for (const [exclude, { matches }] of block.excludes.entries()) {
    for (const { axis, rows } of matches) byAxis[axis]?.set(exclude, new Set(rows));
  }
  return byAxis;
}

/** Consecutive rows that every exclude treats alike, with the excludes that still match there, ascending. */
interface Segment {
  /** The first of these rows. */
  readonly row: number;
  readonly rows: number;
  readonly left: readonly number[];
}

/** Cuts an axis at each row where a run of matching rows, or of a condition, begins or ends. */
function* segments(
  alive: readonly number[],
  matches: ReadonlyMap<number, ReadonlySet<number>>,
  branches: readonly Branch[],
  size: number,
): Generator<Segment> {
  const untouched: number[] = [];
  const matchingAt = new Map<number, number[]>([[0, []]]);
  for (const { starts } of branches) for (const start of starts) matchingAt.set(start, []);
  for (const exclude of alive) {
    const rows = matches.get(exclude);
    if (rows === undefined) untouched.push(exclude);
    for (const row of rows ?? []) {
      if (!rows?.has(row - 1)) matchingAt.set(row, []);
      if (!rows?.has(row + 1) && row + 1 < size) matchingAt.set(row + 1, []);
    }
  }
  for (const exclude of alive) {
    for (const row of matches.get(exclude) ?? []) matchingAt.get(row)?.push(exclude);
  }
  const starts = [...matchingAt.keys()].sort((a, b) => a - b);
  for (const [at, start] of starts.entries()) {
    const left = [...untouched, ...(matchingAt.get(start) ?? [])].sort((a, b) => a - b);
    yield { row: start, rows: (starts[at + 1] ?? size) - start, left };
  }
}
