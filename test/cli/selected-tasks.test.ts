import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const sweep = `script: train.py
derive: {run_name: 'run_{seed}'}
sweep:
  grid: {optimizer.lr: [0.1, 0.2], seed: [1, 2]}
  exclude: [{optimizer.lr: 0.1, seed: 1}]
`;

test.each([
  ['optimzer.lr=0.1', 'this sweep has no parameter `optimzer.lr`', 'did you mean `optimizer.lr`?'],
  [
    'depth=3',
    'this sweep has no parameter `depth`',
    'run `hsm show` to list the parameters and their values',
  ],
  ['seed=9', 'no task has this value of `seed`', 'run `hsm show` to list the parameters and their values'],
  ['seed=1 optimizer.lr=0.1', 'no task has this combination of values', 'run `hsm show`'],
  ['run_name=run_1', '`run_name` is a derived parameter', 'select by the parameters that it depends on'],
  ['seed', 'not NAME=VALUE: seed', 'write `NAME=VALUE`'],
])('HSM518: %s', async (words, reason, help) => {
  const root = project({ 'train.py': '', 'sweeps/sweep.yaml': sweep });
  const { code, error } = await run(root, ['show', '--where', words]);
  expect(code).toBe(1);
  expect(error).toContain(`error[HSM518]: \`--where\`: ${reason}\n`);
  expect(error).toContain(`help: ${help}`);
});
