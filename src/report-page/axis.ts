import { type Column, isNumeric, numbersOf } from '../report/table.ts';
import { formatNumber, shorten } from './format.ts';
import { compareCells } from './sort.ts';

/** A column as a scale: the position of each row on it. */
export interface Axis {
  readonly column: Column;
  /** `values`: one position per value, evenly spaced. `log`: positions are base-10 logarithms. */
  readonly kind: 'values' | 'linear' | 'log';
  /** A row's position; NaN if its cell is empty or not finite. */
  readonly positions: Float64Array;
  /** The ends; equal if there is only one value. */
  readonly from: number;
  readonly to: number;
  /** The values at the positions of an axis of values. */
  readonly values: readonly string[];
}

/** The maximum number of different numbers that each get their own position. */
const FEW = 12;
/** Positive numbers that span more than this factor are shown on a logarithmic scale. */
const WIDE = 100;
/** The maximum length of a label. */
const LABEL = 16;

const axes = new WeakMap<Column, Axis>();

/** The axis that fits a column. */
export function axisOf(column: Column): Axis {
  let axis = axes.get(column);
  if (axis === undefined) {
    axis = makeAxis(column, column.kind === 'parameter' ? FEW : 0);
    axes.set(column, axis);
  }
  return axis;
}

function makeAxis(column: Column, few: number): Axis {
  const different = [...new Set(column.values)].filter((text) => text !== '');
  if (!isNumeric(column) || different.length <= few) return valuesAxis(column, different);
  const numbers = numbersOf(column).filter(Number.isFinite);
  const [least, most] = endsOf(numbers);
  const isLog = least > 0 && most / least > WIDE;
  const positions = numbersOf(column).map((value) =>
    Number.isFinite(value) ? (isLog ? Math.log10(value) : value) : Number.NaN,
  );
  const [from, to] = isLog ? [Math.log10(least), Math.log10(most)] : [least, most];
  return { column, kind: isLog ? 'log' : 'linear', positions, from, to, values: [] };
}

function valuesAxis(column: Column, different: readonly string[]): Axis {
  const values = different.toSorted(compareCells);
  const places = new Map(values.map((text, at) => [text, at]));
  const positions = Float64Array.from(column.values, (text) => places.get(text) ?? Number.NaN);
  return { column, kind: 'values', positions, from: 0, to: Math.max(0, values.length - 1), values };
}

/** The minimum and the maximum of numbers. */
export function endsOf(numbers: Iterable<number>): Interval {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of numbers) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return [least, most];
}

type Interval = readonly [number, number];

/** The text at a position of an axis, short enough for a label. */
export function labelAt(axis: Axis, position: number): string {
  if (axis.kind === 'values') return shorten(axis.values[Math.round(position)] ?? '', LABEL);
  return formatNumber(axis.kind === 'log' ? 10 ** position : position);
}

/** The position of a number that a reader types. */
export function toPosition(axis: Axis, value: number): number {
  return axis.kind === 'log' ? Math.log10(value) : value;
}

/** Positions to label: every value if there is room, else a few that are evenly spread. */
export function ticksOf(axis: Axis, most: number): readonly number[] {
  const { kind, from, to, values } = axis;
  if (from === to) return [from];
  if (kind === 'values') {
    const step = Math.ceil(values.length / most);
    return values.map((_, at) => at).filter((at) => at % step === 0);
  }
  if (kind === 'log' && to - from >= 2) {
    const [first, last] = [Math.ceil(from), Math.floor(to)];
    const step = Math.max(1, Math.ceil((last - first + 1) / most));
    return range(first, last, step);
  }
  const step = niceStep((to - from) / (most - 1));
  return range(Math.ceil(from / step) * step, to + step * 1e-9, step);
}

function range(first: number, last: number, step: number): readonly number[] {
  const count = Math.max(0, Math.floor((last - first) / step + 1e-9) + 1);
  return Array.from({ length: count }, (_, at) => Number((first + at * step).toPrecision(12)));
}

/** The next of 1, 2, 5, 10, … */
function niceStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const factor = [1, 2, 5, 10].find((each) => each * power >= step) ?? 10;
  return factor * power;
}
