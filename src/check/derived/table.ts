import { encodeValue } from '../../argv/encode.ts';
import type { Value } from '../../plan/plan.ts';
import { type CelType, celOfValue, celTypeOfValue } from '../expression-values.ts';
import type { Named } from './block-scope.ts';

/** A table with more values than this would make the scripts slow to start. */
export const MOST_VALUES = 10_000;

/** The value of a derived parameter for each combination of rows of its axes; null if it has none. */
export interface Table {
  readonly axes: readonly number[];
  /** The last axis varies fastest. */
  readonly values: readonly (Value | null)[];
}

/** Why a table cannot be made. */
export type TableProblem =
  | { readonly kind: 'too-many' }
  | { readonly kind: 'fails'; readonly reason: string; readonly rows: readonly number[] };

/**
 * Computes the value for all combinations of rows of some axes of a block; `valueAt` is given the rows by axis. A value
 * that cannot be computed is an error only if a task needs it. If `isTask` is false for these rows, a neighbour's value
 * is used instead, so that the table has no gap.
 */
export function makeTable(
  axes: readonly number[],
  sizeOf: (axis: number) => number,
  valueAt: (rows: readonly number[]) => Value | { readonly reason: string } | null,
  isTask: (rows: readonly number[]) => boolean,
): Table | TableProblem {
  const count = axes.reduce((product, axis) => product * sizeOf(axis), 1);
  if (count > MOST_VALUES) return { kind: 'too-many' };
  const values: (Value | null | undefined)[] = [];
  const rows: number[] = [];
  for (let index = 0; index < count; index += 1) {
    let rest = index;
    for (const axis of axes.toReversed()) {
      rows[axis] = rest % sizeOf(axis);
      rest = Math.floor(rest / sizeOf(axis));
    }
    const value = valueAt(rows);
    if (value === null || !('reason' in value)) values.push(value);
    else if (isTask(rows)) return { kind: 'fails', reason: value.reason, rows: [...rows] };
    else values.push(values.at(-1));
  }
  const first = values.find((value) => value !== undefined) ?? null;
  return { axes, values: values.map((value) => (value === undefined ? first : value)) };
}

/** A derived table in the cells of its block. */
export function tableNamed({ axes, values }: Table, sizeOf: (axis: number) => number): Named {
  const valueAt = (rows: readonly number[]): Value | null => {
    const index = axes.reduce((before, axis) => before * sizeOf(axis) + (rows[axis] ?? 0), 0);
    return values[index] ?? null;
  };
  const textOf = (value: Value | null): string | null => value && encodeValue({ kind: 'argparse' }, value);
  const types = new Set<CelType>(values.flatMap((value) => (value === null ? [] : [celTypeOfValue(value)])));
  const [type = 'dyn'] = types;
  return {
    axes,
    type: types.size === 1 ? type : 'dyn',
    isHeld: false,
    given: (rows) => {
      const value = valueAt(rows);
      return value && { value: celOfValue(value) };
    },
    text: (rows) => textOf(valueAt(rows)),
    texts: values.map(textOf),
  };
}
