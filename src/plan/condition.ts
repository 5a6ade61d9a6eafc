import type { Condition, ConditionRun } from './plan.ts';

/**
 * The decision diagram of a condition over axes of these sizes. `meets` is called for every combination of rows, in
 * order, each time with the same array.
 */
export function conditionNodes(
  sizes: readonly number[],
  meets: (rows: readonly number[]) => boolean,
): Condition['nodes'] {
  const nodes: (readonly ConditionRun[])[] = [];
  const known = new Map<string, number>();
  const rows: number[] = [];
  const visit = (axis: number): ConditionRun['next'] => {
    const runs: GrowingRun[] = [];
    for (let row = 0; row < (sizes[axis] ?? 0); row += 1) {
      rows[axis] = row;
      addRows(runs, 1, axis === sizes.length - 1 ? meets(rows) : visit(axis + 1));
    }
    const [first] = runs;
    if (axis > 0 && runs.length === 1 && typeof first?.next === 'boolean') return first.next;
    const key = `${axis} ${runs.map((run) => `${run.rows} ${run.next}`).join()}`;
    const node = known.get(key) ?? nodes.push(runs) - 1;
    known.set(key, node);
    return node;
  };
  visit(0);
  // The root was created last; it becomes node 0.
  const last = nodes.length - 1;
  return nodes
    .map((runs) =>
      runs.map(({ rows: size, next }) => ({
        rows: size,
        next: typeof next === 'number' ? last - next : next,
      })),
    )
    .toReversed();
}

/** The decision diagram of a condition that is met in these rows of each axis. */
export function rowsNodes(
  axes: readonly { readonly size: number; readonly rows: readonly number[] }[],
): Condition['nodes'] {
  return axes.map(({ size, rows }, axis) => {
    const runs: GrowingRun[] = [];
    let end = 0;
    for (const row of rows) {
      addRows(runs, row - end, false);
      addRows(runs, 1, axis === axes.length - 1 ? true : axis + 1);
      end = row + 1;
    }
    addRows(runs, size - end, false);
    return runs;
  });
}

type GrowingRun = { -readonly [K in keyof ConditionRun]: ConditionRun[K] };

/** Rows with the same result as the rows before them extend that run. */
function addRows(runs: GrowingRun[], count: number, next: ConditionRun['next']): void {
  const last = runs.at(-1);
  if (last?.next === next) last.rows += count;
  else if (count > 0) runs.push({ rows: count, next });
}
