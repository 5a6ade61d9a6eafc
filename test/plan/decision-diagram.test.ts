import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildDiagram, countDiagram, type Diagram, walkDiagram } from '../../src/plan/decision-diagram.ts';
import { anySpace, block, enumerate } from './blocks.ts';

/** Builds a diagram that must be possible. */
function built(sizes: readonly number[], excludes: Parameters<typeof block>[1]): Diagram {
  const diagram = buildDiagram(block(sizes, excludes));
  if (diagram === null) throw new Error('the diagram is too large');
  return diagram;
}

test('the runs of a node lead to shared nodes, parents first', () => {
  expect(built([3, 2, 4], [{ 0: [1], 2: [0, 1] }]).nodes).toEqual([
    [
      { rows: 1, cells: 8, next: 1 },
      { rows: 1, cells: 4, next: 2 },
      { rows: 1, cells: 8, next: 1 },
    ],
    [{ rows: 2, cells: 4, next: 3 }],
    [{ rows: 2, cells: 2, next: 4 }],
    [{ rows: 4, cells: 1, next: 0 }],
    [
      { rows: 2, cells: 0, next: 0 },
      { rows: 2, cells: 1, next: 0 },
    ],
  ]);
});

test('excludes that together drop everything below a row drop the row', () => {
  expect(
    built(
      [2, 2],
      [
        { 0: [0], 1: [0] },
        { 0: [0], 1: [1] },
      ],
    ).nodes,
  ).toEqual([
    [
      { rows: 1, cells: 0, next: 0 },
      { rows: 1, cells: 2, next: 1 },
    ],
    [{ rows: 2, cells: 1, next: 0 }],
  ]);
});

test('excludes that drop everything leave a root without cells', () => {
  const diagram = built([2, 3], [{ 0: [0] }, { 0: [1] }]);
  expect(diagram.nodes).toEqual([[{ rows: 2, cells: 0, next: 0 }]]);
  expect(countDiagram(diagram)).toBe(0);
  expect(() => walkDiagram(diagram, 0)).toThrow(RangeError);
  expect(countDiagram(built([2, 3], [{}]))).toBe(0);
});

test('rows cover their axis, children follow parents, and no two nodes are equal', () => {
  fc.assert(
    fc.property(anySpace, ({ blocks }) => {
      for (const each of blocks) {
        const diagram = buildDiagram(each);
        if (diagram === null) throw new Error('the diagram is too large');
        const { taken, ...whole } = each;
        expect(countDiagram(diagram)).toBe(enumerate({ blocks: [whole] }).length);
        expect(taken?.cells.every((cell) => cell < countDiagram(diagram))).not.toBe(false);
        const sizes = each.axes.map(({ size }) => size);
        const keys = diagram.nodes.map((runs) => JSON.stringify(runs));
        expect(new Set(keys).size).toBe(keys.length);
        for (const [node, runs] of diagram.nodes.entries()) {
          expect(sizes).toContain(runs.reduce((sum, { rows }) => sum + rows, 0));
          for (const { next, cells } of runs) {
            expect(next === 0 || next > node).toBe(true);
            const below = diagram.nodes[next]?.reduce((sum, run) => sum + run.rows * run.cells, 0);
            if (next !== 0) expect(below).toBe(cells);
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('time depends on the excludes, not on the cells or the rows', () => {
  const { excludes } = block([], [{ 0: [5], 1: [7] }]);
  const wide = buildDiagram({ axes: [{ size: 1_000_000 }, { size: 1_000_000 }], excludes, conditions: [] });
  if (wide === null) throw new Error('the diagram is too large');
  expect(countDiagram(wide)).toBe(1_000_000 ** 2 - 1);
  expect(walkDiagram(wide, 5_000_007)).toEqual([5, 8]);
  const tenth = Array.from({ length: 100 }, (_, row) => row * 10);
  expect(countDiagram(built([1000, 1000], [{ 0: tenth }]))).toBe(900_000);
});

test('ten thousand single cells can be excluded', () => {
  const cells = Array.from({ length: 10_000 }, (_, at) => ({ 0: [at % 1000], 1: [(at * 7) % 1000] }));
  const distinct = new Set(cells.map((cell) => JSON.stringify(cell))).size;
  expect(countDiagram(built([1000, 1000], cells))).toBe(1_000_000 - distinct);
});

test('excludes that interact in too many ways give null at once', () => {
  const sizes = Array.from({ length: 60 }, () => 2);
  const crossed = Array.from({ length: 30 }, (_, at) => ({ [at]: [0], [at + 30]: [0] }));
  expect(buildDiagram(block(sizes, crossed))).toBeNull();
});
