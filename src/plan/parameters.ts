import type { Assignment, Block, ListedParameter, Parameter } from './plan.ts';
import { rangeValue } from './range.ts';

/** A parameter of a block, and how its row follows from a cell. */
export interface BlockParameter {
  readonly parameter: Parameter;
  /** The position of its axis, from 0. */
  readonly axis: number;
  /** The number of rows of that axis. */
  readonly size: number;
  /** The number of neighbouring cells with the same row. */
  readonly stride: number;
  /** Whether it is the first parameter of that axis. */
  readonly leads: boolean;
}

/** The parameters of a block, in the order written, for every kind of axis. */
export function parametersOf(block: Block): readonly BlockParameter[] {
  const strides = axisStrides(block);
  return block.axes.flatMap(({ parameters, size }, axis) =>
    parameters.map((parameter, at) => ({
      parameter,
      axis,
      size,
      stride: strides[axis] ?? 1,
      leads: at === 0,
    })),
  );
}

/** The number of neighbouring cells with the same row, for each axis: the last axis varies fastest. */
function axisStrides({ axes }: Block): readonly number[] {
  let stride = 1;
  const strides = axes.toReversed().map(({ size }) => {
    const own = stride;
    stride *= size;
    return own;
  });
  return strides.toReversed();
}

/**
 * The value of a parameter in a row, from 0; null if it is not set in that row.
 * @throws RangeError for a row that a list does not have.
 */
export function assignmentIn(parameter: Parameter, row: number): Assignment | null {
  const { name } = parameter;
  if ('range' in parameter) {
    return { name, value: rangeValue(parameter.range, row), origin: parameter.range.origin };
  }
  const value = parameter.values[row];
  if (value === undefined) throw new RangeError(`parameter ${name} has no row ${row}`);
  return value === null ? null : { name, value, origin: parameter.origins[row] ?? null };
}

/**
 * Whether any string among the values looks like a number, `true`, `false` or null. The values of such a parameter are
 * compared as strings where types are not visible: in tables, and in selections of tasks.
 */
export function hasTypedTexts({ values }: ListedParameter): boolean {
  return values.some((value) => value?.type === 'string' && /^(?:-?\d.*|true|false|null)?$/.test(value.text));
}
