import { expect, test } from 'vitest';
import { countConfigurations } from '../../src/plan/configurations.ts';
import { axis, block, planOf } from './blocks.ts';

const blocks = [{ ...block([], []), axes: [axis(2, ['a']), axis(3, ['seed'])] }];

test('tasks that differ only in replicates are one configuration', () => {
  const plan = planOf({ blocks }, 6);
  expect(countConfigurations(plan)).toBe(null);
  expect(countConfigurations({ ...plan, replicates: ['seed'] })).toEqual({
    configurations: 2,
    least: 3,
    most: 3,
  });
  expect(countConfigurations({ ...plan, count: 4, replicates: ['seed'] })).toEqual({
    configurations: 2,
    least: 1,
    most: 3,
  });
  expect(countConfigurations({ ...plan, replicates: ['a', 'seed'] })).toMatchObject({
    configurations: 1,
    most: 6,
  });
});
