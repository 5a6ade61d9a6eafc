import type { Goal } from './metric.ts';
import { type Column, numbersOf } from './table.ts';

interface Ranked {
  readonly row: number;
  /** Lower is better. */
  readonly value: number;
}

/** The rows with the best finite values, best first; ties in the order of the rows. `count` is small. */
export function bestRows(column: Column, goal: Goal, count: number): readonly number[] {
  const sign = goal === 'maximize' ? -1 : 1;
  const best: Ranked[] = [];
  const numbers = numbersOf(column);
  for (let row = 0; row < numbers.length; row += 1) {
    const value = (numbers[row] ?? Number.NaN) * sign;
    if (!Number.isFinite(value) || (best.length === count && value >= (best.at(-1)?.value ?? 0))) continue;
    const at = best.findIndex((other) => value < other.value);
    best.splice(at === -1 ? best.length : at, 0, { row, value });
    if (best.length > count) best.pop();
  }
  return best.map(({ row }) => row);
}
