/** What a diagram needs to know of a block; a plan's `Block` is one. */
export interface BlockShape {
  readonly axes: readonly { readonly size: number }[];
  readonly excludes: readonly {
    readonly matches: readonly { readonly axis: number; readonly rows: readonly number[] }[];
  }[];
}

/** The state of rows that are excluded whatever follows. */
export const EXCLUDED = -1;

/** A run before its node is known: `state` is a position in the next axis's states, or EXCLUDED. */
export interface Edge {
  readonly rows: number;
  readonly state: number;
}

/** For each state of an axis, its edges. */
export type Layer = readonly (readonly Edge[])[];

/** Keeps the time a fraction of a second. */
const MAX_WORK = 2_000_000;

/**
 * From the first axis to the last: the states of an axis are the distinct sets of excludes that still
 * match everything before it, and a state's edges lead to the states of the next axis. Null where there
 * are too many.
 */
export function expand(block: BlockShape): readonly Layer[] | null {
  const matches = matchesByAxis(block);
  const lastAxis = block.excludes.map((exclude) => Math.max(-1, ...exclude.matches.map(({ axis }) => axis)));
  if (lastAxis.includes(-1)) return [[[]]];
  const layers: (readonly Edge[])[][] = [];
  let states: (readonly number[])[] = [block.excludes.map((_, exclude) => exclude)];
  let work = 0;
  for (const [axis, { size }] of block.axes.entries()) {
    const layer: (readonly Edge[])[] = [];
    const known = new Map<string, number>();
    const next: (readonly number[])[] = [];
    for (const alive of states) {
      const edges: Edge[] = [];
      for (const { rows, left } of segments(alive, matches[axis] ?? new Map(), size)) {
        work += left.length + 1;
        if (work > MAX_WORK) return null;
        if (left.some((exclude) => lastAxis[exclude] === axis)) {
          edges.push({ rows, state: EXCLUDED });
          continue;
        }
        const key = left.join();
        let state = known.get(key);
        if (state === undefined) {
          state = next.push(left) - 1;
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

/** For each axis, the rows that each exclude names there; an exclude absent from an axis matches all. */
function matchesByAxis(block: BlockShape): readonly ReadonlyMap<number, ReadonlySet<number>>[] {
  const byAxis = block.axes.map(() => new Map<number, ReadonlySet<number>>());
  for (const [exclude, { matches }] of block.excludes.entries()) {
    for (const { axis, rows } of matches) byAxis[axis]?.set(exclude, new Set(rows));
  }
  return byAxis;
}

/** Consecutive rows that every exclude treats alike, with the excludes left alive there, ascending. */
interface Segment {
  readonly rows: number;
  readonly left: readonly number[];
}

/** Cuts an axis at each row where a run of matching rows begins or ends. */
function* segments(
  alive: readonly number[],
  matches: ReadonlyMap<number, ReadonlySet<number>>,
  size: number,
): Generator<Segment> {
  const untouched: number[] = [];
  const matchingAt = new Map<number, number[]>([[0, []]]);
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
    yield { rows: (starts[at + 1] ?? size) - start, left };
  }
}
