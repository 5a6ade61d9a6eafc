import { expect, test } from 'vitest';
import { parametersOf } from '../../src/plan/parameters.ts';
import { axis } from './blocks.ts';

test("each parameter comes with its axis, the axis's number of rows, and the number of neighbours with the same row", () => {
  const block = {
    axes: [axis(2, ['a', 'b']), axis(3, ['c']), axis(4, ['d'])],
    excludes: [],
    conditions: [],
    origin: null,
  };
  expect(
    parametersOf(block).map(({ parameter, ...rest }) => [parameter.name, ...Object.values(rest)]),
  ).toEqual([
    ['a', 0, 2, 12, true],
    ['b', 0, 2, 12, false],
    ['c', 1, 3, 4, true],
    ['d', 2, 4, 1, true],
  ]);
  expect(parametersOf({ ...block, axes: [] })).toEqual([]);
});
