import { expect, test } from 'vitest';
import type { Plan } from '../../src/plan/plan.ts';
import { resourceClasses, resourceParts } from '../../src/plan/resource-parts.ts';
import { axis, block, planOf } from './blocks.ts';

const of = (size: number, resources: Plan['space']['blocks'][number]['resources']) => ({
  ...block([], []),
  axes: [axis(size, ['a'])],
  ...(resources && { resources }),
});
const blocks = [of(3, undefined), of(2, { memory: 64 }), of(1, { memory: 64 }), of(4, { memory: null })];
const plan = planOf({ blocks }, 10);

test('neighbours that ask for the same are one part, and what asks for the same is one class', () => {
  const parts = resourceParts(plan).map(({ first, last, resources }) => [first, last, resources.memory]);
  expect(parts).toEqual([
    [1, 3, null],
    [4, 6, 64],
    [7, 10, null],
  ]);
  expect(resourceClasses(plan).map(({ ranges }) => ranges)).toEqual([
    [
      { first: 1, last: 3 },
      { first: 7, last: 10 },
    ],
    [{ first: 4, last: 6 }],
  ]);
});

test('tasks that are not run are in none', () => {
  expect(resourceParts({ ...plan, count: 5 }).map(({ first, last }) => [first, last])).toEqual([
    [1, 3],
    [4, 5],
  ]);
  expect(resourceParts({ ...plan, count: 3 })).toHaveLength(1);
});
