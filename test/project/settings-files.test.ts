import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile } from '../../src/compiler/compile.ts';
import { packagePaths } from '../../src/compiler/package-paths.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { detectProject } from '../../src/project/detect.ts';
import { initProject } from '../../src/project/init-project.ts';
import { project } from '../cli/run-main.ts';

const sweep = 'sweep: {grid: {a: [1]}}\n';

async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { diagnostics } = await compile({
    workingDirectory: project(files),
    sweepFile: null,
    targets: ['local'],
    options: {},
    maxRuns: null,
    name: 'example',
    environment: { PATH: process.env['PATH'] },
  });
  return diagnostics.sorted().map(({ code, message }) => `${code} ${message}`);
}

test('of two files, the ignored one is reported', async () => {
  const files = { 'sweeps/sweep.yaml': `script: train.py\n${sweep}`, 'train.py': '' };
  expect(await found({ ...files, 'sweeps/sweep.yml': '' })).toEqual([
    'HSM430 `sweeps/sweep.yml` is ignored, because `sweeps/sweep.yaml` exists',
  ]);
  expect(await found({ ...files, 'sweeps/hsm_config.yaml': '{}', 'hsm_config.yaml': '' })).toEqual([
    'HSM430 `hsm_config.yaml` is ignored, because `sweeps/hsm_config.yaml` exists',
  ]);
  expect(await found({ ...files, 'sweeps/hsm_config.yml': 'resources: {cpus: none}' })).toEqual([
    expect.stringMatching(/^HSM4/),
  ]);
});

test.each([
  'paths: {train_scrpt: train.py}\n',
  'paths: [train.py]\n',
  'paths: {train_script: train.py\n',
  'paths: {train_script: train.py, python_interpreter: [x]}\n',
])('a mistake in the project file is reported once, and causes no further error: %j', async (config) => {
  const codes = await found({ 'sweeps/sweep.yaml': sweep, 'sweeps/hsm_config.yaml': config });
  expect(codes).toHaveLength(1);
  expect(codes[0]).toMatch(/^HSM[12]/);
});

test('an empty project file sets no program', async () => {
  expect(await found({ 'sweeps/sweep.yaml': sweep, 'sweeps/hsm_config.yaml': '{}\n' })).toEqual([
    expect.stringMatching(/^HSM331/),
  ]);
});

test('`hsm init` writes no second file next to one that is read', () => {
  const root = project({ 'sweeps/sweep.yml': sweep, 'hsm_config.yaml': '' });
  expect(initProject(root, packagePaths().schemas, detectProject(root, {}, null), new Diagnostics())).toEqual(
    [
      { path: 'sweeps/sweep.yml', outcome: 'kept' },
      { path: 'hsm_config.yaml', outcome: 'kept' },
    ],
  );
  expect(existsSync(join(root, 'sweeps/sweep.yaml'))).toBe(false);
});
