import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionNodes, rowsNodes } from '../../src/plan/condition.ts';
import { meets } from './blocks.ts';

const anySizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });

function combinations(sizes: readonly number[]): readonly (readonly number[])[] {
  let all: (readonly number[])[] = [[]];
  for (const size of sizes)
    all = all.flatMap((rows) => Array.from({ length: size }, (_, row) => [...rows, row]));
  return all;
}

test('the diagram of a condition gives the same answers as the condition', () => {
  fc.assert(
    fc.property(anySizes, fc.infiniteStream(fc.boolean()), (sizes, answers) => {
      const all = combinations(sizes);
      const table = new Map(all.map((rows) => [rows.join(), answers.next().value]));
      const nodes = conditionNodes(sizes, (rows) => table.get(rows.join()) ?? false);
      const axes = [...sizes.keys()];
      for (const rows of all) expect(meets({ axes, nodes }, rows)).toBe(table.get(rows.join()));
    }),
    { numRuns: 500 },
  );
});

test('the diagram of given rows of each axis', () => {
  const anyRows = anySizes.chain((sizes) =>
    fc.tuple(...sizes.map((size) => fc.subarray([...Array(size).keys()]).map((rows) => ({ size, rows })))),
  );
  fc.assert(
    fc.property(anyRows, (axes) => {
      const nodes = rowsNodes(axes);
      for (const cell of combinations(axes.map(({ size }) => size))) {
        const expected = axes.every(({ rows }, axis) => rows.includes(cell[axis] ?? -1));
        expect(meets({ axes: [...axes.keys()], nodes }, cell)).toBe(expected);
      }
    }),
  );
});

test('a condition with a threshold takes one or two runs per row, not one per cell', () => {
  const nodes = conditionNodes([1000, 1000], ([a = 0, b = 0]) => (a + 1) * (b + 1) <= 1000);
  expect(nodes.flat().length).toBeLessThan(300);
});
