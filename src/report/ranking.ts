import type { Goal } from './metric.ts';
import { type Column, toNumber } from './table.ts';

/** The rows with the best finite values, the best first; of equals the earlier. */
export function bestRows({ values }: Column, goal: Goal, count: number): readonly number[] {
  const sign = goal === 'maximize' ? -1 : 1;
  const ranked: { readonly row: number; readonly value: number }[] = [];
  for (const [row, text] of values.entries()) {
    const value = toNumber(text) * sign;
    if (Number.isFinite(value)) ranked.push({ row, value });
  }
  ranked.sort((a, b) => a.value - b.value || a.row - b.row);
  return ranked.slice(0, count).map(({ row }) => row);
}
