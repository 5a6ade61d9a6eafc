import { Decimal } from 'decimal.js';
import type { Range } from '../plan/plan.ts';

/** Numbers as their author meant them, independent of floating point. */
const Exact: typeof Decimal = Decimal.clone({ precision: 60, toExpPos: 1000, toExpNeg: -1000 });

/** A number that a range gives. */
export interface RangeNumber {
  readonly type: 'integer' | 'float';
  readonly text: string;
}

/** The ends of a range and its step or count. */
export interface RangeForm {
  readonly from: string;
  readonly to: string;
  readonly spacing:
    | { readonly kind: 'step'; readonly step: string }
    | { readonly kind: 'count' | 'log'; readonly count: number; readonly digits: number };
}

type Spread = Exclude<RangeForm['spacing'], { readonly kind: 'step' }>;

/** The values of a range: a list of numbers, or a computation if there are many; null if neither is possible. */
export type RangeContent =
  | { readonly kind: 'listed'; readonly numbers: readonly RangeNumber[] }
  | { readonly kind: 'computed'; readonly size: number; readonly range: Omit<Range, 'origin'> };

/** Up to this many, the numbers are listed, so that readers of the plan and the scripts see them. */
const FEW = 1_000;

/** Beyond this many, only numbers computed from the row are acceptable. */
export const MOST_LISTED = 100_000;

/** A number with at most this many digits is exact; one with more was cut off. */
const SHORT = 15;

/** The direction of a range: 1, -1, or 0 if both ends are the same number. */
export function directionOf({ from, to }: Pick<RangeForm, 'from' | 'to'>): number {
  return new Exact(to).comparedTo(from);
}

/** 1, 0 or -1. */
export function signOf(number: string): number {
  return new Exact(number).comparedTo(0);
}

export function rangeContent(form: RangeForm): RangeContent | null {
  const { from, to, spacing } = form;
  if (spacing.kind === 'step') {
    const step = new Exact(spacing.step).abs().times(directionOf(form) || 1);
    const size = new Exact(to).minus(from).div(step).floor().plus(1);
    return evenly(form, step, size.toNumber());
  }
  const { count } = spacing;
  if (spacing.kind === 'count' && count > 1) {
    const step = new Exact(to).minus(from).div(count - 1);
    if (step.precision() <= SHORT) return evenly(form, step, count);
  }
  if (count > MOST_LISTED) return null;
  return { kind: 'listed', numbers: spelt(between(form, spacing), isWritten(form)) };
}

function evenly(form: RangeForm, step: Decimal, size: number): RangeContent | null {
  const from = new Exact(form.from);
  const whole = isWritten(form) && step.isInteger();
  const places = whole ? 0 : Math.max(1, from.decimalPlaces(), step.decimalPlaces());
  const scale = new Exact(10).pow(places);
  const [first, each] = [from.times(scale).toNumber(), step.times(scale).toNumber()];
  if (size > FEW && [size, first, first + each * (size - 1)].every(Number.isSafeInteger)) {
    return { kind: 'computed', size, range: { first, step: each, places } };
  }
  if (!(size <= MOST_LISTED)) return null;
  const type = whole ? 'integer' : 'float';
  const numbers = Array.from({ length: size }, (_, row) => ({
    type,
    text: from.plus(step.times(row)).toFixed(places),
  }));
  return { kind: 'listed', numbers: numbers as readonly RangeNumber[] };
}

/** Whether both ends are written as integers, and the step too. */
function isWritten({ from, to, spacing }: RangeForm): boolean {
  const written = spacing.kind === 'step' ? [from, to, spacing.step] : [from, to];
  return written.every((number) => /^[-+]?\d+$/.test(number));
}

/** The given count of numbers including both ends: exact if they have few digits, such as powers of ten, otherwise rounded. */
function between({ from, to }: RangeForm, { kind, count, digits }: Spread): readonly Decimal[] {
  const [first, last] = [new Exact(from), new Exact(to)];
  const parts = Math.max(1, count - 1);
  // Multiplied repeatedly, a ratio of 60 digits is accurate far beyond the 30 that are used.
  const ratio = kind === 'log' ? last.div(first).pow(new Exact(1).div(parts)) : null;
  let power = first;
  return Array.from({ length: count }, (_, at) => {
    if (at === 0) return first;
    if (at === count - 1) return last;
    power = ratio === null ? power : power.times(ratio);
    const number = ratio === null ? first.plus(last.minus(first).times(at).div(parts)) : power;
    const meant = number.toSignificantDigits(2 * SHORT);
    return meant.precision() <= SHORT ? meant : number.toSignificantDigits(digits);
  });
}

/** All integers, or all floats: a parameter should not change its type between tasks. */
function spelt(numbers: readonly Decimal[], mayBeWhole: boolean): readonly RangeNumber[] {
  if (mayBeWhole && numbers.every((number) => number.isInteger())) {
    return numbers.map((number) => ({ type: 'integer', text: number.toFixed(0) }));
  }
  return numbers.map((number) => ({ type: 'float', text: floatText(number) }));
}

/** Always with a point, so that every YAML reader takes it for a float. */
export function floatText(number: Decimal): string {
  const exponent = number.isZero() ? 0 : number.e;
  if (exponent >= -7 && exponent <= 15) return number.toFixed(Math.max(1, number.decimalPlaces()));
  const [mantissa = '', power = ''] = number.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${power}`;
}

/** The row of a range that equals a number; -1 if the text is not a number or lies between two rows. */
export function rowOf({ first, step, places }: Omit<Range, 'origin'>, text: string): number {
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/.test(text)) return -1;
  const row = new Exact(text).times(new Exact(10).pow(places)).minus(first).div(step);
  // -0 would not be a row.
  return row.isInteger() ? row.toNumber() + 0 : -1;
}
