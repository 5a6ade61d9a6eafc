import { rowKey } from '../argv/row-key.ts';
import { taskIdentity } from '../argv/task-identity.ts';
import type { Axis, Block, Plan } from '../plan/plan.ts';
import { blockDiagram, countBlock } from '../plan/space.ts';
import { commonNumbers } from './common-numbers.ts';

/** With up to this many tasks each, plans are compared task by task. */
const FEW = 50_000;

/** Up to this many rows of two axes are compared one by one. */
const MANY_ROWS = 1_000_000;

/**
 * How many tasks two plans share: tasks with the same command. Small sweeps are compared task by task; large ones block by block and axis
 * by axis, whatever their size. Null if that is impossible: parameters are distributed over the axes differently, a row occurs twice,
 * or only some tasks of a block are selected.
 */
export function commonTasks(a: Plan, b: Plan): number | null {
  return Math.max(a.count, b.count) <= FEW ? commonIdentities(a, b) : commonByAxes(a, b);
}

/** The same for any size, by arithmetic. Blocks of one plan must not share tasks, which gets a warning elsewhere (HSM365). */
export function commonByAxes(a: Plan, b: Plan): number | null {
  if (!haveOneCommand(a, b)) return 0;
  if ([a, b].some((plan) => plan.space.blocks.some(isListed) || plan.count !== countOf(plan))) return null;
  let sum = 0;
  for (const one of a.space.blocks) {
    for (const other of b.space.blocks) {
      const common = commonInBlocks(a, one, b, other);
      if (common === null) return null;
      sum += common;
    }
  }
  return sum;
}

function commonIdentities(a: Plan, b: Plan): number {
  const identities = new Map<string, number>();
  for (let task = 1; task <= a.count; task += 1) {
    const identity = taskIdentity(a, task);
    identities.set(identity, (identities.get(identity) ?? 0) + 1);
  }
  let common = 0;
  for (let task = 1; task <= b.count; task += 1) {
    const identity = taskIdentity(b, task);
    const left = identities.get(identity) ?? 0;
    if (left === 0) continue;
    identities.set(identity, left - 1);
    common += 1;
  }
  return common;
}

function isListed({ taken, derived }: Block): boolean {
  return taken !== undefined || (derived?.length ?? 0) > 0;
}

function countOf({ space }: Plan): number {
  return space.blocks.reduce((sum, block) => sum + countBlock(block), 0);
}

/** Whether settings outside the sweep are equal, as far as a command shows them. */
function haveOneCommand(a: Plan, b: Plan): boolean {
  const fixed = ({ command: { words }, convention, defaults }: Plan): string =>
    JSON.stringify([words, convention, defaults.map(({ name, value }) => [name, value])]);
  return fixed(a) === fixed(b);
}

function namesOf({ parameters }: Axis): string {
  return JSON.stringify(parameters.map(({ name }) => name));
}

/** For two blocks with the same axes in the same order; 0 if they set different parameters. */
function commonInBlocks(a: Plan, one: Block, b: Plan, other: Block): number | null {
  const [own, their] = [one, other].map(({ axes }) => axes.map(namesOf)) as [string[], string[]];
  const all = ({ axes }: Block): string =>
    JSON.stringify(axes.flatMap(({ parameters }) => parameters.map(({ name }) => name)).sort());
  if (all(one) !== all(other)) return 0;
  if (JSON.stringify(own) !== JSON.stringify(their)) return null;
  const pairs = one.axes.map((axis, at) => {
    const twin = other.axes[at];
    return twin === undefined ? null : pairRows(a, axis, b, twin);
  });
  const [mine, theirs] = [blockDiagram(one)?.nodes ?? null, blockDiagram(other)?.nodes ?? null];
  if (mine === null && theirs === null) {
    return pairs.reduce<number | null>(
      (product, pair) => (product === null || pair === null ? null : product * pair.count),
      1,
    );
  }
  const known = new Map<string, number>();
  const below = (axis: number, node: number, twin: number): number | null => {
    if (axis === pairs.length) return 1;
    const key = `${axis} ${node} ${twin}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const rows = pairs[axis]?.rows ?? null;
    if (rows === null) return null;
    let sum = 0;
    const [left, right] = [runsOf(mine?.[node]), runsOf(theirs?.[twin])];
    for (const [row, matching] of rows) {
      const next = left(row);
      const nextTwin = right(matching);
      if (next === null || nextTwin === null) continue;
      const count = below(axis + 1, next, nextTwin);
      if (count === null) return null;
      sum += count;
    }
    known.set(key, sum);
    return sum;
  };
  return below(0, 0, 0);
}

/** The node below a row; null if the row is dropped. Without a diagram no row is. */
function runsOf(
  runs: readonly { readonly rows: number; readonly cells: number; readonly next: number }[] | undefined,
): (row: number) => number | null {
  if (runs === undefined) return () => 0;
  return (row) => {
    let first = 0;
    for (const { rows, cells, next } of runs) {
      first += rows;
      if (row < first) return cells === 0 ? null : next;
    }
    return null;
  };
}

interface RowPairs {
  readonly count: number;
  /** Each row with the equal row of the other axis; null if there are too many to list. */
  readonly rows: readonly (readonly [number, number])[] | null;
}

/** The rows of two axes that have the same values; null if there are too many to compare. */
function pairRows(a: Plan, axis: Axis, b: Plan, twin: Axis): RowPairs | null {
  const [one, other] = [axis.parameters[0], twin.parameters[0]];
  if (axis.size + twin.size > MANY_ROWS) {
    const isOne = axis.parameters.length === 1 && one !== undefined && other !== undefined;
    if (!isOne || !('range' in one && 'range' in other) || one.range.places !== other.range.places)
      return null;
    return {
      count: commonNumbers({ ...one.range, size: axis.size }, { ...other.range, size: twin.size }),
      rows: null,
    };
  }
  const keysOf = (plan: Plan, of: Axis): readonly string[] =>
    Array.from({ length: of.size }, (_, row) => rowKey(plan, of, row));
  const [keys, twins] = [keysOf(a, axis), keysOf(b, twin)];
  const index = new Map(twins.map((key, row) => [key, row]));
  // Equal rows give equal tasks.
  if (new Set(keys).size < axis.size || index.size < twin.size) return null;
  const rows = keys
    .map((key, row) => [row, index.get(key)] as const)
    .filter((pair): pair is readonly [number, number] => pair[1] !== undefined);
  return { count: rows.length, rows };
}
