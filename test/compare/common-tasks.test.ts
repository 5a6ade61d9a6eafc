import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonNumbers } from '../../src/compare/common-numbers.ts';
import { commonByAxes, commonTasks } from '../../src/compare/common-tasks.ts';
import type { Axis } from '../../src/plan/plan.ts';
import { countSpace } from '../../src/plan/space.ts';
import { anySpace, planOf } from '../plan/blocks.ts';

test('arithmetic progressions have the right number of common members', () => {
  const progression = fc.record({
    first: fc.integer({ min: -30, max: 30 }),
    step: fc.integer({ min: -7, max: 7 }).filter((step) => step !== 0),
    size: fc.integer({ min: 1, max: 25 }),
  });
  fc.assert(
    fc.property(progression, progression, (a, b) => {
      const numbers = ({ first, step, size }: typeof a): readonly number[] =>
        Array.from({ length: size }, (_, at) => first + at * step);
      const both = numbers(a).filter((number) => numbers(b).includes(number));
      expect(commonNumbers(a, b)).toBe(both.length);
    }),
    { numRuns: 2000 },
  );
});

test('counting common tasks by axes gives the same result as one by one', () => {
  let counted = 0;
  fc.assert(
    fc.property(anySpace, fc.boolean(), fc.boolean(), ({ blocks }, reverses, drops) => {
      const block = blocks[0];
      fc.pre(block !== undefined && block.taken === undefined && (block.derived ?? []).length === 0);
      const axes = block.axes.map((axis, at) => (reverses && at > 0 ? reversed(axis) : axis));
      const conditions = drops ? { excludes: [], conditions: [] } : {};
      const [a, b] = [block, { ...block, axes, ...conditions }].map((each) => {
        const space = { blocks: [each] };
        return planOf(space, countSpace(space));
      });
      if (a === undefined || b === undefined) return;
      const byAxes = commonByAxes(a, b);
      // As if a row occurs twice.
      if (byAxes === null) return;
      if (byAxes > 0) counted += 1;
      expect(byAxes).toBe(commonTasks(a, b));
    }),
    { numRuns: 1000 },
  );
  expect(counted).toBeGreaterThan(200);
});

function reversed(axis: Axis): Axis {
  const parameters = axis.parameters.map((parameter) =>
    'values' in parameter ? { ...parameter, values: parameter.values.toReversed() } : parameter,
  );
  return { ...axis, parameters };
}
