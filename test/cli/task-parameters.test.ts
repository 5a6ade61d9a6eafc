import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { createParametersOf } from '../../src/cli/task-parameters.ts';

const quickstart = fileURLToPath(new URL('../../targets/local/cases/quickstart/expected', import.meta.url));

test('a task is shown by its distinguishing parameters, from the plan of its sweep', () => {
  const parametersOf = createParametersOf();
  const sweep = { id: 'quickstart', path: quickstart, time: 0 };
  const [first, second] = [1, 2].map((task) => parametersOf(sweep, task));
  expect(first).toBe('seed=1 model.hidden_size=128 optimizer.lr=0.001');
  expect(second).not.toBe(first);
  // Another version built it, or it has fewer tasks than its journals mention.
  expect(parametersOf(sweep, 10 ** 9)).toBe('');
  expect(parametersOf({ ...sweep, path: '/nowhere' }, 1)).toBe('');
});
