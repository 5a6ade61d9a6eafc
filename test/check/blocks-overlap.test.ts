import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lower } from '../../src/check/lower.ts';
import { assignmentsAt } from '../../src/plan/space.ts';
import { check, codes, only } from './harness.ts';

function notes(blocks: readonly string[], more = ''): readonly string[] {
  const text = `script: a.py\nargs: argparse\n${more}sweep:\n${blocks.map((block) => `  - ${block}\n`).join('')}`;
  return check(text).diagnostics.flatMap((diagnostic) => [diagnostic.message, ...diagnostic.notes]);
}

test('two grids: the number of cells that they share, and one of them', () => {
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

test('paired groups of other shapes, excludes and defaults', () => {
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

test('many blocks: those that share nothing are not compared, and only some of the others are reported', () => {
  const apart = Array.from({ length: 500 }, (_, index) => `grid: {a: [${index}], b: [1, 2]}`);
  expect(notes(apart)).toEqual([]);
  const same = Array.from({ length: 500 }, () => 'grid: {a: [1]}');
  expect(notes(same)).toHaveLength(20);
});

test('long ranges, conditions, cases and `take` are searched task by task', () => {
  const [count] = notes([
    'grid: {a: 1..1000000000, b: [1, 2]}',
    'grid: {b: [2, 3], a: [5, 0, 1000000000, 2.0]}',
  ]);
  expect(count).toBe('2 cells are in two blocks, so their tasks run twice');
  expect(notes(['{grid: {a: 1..9, b: 1..9}, only: "a < b"}', 'grid: {a: [3], b: [3, 4]}'])[1]).toBe(
    'the cell is `a` `3`, `b` `4`',
  );
  const cases = 'cases: [{grid: {o: [sgd], m: [1, 2]}}, {grid: {o: [adam]}}]';
  expect(notes([`{${cases}}`, 'grid: {o: [adam, sgd]}'])[1]).toBe('the cell is `o` `adam`');
  expect(notes([`{${cases}}`, 'grid: {o: [adam, sgd]}'], 'defaults: {m: 2}\n')[0]).toMatch(/^2 cells/);
  expect(notes([`{${cases}}`, 'grid: {o: [sgd]}'])).toEqual([]);
  expect(
    notes(['{grid: {a: 1..50}, take: {count: 49}}', '{grid: {a: 1..50}, take: {count: 49, seed: 1}}'])[0],
  ).toMatch(/^4[89] cells/);
  const sample = 'sample: {count: 2, method: sobol, parameters: {a: 1..4}}';
  expect(notes([sample, 'grid: {a: [3]}'])[1]).toBe('the cell is `a` `3`');
  expect(notes([sample, 'grid: {a: [2]}'])).toEqual([]);
});

/** A block of three parameters on one of six shapes, with perhaps an exclude. */
const value = fc.integer({ min: 0, max: 3 });
const list = fc.array(value, { minLength: 1, maxLength: 3 });
const table = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 4 });
const anyBlock = fc.record({
  shape: fc.integer({ min: 0, max: 5 }),
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
    `grid: {a: ${JSON.stringify(a)}, b: ${JSON.stringify(b)}, c: ${JSON.stringify(c)}}, only: "a <= c"`,
    `grid: {a: ${JSON.stringify(a)}}, cases: [{grid: {b: ${JSON.stringify(b)}}}, {paired: [{b: ${column(1)}, c: ${column(2)}}]}]`,
  ];
  return `{${shapes[shape]}${exclude === null ? '' : `, exclude: [{a: ${exclude[0]}, c: ${exclude[1]}}]`}}`;
}

/** Each cell by its values; -1 for a missing one. */
function listOf({ shape, lists: [a, b, c], table: rows, exclude }: AnyBlock): readonly string[] {
  const grid = a.flatMap((x) => b.flatMap((y) => c.map((z) => [x, y, z])));
  const cases = [...b.map((y) => [y, -1]), ...rows.map(([, y, z]) => [y, z])];
  const cells = [
    grid,
    rows.map((row) => [...row]),
    a.flatMap((x) => rows.map(([, y, z]) => [x, y, z])),
    b.flatMap((y) => rows.map(([x, , z]) => [x, y, z])),
    grid.filter(([x = 0, , z = 0]) => x <= z),
    a.flatMap((x) => cases.map(([y, z]) => [x, y, z])),
  ][shape];
  const kept = cells?.filter(([x, , z]) => exclude === null || x !== exclude[0] || z !== exclude[1]);
  return (kept ?? []).map((cell) => cell.join());
}

function cellsOf(block: AnyBlock): ReadonlySet<string> {
  return new Set(listOf(block));
}

test('an overlap is reported exactly if a list of all cells would contain one', () => {
  fc.assert(
    fc.property(anyBlock, anyBlock, (first, second) => {
      const text = `script: a.py\nsweep:\n  - ${yaml(first)}\n  - ${yaml(second)}\n`;
      const { diagnostics } = check(text);
      // A block whose conditions leave no cell is refused.
      fc.pre(diagnostics.every(({ severity }) => severity === 'warning'));
      const found = diagnostics.some(({ code }) => code === 'HSM365');
      const [one, other] = [cellsOf(first), cellsOf(second)];
      expect(found, text).toBe([...one].some((cell) => other.has(cell)));
    }),
    { numRuns: 400 },
  );
});

const UNIQUE = 'script: a.py\nunique: true\nsweep:\n';

/** The tasks of a sweep, each by its values of a, b and c. */
function tasksOf(text: string): readonly string[] {
  const { sweep, diagnostics } = check(text);
  expect(diagnostics.filter(({ code }) => code === 'HSM365' || code === 'HSM309')).toEqual([]);
  if (sweep === null) throw new Error('no sweep');
  const plan = lower(sweep, { path: 'sweep.yaml', sha256: '' }, 'hsm', { maxRuns: null, take: null });
  return Array.from({ length: plan.count }, (_, at) => {
    const texts = new Map(
      assignmentsAt(plan, at + 1).map(({ name, value }) => [name, 'text' in value ? value.text : '']),
    );
    return ['a', 'b', 'c'].map((name) => texts.get(name) ?? '-1').join();
  });
}

test('unique keeps each task once, the first one, in order', () => {
  fc.assert(
    fc.property(fc.array(anyBlock, { minLength: 1, maxLength: 3 }), (blocks) => {
      const text = `${UNIQUE}${blocks.map((block) => `  - ${yaml(block)}\n`).join('')}`;
      fc.pre(check(text).diagnostics.every(({ severity }) => severity === 'warning'));
      expect(tasksOf(text)).toEqual([...new Set(blocks.flatMap(listOf))]);
    }),
    { numRuns: 300 },
  );
});

test('unique considers defaults and `take`, and drops a block that has no task left', () => {
  const blocks =
    '  - grid: {a: [1, 2], b: [3], c: [4]}\n  - grid: {a: [2, 5], b: [3]}\n  - grid: {a: [5], b: [3], c: [4]}\n';
  expect(tasksOf(`${UNIQUE}${blocks}defaults: {c: 4}\n`)).toEqual(['1,3,4', '2,3,4', '5,3,4']);
  const taken = `${UNIQUE}  - {grid: {a: 1..9}, take: {count: 5}}\n  - {grid: {a: 1..9}, take: {count: 8, seed: 1}}\n`;
  const tasks = tasksOf(taken);
  expect(new Set(tasks).size).toBe(tasks.length);
  expect(tasks.length).toBeGreaterThan(7);
});

test('unique searches a first block of any size, and refuses a large later one', () => {
  const long = '  - grid: {a: 1..1000000000, b: [1]}\n';
  const short = '  - grid: {a: [5, 0], b: [1]}\n';
  const { sweep } = check(`${UNIQUE}${long}${short}`);
  expect(sweep?.blocks.map(({ taken }) => taken?.cells ?? null)).toEqual([null, [1]]);
  expect(only(`${UNIQUE}${short}${long}`).code).toBe('HSM397');
  expect(codes(`${UNIQUE}${short}${long}`)).toEqual(['HSM397 5:5 2:1']);
  expect(codes(`${UNIQUE.replace('true', 'false')}${short}${short}`)).toEqual(['HSM365 5:5 4:5']);
});
