/** The metric of the runs with one value of a parameter. */
export interface Group {
  /** The position on the parameter's axis. */
  readonly position: number;
  readonly count: number;
  readonly mean: number;
  /** Sample standard deviation; 0 for a single run. */
  readonly deviation: number;
  readonly least: number;
  readonly most: number;
}

/** Groups values by position, in the order of the positions. Rows without a position or a finite value are left out. */
export function groupsBy(positions: Float64Array, values: Float64Array): readonly Group[] {
  const groups = new Map<number, number[]>();
  for (const [row, position] of positions.entries()) {
    const value = values[row] ?? Number.NaN;
    if (Number.isNaN(position) || !Number.isFinite(value)) continue;
    const group = groups.get(position) ?? [];
    group.push(value);
    groups.set(position, group);
  }
  return [...groups]
    .map(([position, members]) => describe(position, members))
    .sort((a, b) => a.position - b.position);
}

function describe(position: number, values: readonly number[]): Group {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    position,
    count,
    mean,
    deviation: count > 1 ? Math.sqrt(squares / (count - 1)) : 0,
    least: values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    most: values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY),
  };
}

/**
 * The fraction of the total variance that is between the groups, from 0 to 1: how well the group predicts the value.
 */
export function explained(groups: readonly Group[]): number {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const mean = groups.reduce((sum, group) => sum + group.mean * group.count, 0) / count;
  const between = groups.reduce((sum, group) => sum + group.count * (group.mean - mean) ** 2, 0);
  const within = groups.reduce((sum, group) => sum + (group.count - 1) * group.deviation ** 2, 0);
  return between + within > 0 ? between / (between + within) : 0;
}

/**
 * The mean along an axis: of at most this many parts with about the same number of runs each, in the order of the
 * positions.
 */
export function trend(
  positions: Float64Array,
  values: Float64Array,
  most: number,
): readonly (readonly [position: number, mean: number])[] {
  const rows = [...positions.keys()].filter(
    (row) => !Number.isNaN(positions[row] ?? Number.NaN) && Number.isFinite(values[row] ?? Number.NaN),
  );
  rows.sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0));
  const parts = Math.min(most, Math.floor(rows.length / 3));
  const meanOf = (numbers: Float64Array, part: readonly number[]): number =>
    part.reduce((sum, row) => sum + (numbers[row] ?? 0), 0) / part.length;
  return Array.from({ length: parts }, (_, at) => {
    const part = rows.slice(
      Math.floor((at * rows.length) / parts),
      Math.floor(((at + 1) * rows.length) / parts),
    );
    return [meanOf(positions, part), meanOf(values, part)] as const;
  });
}

/** How monotonically values depend on positions: the square of the correlation of their ranks, from 0 to 1. */
export function monotony(positions: Float64Array, values: Float64Array): number {
  const rows = [...positions.keys()].filter(
    (row) => !Number.isNaN(positions[row] ?? Number.NaN) && Number.isFinite(values[row] ?? Number.NaN),
  );
  if (rows.length < 3) return 0;
  const [a, b] = [ranksOf(rows, positions), ranksOf(rows, values)];
  const middle = (rows.length - 1) / 2;
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (const [at, rank] of a.entries()) {
    const other = (b[at] ?? 0) - middle;
    product += (rank - middle) * other;
    squaresA += (rank - middle) ** 2;
    squaresB += other ** 2;
  }
  return squaresA > 0 && squaresB > 0 ? product ** 2 / (squaresA * squaresB) : 0;
}

/** Ranks from 0; equal values share the mean of their ranks. */
function ranksOf(rows: readonly number[], values: Float64Array): readonly number[] {
  const order = rows.map((_, at) => at);
  const valueAt = (at: number): number => values[rows[at] ?? 0] ?? 0;
  order.sort((a, b) => valueAt(a) - valueAt(b));
  const ranks = new Array<number>(rows.length).fill(0);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && valueAt(order[last + 1] ?? 0) === valueAt(order[first] ?? 0)) last += 1;
    for (let at = first; at <= last; at += 1) ranks[order[at] ?? 0] = (first + last) / 2;
    first = last + 1;
  }
  return ranks;
}
