import type { Assignment, Block, ListedParameter, Parameter } from './plan.ts';
import { rangeValue } from './range.ts';

/** A parameter of a block and how its row follows from a cell. */
export interface BlockParameter {
  readonly parameter: Parameter;
  /** The position of its axis, from 0. */
  readonly axis: number;
  /** How many rows that axis has. */
  readonly size: number;
  /** How many neighbouring cells have the same row. */
  readonly stride: number;
  /** Whether it is the first that moves with that axis. */
  readonly leads: boolean;
}

/** The parameters of a block, in the order written. Whoever needs them asks here, whatever an axis is made of. */
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

/** For each axis how many neighbouring cells have the same row: the last axis varies fastest. */
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
 * What a parameter is in a row, from 0; null where it is not set there.
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
 * Whether a text among the values would look like a number, `true`, `false` or null. Such a parameter's values are texts
 * wherever types are not told: in tables, and where tasks are selected.
 */
export function hasTypedTexts({ values }: ListedParameter): boolean {
  return values.some((value) => value?.type === 'string' && /^(?:-?\d.*|true|false|null)?$/.test(value.text));
}
