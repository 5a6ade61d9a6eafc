import { appendFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const sweep = 'script: train.py\nsweep: {grid: {seed: [1, 2, 3], lr: [0.1, 0.01]}}\n';

test('build --check lists the sweeps that differ from what their sources compile to, and writes nothing', async () => {
  const root = project({ 'sweeps/sweep.yaml': sweep, 'sweeps/it is.yaml': sweep });
  await run(root, ['build', '--name', 'a']);
  await run(root, [
    'build',
    '-c',
    'sweeps/it is.yaml',
    '--name',
    'b',
    '--max-runs',
    '4',
    '-t',
    'slurm',
    '--walltime',
    '90m',
  ]);
  const check = (...words: readonly string[]): ReturnType<typeof run> =>
    run(root, ['build', '--check', ...words]);
  const before = readdirSync(root, { recursive: true });
  expect(await check()).toMatchObject({ code: 0 });
  expect(readdirSync(root, { recursive: true })).toEqual(before);

  writeFileSync(join(root, 'sweeps', 'sweep.yaml'), sweep.replace('0.01', '0.001'));
  const changed = await check();
  expect(changed).toMatchObject({ code: 1, error: '' });
  expect(changed.output).toContain('sweeps/outputs/a: out of date with sweeps/sweep.yaml\n');
  expect(changed.output).toContain('lr: + 0.001   - 0.01\n');
  expect(changed.output).toContain('sweeps/outputs/b: up to date with sweeps/it is.yaml\n');
  expect(await check('--name', 'b')).toMatchObject({ code: 0 });

  appendFileSync(join(root, 'sweeps', 'outputs', 'b', 'scripts', 'task.sh'), '# mine\n');
  expect((await check('--name', 'b')).output).toContain('  scripts/task.sh\n');
  writeFileSync(join(root, 'sweeps', 'sweep.yaml'), sweep.replace('grid', 'gird'));
  const broken = await check('--name', 'a');
  expect(broken.output).toContain('its source no longer compiles\n');
  expect(broken).toMatchObject({ code: 1, error: expect.stringContaining('HSM201') });
  rmSync(join(root, 'sweeps', 'outputs', 'a', 'plan.json'));
  expect((await check('--name', 'a')).code).toBe(1);
});
