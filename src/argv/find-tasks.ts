import { assignmentIn } from '../plan/parameters.ts';
import type { Axis, Plan } from '../plan/plan.ts';
import { taskOf } from '../plan/space.ts';
import { keyOfTexts, rowKey } from './row-key.ts';

/** The values of a task's parameters, by name, as a program gets them. */
export type ParameterTexts = ReadonlyMap<string, string>;

/** The rows of an axis, from 0, that have the given values of its parameters. */
type RowsOf = (texts: ParameterTexts) => readonly number[];

/**
 * Finds the tasks of a plan (ascending, from 1) whose block's parameters all have the given values, without iterating over the others:
 * each axis is looked up separately. Defaults are not compared.
 */
export function taskFinder(plan: Plan): (texts: ParameterTexts) => readonly number[] {
  const blocks = plan.space.blocks.map((block) => block.axes.map((axis) => rowsOf(plan, axis)));
  return (texts) =>
    blocks
      .flatMap((axes, block) =>
        cells(axes.map((rows) => rows(texts)))
          .map((rows) => taskOf(plan.space, { block, rows }))
          .filter((task): task is number => task !== null && task <= plan.count),
      )
      .sort((a, b) => a - b);
}

function rowsOf(plan: Plan, axis: Axis): RowsOf {
  const { parameters, size } = axis;
  const [only] = parameters;
  if (parameters.length === 1 && only !== undefined && 'range' in only) {
    const { first, step, places } = only.range;
    return (texts) => {
      const row = (Number((texts.get(only.name) ?? '').replace('.', '')) - first) / step;
      if (!Number.isInteger(row) || row < 0 || row >= size) return [];
      const value = assignmentIn(only, row)?.value;
      // `0.5` and `5` have the same digits, but not the same number of decimal places.
      return value?.type !== (places === 0 ? 'integer' : 'float') || value.text !== texts.get(only.name)
        ? []
        : [row];
    };
  }
  let index: Map<string, number[]> | null = null;
  return (texts) => {
    if (index === null) {
      index = new Map();
      for (let row = 0; row < size; row += 1) {
        const key = rowKey(plan, axis, row);
        index.set(key, [...(index.get(key) ?? []), row]);
      }
    }
    return index.get(keyOfTexts(parameters.map(({ name }) => texts.get(name) ?? null))) ?? [];
  };
}

/** All combinations of one row per axis, the last axis varying fastest. */
function cells(choices: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return choices.reduce<readonly (readonly number[])[]>(
    (beginnings, rows) => beginnings.flatMap((beginning) => rows.map((row) => [...beginning, row])),
    [[]],
  );
}
