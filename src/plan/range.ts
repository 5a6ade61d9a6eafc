import type { Range } from './plan.ts';

/** The value of a range in a row, from 0. */
export function rangeValue(
  { first, step, places }: Omit<Range, 'origin'>,
  row: number,
): { readonly type: 'integer' | 'float'; readonly text: string } {
  return { type: places === 0 ? 'integer' : 'float', text: decimalText(first + step * row, places) };
}

/**
 * A whole number with the decimal point this many places from its end: 105 with 2 is `1.05`. The scripts do the same.
 */
function decimalText(scaled: number, places: number): string {
  const digits = String(Math.abs(scaled)).padStart(places + 1, '0');
  const point = digits.length - places;
  const sign = scaled < 0 ? '-' : '';
  return places === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
