import fc from 'fast-check';
import { expect, test } from 'vitest';
import { assignmentsAt, blockDiagram, cellAt, countBlock, countSpace, taskOf } from '../../src/plan/space.ts';
import { anySpace, axis, block, enumerate, planOf } from './blocks.ts';

test('count and every cell agree with brute-force enumeration', () => {
  fc.assert(
    fc.property(anySpace, (space) => {
      const cells = enumerate(space);
      expect(countSpace(space)).toBe(cells.length);
      expect(cells.map((_, at) => cellAt(space, at + 1))).toEqual(cells);
      expect(() => cellAt(space, cells.length + 1)).toThrow(RangeError);
    }),
    { numRuns: 1000 },
  );
});

test('a task gets the values of its rows, by definition', () => {
  fc.assert(
    fc.property(anySpace, (space) => {
      const plan = planOf(space, countSpace(space));
      for (const [at, { block: number, rows }] of enumerate(space).entries()) {
        const expected = space.blocks[number]?.axes.flatMap(({ parameters }, index) =>
          parameters.flatMap((parameter) => {
            const value = 'values' in parameter ? parameter.values[rows[index] ?? -1] : null;
            return value === null ? [] : [{ name: parameter.name, value }];
          }),
        );
        const got = assignmentsAt(plan, at + 1).map(({ name, value }) => ({ name, value }));
        expect(got).toEqual(expected);
      }
    }),
    { numRuns: 300 },
  );
});

test('the task of a cell is the one that has it, and a dropped cell has none', () => {
  fc.assert(
    fc.property(anySpace, (space) => {
      const numbers = new Map(enumerate(space).map((cell, at) => [JSON.stringify(cell), at + 1]));
      const whole = {
        blocks: space.blocks.map(({ taken: _, ...each }) => ({ ...each, excludes: [], conditions: [] })),
      };
      for (const cell of enumerate(whole)) {
        expect(taskOf(space, cell)).toBe(numbers.get(JSON.stringify(cell)) ?? null);
      }
      expect(taskOf(space, { block: space.blocks.length, rows: [] })).toBe(null);
    }),
    { numRuns: 300 },
  );
});

test('a space is a prefix of itself with more blocks', () => {
  fc.assert(
    fc.property(anySpace, anySpace, (first, second) => {
      const both = { blocks: [...first.blocks, ...second.blocks] };
      const count = countSpace(first);
      expect(countSpace(both)).toBe(count + countSpace(second));
      for (let index = 1; index <= count; index += 1)
        expect(cellAt(both, index)).toEqual(cellAt(first, index));
    }),
    { numRuns: 200 },
  );
});

test('a billion cells with excludes are searched at once', () => {
  const sizes = Array.from({ length: 9 }, () => 10);
  const tail = Object.fromEntries(sizes.map((_, at) => [at, [9]]));
  const space = { blocks: [block(sizes, [{ 0: [0] }, { 1: [3, 4], 8: [0, 1, 2, 3, 4] }, tail])] };
  // 9/10 of all, less 1/5 x 1/2 of these; the last cell is dropped separately.
  const count = 900_000_000 - 90_000_000 - 1;
  expect(countSpace(space)).toBe(count);
  expect(cellAt(space, 1)).toEqual({ block: 0, rows: [1, 0, 0, 0, 0, 0, 0, 0, 0] });
  expect(cellAt(space, count)).toEqual({ block: 0, rows: [9, 9, 9, 9, 9, 9, 9, 9, 8] });
  expect(cellAt(space, 30_000_000 + 1)).toEqual({ block: 0, rows: [1, 3, 0, 0, 0, 0, 0, 0, 5] });
});

test('counts are exact up to the largest safe integer and Infinity above', () => {
  const two = Array.from({ length: 53 }, () => 2);
  expect(countSpace({ blocks: [block(two.slice(1), [])] })).toBe(2 ** 52);
  expect(countSpace({ blocks: [block(two, [])] })).toBe(Number.POSITIVE_INFINITY);
  const allZero = Object.fromEntries(two.map((_, at) => [at, [0]]));
  expect(countSpace({ blocks: [block(two, [allZero])] })).toBe(Number.MAX_SAFE_INTEGER);
  expect(countSpace({ blocks: [block([...two, 2], [allZero])] })).toBe(Number.POSITIVE_INFINITY);
  const half = block(two.slice(1), []);
  expect(countSpace({ blocks: [half, half] })).toBe(Number.POSITIVE_INFINITY);
});

test('cells of a space too large to count can still be found', () => {
  const sizes = Array.from({ length: 30 }, () => 10);
  const last = Number.MAX_SAFE_INTEGER;
  const digits = [...`${last - 1}`.padStart(30, '0')].map(Number);
  expect(cellAt({ blocks: [block(sizes, [])] }, last).rows).toEqual(digits);
  expect(cellAt({ blocks: [block(sizes, [{ 0: [1] }])] }, last).rows).toEqual(digits);
});

test('an index outside the space is refused', () => {
  const space = { blocks: [block([2, 3], [{ 0: [1] }])] };
  for (const index of [0, -1, 1.5, 4, Number.NaN, 2 ** 53])
    expect(() => cellAt(space, index)).toThrow(RangeError);
  expect(() => cellAt({ blocks: [] }, 1)).toThrow(RangeError);
});

test('the empty product has one cell, an empty axis has none', () => {
  expect(countBlock(block([], []))).toBe(1);
  expect(cellAt({ blocks: [block([], [])] }, 1)).toEqual({ block: 0, rows: [] });
  expect(countBlock(block([3, 0], []))).toBe(0);
});

test('a block without excludes needs no diagram, and others keep theirs', () => {
  const plain = block([2, 2], []);
  const pruned = block([2, 2], [{ 0: [0] }]);
  expect(blockDiagram(plain)).toBeNull();
  expect(blockDiagram(pruned)).toBe(blockDiagram(pruned));
});

test('a task gets the defaults, with those that its cell sets replaced in place, then its cell', () => {
  const space = {
    blocks: [
      { axes: [axis(2, ['lr']), axis(3, ['seed', 'fold'])], excludes: [], conditions: [], origin: null },
    ],
  };
  const named = (name: string) => ({
    name,
    value: { type: 'string' as const, text: 'default' },
    origin: null,
  });
  const plan = { ...planOf(space, 6), defaults: [named('a'), named('seed'), named('b')] };
  const texts = assignmentsAt(plan, 5).map(({ name, value, origin }) => [
    name,
    'text' in value ? value.text : '',
    origin?.line,
  ]);
  expect(texts).toEqual([
    ['a', 'default', undefined],
    ['seed', 'seed-1', 2],
    ['b', 'default', undefined],
    ['lr', 'lr-1', 2],
    ['fold', 'fold-1', 2],
  ]);
});
