import { Decimal } from 'decimal.js';
import type { Range } from '../plan/plan.ts';

/** Numbers as their writer meant them, whatever doubles make of them. */
const Exact: typeof Decimal = Decimal.clone({ precision: 60, toExpPos: 1000, toExpNeg: -1000 });

/** A number that a range gives. */
export interface RangeNumber {
  readonly type: 'integer' | 'float';
  readonly text: string;
}

/** The ends of a range and what lies between them. */
export interface RangeForm {
  readonly from: string;
  readonly to: string;
  readonly spacing:
    | { readonly kind: 'step'; readonly step: string }
    | { readonly kind: 'count' | 'log'; readonly count: number; readonly digits: number };
}

type Spread = Exclude<RangeForm['spacing'], { readonly kind: 'step' }>;

/** What a range gives: numbers one by one, or a computation where they are many; null where neither is possible. */
export type RangeContent =
  | { readonly kind: 'listed'; readonly numbers: readonly RangeNumber[] }
  | { readonly kind: 'computed'; readonly size: number; readonly range: Omit<Range, 'origin'> };

/** Up to here the numbers are listed, so that whoever reads the plan or the scripts sees them. */
const FEW = 1_000;

/** Beyond this only what is computed from the row is worth its room. */
export const MOST_LISTED = 100_000;

/** With so many digits or fewer a number is what was meant; one with more is cut off somewhere. */
const SHORT = 15;

/** Which way a range goes: 1, -1, or 0 where its ends are one number. */
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

/** Whether both ends are written as integers, and a step too. */
function isWritten({ from, to, spacing }: RangeForm): boolean {
  const written = spacing.kind === 'step' ? [from, to, spacing.step] : [from, to];
  return written.every((number) => /^[-+]?\d+$/.test(number));
}

/** So many numbers with both ends: exact where they have few digits, as powers of ten do, and else rounded. */
function between({ from, to }: RangeForm, { kind, count, digits }: Spread): readonly Decimal[] {
  const [first, last] = [new Exact(from), new Exact(to)];
  const parts = Math.max(1, count - 1);
  // Multiplied on, a ratio of 60 digits is good for far more than the 30 that are looked at.
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

/** All integers, or all floats: a program should not see a parameter change its type. */
function spelt(numbers: readonly Decimal[], mayBeWhole: boolean): readonly RangeNumber[] {
  if (mayBeWhole && numbers.every((number) => number.isInteger())) {
    return numbers.map((number) => ({ type: 'integer', text: number.toFixed(0) }));
  }
  return numbers.map((number) => ({ type: 'float', text: floatText(number) }));
}

/** With a point always, which every reader of YAML takes for a float. */
export function floatText(number: Decimal): string {
  const exponent = number.isZero() ? 0 : number.e;
  if (exponent >= -7 && exponent <= 15) return number.toFixed(Math.max(1, number.decimalPlaces()));
  const [mantissa = '', power = ''] = number.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}e${power}`;
}

/** The row of a range that is a number; -1 for what is no number or between two rows. */
export function rowOf({ first, step, places }: Omit<Range, 'origin'>, text: string): number {
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/.test(text)) return -1;
  const row = new Exact(text).times(new Exact(10).pow(places)).minus(first).div(step);
  // Not -0, which is no row.
  return row.isInteger() ? row.toNumber() + 0 : -1;
}
