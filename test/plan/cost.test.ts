import fc from 'fast-check';
import { expect, test } from 'vitest';
import { costOf, inodesOf } from '../../src/plan/cost.ts';
import type { Block } from '../../src/plan/plan.ts';
import { axis, block, planOf } from './blocks.ts';

const anyAsked = fc.record({
  walltime: fc.integer({ min: 1, max: 5 }).map((hours) => hours * 3600),
  cpus: fc.option(fc.integer({ min: 1, max: 4 })),
  gpus: fc.option(fc.integer({ min: 0, max: 2 })),
  ranks: fc.option(fc.integer({ min: 1, max: 3 })),
});
const anyBlocks = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 4 }), fc.array(anyAsked, { minLength: 1, maxLength: 3 })),
  {
    minLength: 1,
    maxLength: 3,
  },
);

test('the sums are those of the single tasks', () => {
  fc.assert(
    fc.property(anyBlocks, (asked) => {
      const blocks = asked.map(
        ([seeds, cases]): Block => ({
          ...block([], []),
          axes: [axis(seeds, ['seed']), axis(cases.length, ['case'])],
          caseResources: cases.map((resources) => ({ rows: 1, resources })),
        }),
      );
      const tasks = asked.flatMap(([seeds, cases]) => Array.from({ length: seeds }, () => cases).flat());
      const plan = planOf({ blocks }, tasks.length);
      const core = tasks.map(({ walltime, cpus, ranks }) => (walltime / 3600) * (cpus ?? 1) * (ranks ?? 1));
      const gpu = tasks.map(({ walltime, gpus }) => (walltime / 3600) * (gpus ?? 0));
      const total = (each: readonly number[]): number => each.reduce((sum, hours) => sum + hours, 0);
      expect(costOf(plan)).toEqual({ coreHours: total(core), gpuHours: total(gpu) });
    }),
  );
});

test('without a walltime hours are unknown, except for resources that no task uses', () => {
  const plan = planOf({ blocks: [{ ...block([], []), axes: [axis(3, ['a'])] }] }, 3);
  expect(costOf(plan)).toEqual({ coreHours: null, gpuHours: 0 });
  expect(inodesOf(plan, 20)).toBe(35);
  expect(inodesOf({ ...plan, name: { template: [], links: true, numbered: false, origin: null } }, 20)).toBe(
    38,
  );
});
