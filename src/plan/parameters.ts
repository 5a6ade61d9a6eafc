import type { Block, Parameter } from './plan.ts';

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
