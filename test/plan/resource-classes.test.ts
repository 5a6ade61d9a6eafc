import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countRows } from '../../src/plan/count-rows.ts';
import type { Block, CaseResources, Plan, Space } from '../../src/plan/plan.ts';
import { classOf, classRuns, resourceClasses } from '../../src/plan/resource-classes.ts';
import { countSpace } from '../../src/plan/space.ts';
import { anySpace, axis, block, enumerate, planOf } from './blocks.ts';

const of = (size: number, resources: Plan['space']['blocks'][number]['resources']) => ({
  ...block([], []),
  axes: [axis(size, ['a'])],
  ...(resources && { resources }),
});
const blocks = [of(3, undefined), of(2, { memory: 64 }), of(1, { memory: 64 }), of(4, { memory: null })];
const plan = planOf({ blocks }, 10);
const shown = (whole: Plan) =>
  resourceClasses(whole).map(({ resources, count, ranges }) => [resources.memory, count, ranges]);

test('tasks with the same requests are one class, and neighbours in it are one range', () => {
  expect(shown(plan)).toEqual([
    [
      null,
      7,
      [
        { first: 1, last: 3 },
        { first: 7, last: 10 },
      ],
    ],
    [64, 3, [{ first: 4, last: 6 }]],
  ]);
});

test('tasks beyond --max-runs are in no class', () => {
  expect(shown({ ...plan, count: 5 })).toEqual([
    [null, 3, [{ first: 1, last: 3 }]],
    [64, 2, [{ first: 4, last: 5 }]],
  ]);
  expect(resourceClasses({ ...plan, count: 3 })).toHaveLength(1);
});

const memories = [1, 2, 3, null];

/** Blocks some of which have requests, and some of whose last rows do. */
const anyAsking: fc.Arbitrary<Space> = anySpace.chain(({ blocks: all }) =>
  fc.tuple(...all.map(anyResources)).map((own) => ({ blocks: own })),
);

function anyResources(own: Block): fc.Arbitrary<Block> {
  const size = own.axes.at(-1)?.size ?? 1;
  const anyRows = fc.array(fc.constantFrom(...memories, undefined), { minLength: size, maxLength: size });
  return fc.tuple(fc.constantFrom(...memories, undefined), fc.option(anyRows)).map(([memory, rows]) => ({
    ...own,
    ...(memory !== undefined && { resources: { memory } }),
    ...(rows !== null && { caseResources: rows.map((each): CaseResources => asking(each)) }),
  }));
}

function asking(memory: number | null | undefined): CaseResources {
  return { rows: 1, resources: memory === undefined ? {} : { memory } };
}

function memoryOf(space: Space, number: number, row: number): number | null {
  const { resources, caseResources = [] } = space.blocks[number] ?? block([], []);
  return { memory: null, ...resources, ...caseResources[row]?.resources }.memory;
}

test('classes, their sizes and ranges are those of the single tasks', () => {
  fc.assert(
    fc.property(anyAsking, fc.nat(), (space, cut) => {
      const all = countSpace(space);
      fc.pre(all > 0);
      const count = 1 + (cut % all);
      const tasks = enumerate(space)
        .slice(0, count)
        .map((cell) => ({ ...cell, memory: memoryOf(space, cell.block, cell.rows.at(-1) ?? 0) }));
      const whole = planOf(space, count);
      const classes = resourceClasses(whole);
      const expected = [...new Set(tasks.map(({ memory }) => memory))];
      expect(new Set(classes.map(({ resources }) => resources.memory))).toEqual(new Set(expected));
      for (const { resources, count: size, ranges } of classes) {
        const own = tasks.flatMap(({ memory }, at) => (memory === resources.memory ? [at + 1] : []));
        expect(size).toBe(own.length);
        if (ranges === null) continue;
        expect(ranges.flatMap(({ first, last }) => listed(first, last))).toEqual(own);
      }
      const runs = classRuns(whole).map((each) =>
        each.flatMap((run) => Array.from({ length: run.rows }, () => run.class)),
      );
      for (const { block: number, rows, memory } of tasks) {
        const at = runs[number]?.[rows.at(-1) ?? 0] ?? Number.NaN;
        expect(classes[at]?.resources.memory).toBe(memory);
      }
      for (const [at, { memory }] of tasks.entries()) {
        expect(classes[classOf(whole, at + 1)]?.resources.memory).toBe(memory);
      }
    }),
  );
});

function listed(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

test('rows of a billion tasks are counted at once', () => {
  const wide = { ...block([], []), axes: [axis(1, ['a']), axis(3, ['b'])] };
  const [first, last] = wide.axes;
  if (first === undefined || last === undefined) throw new Error('no axes');
  const long = { ...wide, axes: [{ ...first, size: 1_000_000_000 }, last] };
  expect(countRows(long, [1, 2], 3_000_000_000)).toEqual([1_000_000_000, 2_000_000_000]);
  expect(countRows(long, [1, 2], 2_999_999_998)).toEqual([1_000_000_000, 1_999_999_998]);
});
