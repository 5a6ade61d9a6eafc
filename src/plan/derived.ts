import type { Block, DerivedTable, Value } from './plan.ts';

/** The value of a derived parameter in a cell, given by the rows of all axes of its block; null if it has none. */
export function derivedValue(
  block: Block,
  { axes, values }: DerivedTable,
  rows: readonly number[],
): Value | null {
  const index = axes.reduce((before, axis) => before * (block.axes[axis]?.size ?? 0) + (rows[axis] ?? 0), 0);
  return values[index] ?? null;
}
