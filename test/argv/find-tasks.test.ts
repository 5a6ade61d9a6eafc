import fc from 'fast-check';
import { expect, test } from 'vitest';
import { encodeValue } from '../../src/argv/encode.ts';
import { type ParameterTexts, taskFinder } from '../../src/argv/find-tasks.ts';
import { taskIdentity } from '../../src/argv/task-identity.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { assignmentsAt, countSpace } from '../../src/plan/space.ts';
import { anySpace, planOf } from '../plan/blocks.ts';

function textsOf(plan: Plan, task: number): ParameterTexts {
  return new Map(
    assignmentsAt(plan, task).map(({ name, value }) => [name, encodeValue(plan.convention, value)]),
  );
}

test('a task is found by its values, together with all tasks that are equal to it', () => {
  fc.assert(
    fc.property(anySpace, (space) => {
      const plan = planOf(space, countSpace(space));
      const find = taskFinder(plan);
      const tasks = Array.from({ length: plan.count }, (_, at) => at + 1);
      const identities = tasks.map((task) => taskIdentity(plan, task));
      for (const [at, task] of tasks.entries()) {
        const same = tasks.filter((_, other) => identities[other] === identities[at]);
        expect(find(textsOf(plan, task)).filter((found) => identities[found - 1] === identities[at])).toEqual(
          same,
        );
      }
    }),
    { numRuns: 200 },
  );
});

test('a long range is computed, and a text that only looks like one of its numbers does not match', () => {
  const range = { first: 5, step: 5, places: 1, origin: null };
  const axis = { group: null, parameters: [{ name: 'x', origin: null, range }], size: 1e9 };
  const plan = planOf({ blocks: [{ axes: [axis], excludes: [], conditions: [], origin: null }] }, 1e9);
  const find = taskFinder(plan);
  const found = (text: string): readonly number[] => find(new Map([['x', text]]));
  expect(found('0.5')).toEqual([1]);
  expect(found('12.5')).toEqual([25]);
  for (const text of ['5', '0.50', '0.7', '', 'a', '-0.5', '500000000.5']) expect(found(text)).toEqual([]);
  expect(find(new Map())).toEqual([]);
});
