import type { ReportModel } from '../report/model.ts';
import { columnNamed } from '../report/table.ts';
import { axisOf } from './axis.ts';

/** From and to, both inclusive, as positions of the column's axis. */
export type Interval = readonly [from: number, to: number];

/** Which tasks are shown: those that meet all conditions. */
export interface Filter {
  /** Every word must occur in some cell of the row; case is ignored. */
  readonly text: string;
  /** Empty for every state. */
  readonly states: ReadonlySet<string>;
  /** By column name: the row lies in one of the intervals. */
  readonly ranges: ReadonlyMap<string, readonly Interval[]>;
}

export const everything: Filter = { text: '', states: new Set(), ranges: new Map() };

export function isEverything({ text, states, ranges }: Filter): boolean {
  return text.trim() === '' && states.size === 0 && ranges.size === 0;
}

/** A filter with other intervals for a column; without intervals, the column no longer filters. */
export function withRange(filter: Filter, column: string, intervals: readonly Interval[]): Filter {
  const ranges = new Map(filter.ranges);
  if (intervals.length === 0) ranges.delete(column);
  else ranges.set(column, intervals);
  return { ...filter, ranges };
}

const texts = new WeakMap<ReportModel, readonly string[]>();

/** A row's cells as one text in lower case, one line per cell. */
function textsOf(model: ReportModel): readonly string[] {
  let made = texts.get(model);
  if (made === undefined) {
    made = Array.from({ length: model.rows }, (_, row) =>
      model.columns
        .map(({ values }) => values[row] ?? '')
        .join('\n')
        .toLowerCase(),
    );
    texts.set(model, made);
  }
  return made;
}

/** For each row, 1 if it passes the filter, else 0. */
export function passing(model: ReportModel, { text, states, ranges }: Filter): Uint8Array {
  const passes = new Uint8Array(model.rows).fill(1);
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length > 0) {
    for (const [row, cells] of textsOf(model).entries()) {
      if (!words.every((word) => cells.includes(word))) passes[row] = 0;
    }
  }
  if (states.size > 0) {
    for (const [row, state] of columnNamed(model, 'state').values.entries()) {
      if (!states.has(state)) passes[row] = 0;
    }
  }
  for (const [name, intervals] of ranges) {
    const { positions } = axisOf(columnNamed(model, name));
    for (let row = 0; row < model.rows; row += 1) {
      const at = positions[row] ?? Number.NaN;
      if (!intervals.some(([from, to]) => at >= from && at <= to)) passes[row] = 0;
    }
  }
  return passes;
}
