import { expect, test } from 'vitest';
import { commandPlan, taskCommand } from '../../src/report/task-command.ts';
import { readPlan } from '../../src/sweep-directory/records.ts';
import { run } from '../cli/run-main.ts';
import { builtSweep } from './built-sweep.ts';

const sweeps = {
  hydra:
    'sweep:\n  - {grid: {a: [1, "x y"], b: [true, null]}, exclude: [{a: 1, b: true}]}\n  - {grid: {c: [1.50]}}\n',
  env: 'args: env\ndefaults: {z: "it\'s"}\nsweep: {grid: {lr: [0.10, 1e-3]}}\n',
  argparse: 'args: argparse\nsweep: {paired: [{g: {m: [a, b], n: [1, 2]}}]}\n',
};

test.each(Object.entries(sweeps))(
  'with %s it is what `hsm show` prints, at the place where the sweep lies',
  async (_, text) => {
    const { root, directory } = await builtSweep('', `${text}script: train.py\n`);
    const plan = readPlan(directory);
    if (plan === null) throw new Error('the plan cannot be read');
    const kept: unknown = JSON.parse(JSON.stringify(commandPlan(plan)));
    for (let task = 1; task <= plan.count; task += 1) {
      const { output } = await run(root, ['show', String(task)]);
      const shown = output.split('\n')[1]?.replaceAll('{task_dir}', `${directory}/tasks/task_${task}`);
      expect(taskCommand(kept as ReturnType<typeof commandPlan>, task, 'first', directory)).toBe(shown);
    }
  },
);
