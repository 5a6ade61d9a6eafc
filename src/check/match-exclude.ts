import { rangeValue } from '../plan/range.ts';
import type { SyntaxNode } from '../syntax/node.ts';
import type { CheckedExclude } from './checked-sweep.ts';
import type { DraftBlock, DraftCondition, DraftExclude, DraftParameter } from './draft.ts';
import { rowOf } from './range.ts';
import type { LongRange } from './read-range.ts';
import { valueKey } from './value-key.ts';

/** An exclude matched against its block. */
export interface MatchedExclude {
  readonly exclude: DraftExclude;
  /** Ascending by axis; a condition that matches no row has no rows. */
  readonly matches: CheckedExclude['matches'];
  /** Conditions on parameters that the block does not set. */
  readonly unknown: readonly DraftCondition[];
  /** Values that their parameter never takes, and ranges that contain none of its values. */
  readonly absent: readonly { readonly condition: DraftCondition; readonly value: SyntaxNode }[];
}

const matched = new WeakMap<readonly DraftExclude[], readonly MatchedExclude[]>();

/** The matches of the values under `exclude`, computed once. */
export function matchExcludes(block: DraftBlock): readonly MatchedExclude[] {
  return matchOnce(block, block.excludes);
}

/** The matches of the values under `only`, computed once. */
export function matchOnly(block: DraftBlock): readonly MatchedExclude[] {
  return matchOnce(block, block.only);
}

/** The values under both. */
export function matchAll(block: DraftBlock): readonly MatchedExclude[] {
  return [...matchExcludes(block), ...matchOnly(block)];
}

function matchOnce(block: DraftBlock, items: readonly DraftExclude[]): readonly MatchedExclude[] {
  const known = matched.get(items) ?? matchItems(block, items);
  matched.set(items, known);
  return known;
}

/** Each value of an axis is read once, however many items there are. */
function matchItems(block: DraftBlock, items: readonly DraftExclude[]): readonly MatchedExclude[] {
  if (items.length === 0) return [];
  const tables = new Map<string, { readonly axis: number; readonly rowsOf: RowsOf }>();
  block.axes.forEach((axis, index) => {
    for (const parameter of axis.parameters) {
      if (!tables.has(parameter.name)) tables.set(parameter.name, { axis: index, rowsOf: rowsOf(parameter) });
    }
  });
  return items.map((exclude) => {
    const unknown: DraftCondition[] = [];
    const absent: { condition: DraftCondition; value: SyntaxNode }[] = [];
    const matches = new Map<number, readonly number[]>();
    for (const condition of exclude.conditions) {
      const table = tables.get(condition.name);
      if (table === undefined) {
        unknown.push(condition);
        continue;
      }
      const rows = new Set<number>();
      for (const value of condition.values) {
        const found = table.rowsOf(value);
        if (found.length === 0 && !condition.isRange) absent.push({ condition, value });
        for (const row of found) rows.add(row);
      }
      if (condition.isRange && rows.size === 0 && condition.problems.length === 0)
        absent.push({ condition, value: condition.node });
      const before = matches.get(table.axis) ?? [...rows];
      matches.set(
        table.axis,
        before.filter((row) => rows.has(row)).sort((a, b) => a - b),
      );
    }
    return {
      exclude,
      matches: [...matches].sort(([a], [b]) => a - b).map(([axis, rows]) => ({ axis, rows })),
      unknown,
      absent,
    };
  });
}

/** The rows in which a parameter has a value. */
type RowsOf = (value: SyntaxNode) => readonly number[];

function rowsOf(parameter: DraftParameter): RowsOf {
  const { long } = parameter;
  if (long !== null) return (value) => rangeRows(long, value);
  const rows = new Map<string, number[]>();
  (parameter.rows ?? parameter.values).forEach((value, row) => {
    if (value === null) return;
    const key = valueKey(value);
    const known = rows.get(key);
    if (known === undefined) rows.set(key, [row]);
    else known.push(row);
  });
  return (value) => rows.get(valueKey(value)) ?? [];
}

/** The row of a range that has a value, if any. */
export function rangeRows({ size, range }: LongRange, value: SyntaxNode): readonly number[] {
  if (value.kind !== 'scalar') return [];
  const row = rowOf(range, value.text);
  if (row < 0 || row >= size) return [];
  return valueKey({ ...value, ...rangeValue(range, row) }) === valueKey(value) ? [row] : [];
}
