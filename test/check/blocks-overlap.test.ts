import fc from 'fast-check';
import { expect, test } from 'vitest';
import { check, codes } from './harness.ts';

function notes(blocks: readonly string[], more = ''): readonly string[] {
  const text = `script: a.py\nargs: argparse\n${more}sweep:\n${blocks.map((block) => `  - ${block}\n`).join('')}`;
  return check(text).diagnostics.flatMap((diagnostic) => [diagnostic.message, ...diagnostic.notes]);
}

test('two grids: how many cells they share, and one of them', () => {
  expect(notes(['grid: {a: [1, 2], b: [x, y]}', 'grid: {b: [z, y], a: [2, 3]}'])).toEqual([
    'a cell is in two blocks, so its task runs twice',
    'the cell is `b` `y`, `a` `2`',
  ]);
  expect(notes(['grid: {a: [1, 2]}', 'grid: {a: [2, 1.0, 1]}'])[0]).toBe(
    '2 cells are in two blocks, so their tasks run twice',
  );
  expect(notes(['grid: {a: [1]}', 'grid: {a: ["1", 1.0]}', 'grid: {b: [1]}'])).toEqual([]);
});

test('both blocks are underlined', () => {
  const text = 'script: a.py\nsweep:\n  - grid: {a: [1]}\n  - grid: {a: [2]}\n  - grid: {a: [1, 2]}\n';
  expect(codes(text)).toEqual(['HSM365 5:5 3:5', 'HSM365 5:5 4:5']);
});

test('paired groups of another shape, excludes and defaults', () => {
  const grid = 'grid: {a: [1, 2], b: [3, 4], c: [5]}';
  const paired = 'paired: [{b: [3, 4], a: [1, 9]}]';
  expect(notes([grid, `{${paired}, grid: {c: [5]}}`])).toEqual([
    'a cell is in two blocks, so its task runs twice',
    'the cell is `c` `5`, `b` `3`, `a` `1`',
  ]);
  expect(notes([grid, `{${paired}, grid: {c: [5]}, exclude: [{a: 1}]}`])).toEqual([]);
  expect(notes([`{${grid}, exclude: [{a: 1, b: [3, 4]}]}`, `{${paired}, grid: {c: [5]}}`])).toEqual([]);
  expect(notes(['grid: {a: [1]}', 'grid: {a: [1], d: [7, 8]}'], 'defaults: {d: 8}\n')[1]).toBe(
    'the cell is `a` `1`, `d` `8`',
  );
  expect(notes(['grid: {a: [1]}', 'grid: {a: [1], d: [7]}'], 'defaults: {d: 8}\n')).toEqual([]);
});

test('10^18 cells in common are counted, not listed', () => {
  const values = Array.from({ length: 1000 }, (_, index) => index).join(', ');
  const grid = `grid: {a: [${values}], b: [${values}], c: [${values}], d: [${values}]}`;
  expect(notes([grid, grid])[0]).toMatch(/^1000000000000 cells are in two blocks/);
});

test('many blocks: those that share nothing are not compared, and not all that share is said', () => {
  const apart = Array.from({ length: 500 }, (_, index) => `grid: {a: [${index}], b: [1, 2]}`);
  expect(notes(apart)).toEqual([]);
  const same = Array.from({ length: 500 }, () => 'grid: {a: [1]}');
  expect(notes(same)).toHaveLength(20);
});

/** A block of three parameters on one of four shapes, with perhaps an exclude. */
const value = fc.integer({ min: 0, max: 3 });
const list = fc.array(value, { minLength: 1, maxLength: 3 });
const table = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 4 });
const anyBlock = fc.record({
  shape: fc.integer({ min: 0, max: 3 }),
  lists: fc.tuple(list, list, list),
  table,
  exclude: fc.option(fc.tuple(value, value)),
});

type AnyBlock = typeof anyBlock extends fc.Arbitrary<infer T> ? T : never;

function yaml({ shape, lists: [a, b, c], table: rows, exclude }: AnyBlock): string {
  const column = (index: number): string => JSON.stringify(rows.map((row) => row[index]));
  const shapes = [
    `grid: {a: ${JSON.stringify(a)}, b: ${JSON.stringify(b)}, c: ${JSON.stringify(c)}}`,
    `paired: [{a: ${column(0)}, b: ${column(1)}, c: ${column(2)}}]`,
    `grid: {a: ${JSON.stringify(a)}}, paired: [{c: ${column(2)}, b: ${column(1)}}]`,
    `grid: {b: ${JSON.stringify(b)}}, paired: [{a: ${column(0)}, c: ${column(2)}}]`,
  ];
  return `{${shapes[shape]}${exclude === null ? '' : `, exclude: [{a: ${exclude[0]}, c: ${exclude[1]}}]`}}`;
}

function cellsOf({ shape, lists: [a, b, c], table: rows, exclude }: AnyBlock): ReadonlySet<string> {
  const cells =
    shape === 0
      ? a.flatMap((x) => b.flatMap((y) => c.map((z) => [x, y, z])))
      : shape === 1
        ? rows.map((row) => [...row])
        : shape === 2
          ? a.flatMap((x) => rows.map(([, y, z]) => [x, y, z]))
          : b.flatMap((y) => rows.map(([x, , z]) => [x, y, z]));
  const kept = cells.filter(([x, , z]) => exclude === null || x !== exclude[0] || z !== exclude[1]);
  return new Set(kept.map((cell) => cell.join()));
}

test('it is said exactly where a list of all cells would find one', () => {
  fc.assert(
    fc.property(anyBlock, anyBlock, (first, second) => {
      const text = `script: a.py\nsweep:\n  - ${yaml(first)}\n  - ${yaml(second)}\n`;
      const found = check(text).diagnostics.some(({ code }) => code === 'HSM365');
      const [one, other] = [cellsOf(first), cellsOf(second)];
      expect(found, text).toBe([...one].some((cell) => other.has(cell)));
    }),
    { numRuns: 400 },
  );
});
