import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const sweep = `script: train.py
resources: {walltime: 10h, cpus: 8}
budget: {core_hours: 200, tasks: null}
sweep:
  grid: {seed: [1, 2]}
  cases:
    - grid: {model: [small]}
    - grid: {model: [large]}
      resources: {gpus: 2, walltime: 20h}
`;
const settings = 'paths: {train_script: train.py}\nbudget: {gpu_hours: 79, tasks: 3, inodes: 100000}\n';

test('a build above the budget is an error with every sum, and --over-budget allows it once', async () => {
  const root = project({ 'train.py': '', 'sweeps/sweep.yaml': sweep, 'sweeps/hsm_config.yaml': settings });
  const refused = await run(root, ['build', '--name', 'a']);
  expect(refused.code).toBe(1);
  // The sweep file removes the limit on tasks; the project file contains the other limit.
  expect(refused.error).toContain('this sweep may need 480 core-hours, which is over budget');
  expect(refused.error).toContain('2 tasks x 8 cores x 10:00:00');
  expect(refused.error).toContain('2 tasks x 8 cores x 20:00:00');
  expect(refused.error).toContain('this sweep may need 80 GPU-hours, which is over budget');
  expect(refused.error).toContain('2 tasks x 2 GPUs x 20:00:00');
  expect(refused.error).toContain('2 errors');
  expect(existsSync(join(root, 'sweeps/outputs/a'))).toBe(false);
  expect((await run(root, ['check'])).code).toBe(1);
  expect(await run(root, ['show'])).toMatchObject({
    code: 0,
    output: expect.stringContaining('at most 480 core-hours\nat most 80 GPU-hours\n'),
  });
  expect((await run(root, ['build', '--name', 'a', '--max-runs', '1'])).code).toBe(0);
  expect((await run(root, ['build', '--name', 'b', '--over-budget'])).code).toBe(0);
  expect((await run(root, ['build', '--check'])).code).toBe(0);
  expect((await run(root, ['build', '--name', 'b'])).code).toBe(1);
});

test('files count, and hours without a walltime give a warning', async () => {
  const text =
    'script: train.py\nbudget: {inodes: 30, gpu_hours: 0, core_hours: 5}\nsweep: {grid: {seed: 1..4}}\n';
  const root = project({ 'train.py': '', 'sweeps/sweep.yaml': text });
  const refused = await run(root, ['build']);
  expect(refused.error).toMatch(/this sweep may need \d+ files and directories, which is over budget/);
  const [, built] = /(\d+) by the build, and 5 for each of 4 tasks/.exec(refused.error) ?? [];
  writeFileSync(join(root, 'sweeps/sweep.yaml'), text.replace('30', '300'));
  const allowed = await run(root, ['build', '--name', 'c']);
  expect(allowed.code).toBe(0);
  expect(allowed.error).toContain('HSM443');
  expect(allowed.error).not.toContain('GPU');
  expect(readdirSync(join(root, 'sweeps/outputs/c'), { recursive: true }).length + 1).toBe(Number(built));
});

test('the GPUs of all nodes count', async () => {
  const text =
    'script: train.py\nresources: {nodes: 3, gpus: 4, walltime: 1h}\nbudget: {gpu_hours: 20}\nsweep: {grid: {seed: [1, 2]}}\n';
  const { error } = await run(project({ 'sweeps/sweep.yaml': text }), ['check']);
  expect(error).toContain('this sweep may need 24 GPU-hours, which is over budget');
  expect(error).toContain('2 tasks x 12 GPUs x 01:00:00');
});
