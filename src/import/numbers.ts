import { Decimal } from 'decimal.js';
import type { Value } from '../plan/plan.ts';
import { map, number } from './imported.ts';

const Exact: typeof Decimal = Decimal.clone({ precision: 60, toExpPos: 21, toExpNeg: -7 });

/** Whether a text is a finite number. */
export function isNumber(text: string): boolean {
  return /^[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?$/.test(text);
}

export function isWhole(text: string): boolean {
  return /^[-+]?\d+$/.test(text);
}

/** A number with a decimal point, as in ranges of floats. */
export function asFloat(text: string): Value {
  return number(isWhole(text) ? `${text}.0` : text);
}

/** e to the power of a number, to six significant digits. */
export function exponential(text: string): string {
  return floatText(new Exact(text).exp().toSignificantDigits(6));
}

/** The nearest multiple of a step. */
export function nearestMultiple(text: string, step: string): string {
  const multiple = new Exact(text).div(step).toDecimalPlaces(0, Decimal.ROUND_HALF_EVEN).times(step);
  return isWhole(step) ? multiple.toFixed(0) : floatText(multiple);
}

export function isMultiple(text: string, step: string): boolean {
  return new Exact(text).mod(step).isZero();
}

export function isPositive(text: string): boolean {
  return new Exact(text).greaterThan(0);
}

/**
 * The numbers of Python's `range` or NumPy's `arange`, which exclude the end, as an hsm range, which includes it; null
 * if there are none. The numbers are integers if all three arguments are.
 */
export function halfOpenRange(start: string, stop: string, step: string): Value | null {
  const [first, end, each] = [new Exact(start), new Exact(stop), new Exact(step)];
  if (each.isZero()) return null;
  const count = end.minus(first).div(each).ceil();
  if (count.lessThan(1)) return null;
  return closedRange(start, first.plus(each.times(count.minus(1))).toString(), step);
}

/** A range with both ends in hsm's syntax: `1..5`, `0..100..10`, or a mapping of floats. */
export function closedRange(start: string, last: string, step: string): Value {
  const texts = [start, last, step];
  if (texts.every((each) => new Exact(each).isInteger() && isWhole(each))) {
    const [first, end] = [plain(start), plain(last)];
    if (first === end) return { type: 'list', items: [number(first)] };
    const size = new Exact(step).abs().toFixed(0);
    return { type: 'string', text: size === '1' ? `${first}..${end}` : `${first}..${end}..${size}` };
  }
  if (new Exact(start).equals(last)) return { type: 'list', items: [asFloat(start)] };
  return map({ from: asFloat(start), to: asFloat(last), step: number(new Exact(step).abs().toString()) });
}

function plain(text: string): string {
  return new Exact(text).toFixed(0);
}

function floatText(value: Decimal): string {
  const text = value.toString();
  return isWhole(text) ? `${text}.0` : text;
}
