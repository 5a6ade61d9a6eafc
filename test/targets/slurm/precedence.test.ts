import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Compilation, compile } from '../../../src/compiler/compile.ts';
import { describeSettings } from '../../../src/settings/describe.ts';
import type { SettingOptions } from '../../../src/settings/option-layer.ts';
import { project } from '../../cli/run-main.ts';
import { directives, found } from './compile-slurm.ts';

interface Layers {
  readonly options?: SettingOptions;
  readonly sweep?: string;
  readonly config?: string;
  readonly user?: string;
  readonly seeds?: number;
}

async function compileLayers({
  options = {},
  sweep = '',
  config,
  user,
  seeds = 1,
}: Layers): Promise<Compilation> {
  const root = project({
    'sweeps/sweep.yaml': `sweep: {grid: {seed: [${[...Array(seeds).keys()].join()}]}}\nscript: train.py\n${sweep}\n`,
    ...(config === undefined ? {} : { 'sweeps/hsm_config.yaml': `${config}\n` }),
    ...(user === undefined ? {} : { '.config/hsm/config.yaml': `${user}\n` }),
  });
  try {
    return await compile({
      workingDirectory: root,
      sweepFile: null,
      targets: ['slurm'],
      options,
      maxRuns: null,
      name: 'example',
      environment: { PATH: process.env['PATH'], XDG_CONFIG_HOME: join(root, '.config') },
    });
  } finally {
    rmSync(root, { recursive: true });
  }
}

test("a command-line option takes precedence over every file's value for the target", async () => {
  const config = 'slurm: {walltime: 01:00:00, partition: slow, mem_per_cpu: 1G, gpu_type: a100, gpus: 1}';
  const options = { walltime: '08:00:00', resources: '--partition=fast --mem=8G --gres=gpu:h100:2' };
  const compilation = await compileLayers({ options, config });
  expect(directives(compilation).slice(4)).toEqual([
    '--time=08:00:00',
    '--signal=B:USR1@60',
    '--ntasks=1',
    '--mem=8192M',
    '--gres=gpu:h100:2',
    '--partition=fast',
  ]);
  const rows = describeSettings(compilation.settings).map(({ key }) => key);
  expect(rows.filter((key) => key.startsWith('targets.slurm.'))).toEqual([]);
});

test('`hsm show --config` shows the effective option, with its place', async () => {
  const config = 'resources: {partition: slow, cpus: 2}\nslurm: {partition: fast, requeue: true}';
  const { settings } = await compileLayers({ config });
  expect(describeSettings(settings)).toEqual(
    expect.arrayContaining([
      { key: 'targets.slurm.partition', value: 'fast', from: 'sweeps/hsm_config.yaml:2' },
      { key: 'targets.slurm.requeue', value: 'true', from: 'sweeps/hsm_config.yaml:2' },
    ]),
  );
});

test('null removes a resource for the target, and invalid text is reported in its place', async () => {
  const lower = { config: 'resources: {partition: gpu, cpus: 2}' };
  const taken = await compileLayers({ ...lower, sweep: 'targets: {slurm: {partition: null}}' });
  expect(directives(taken).join()).not.toContain('partition');
  expect(directives(taken)).toContain('--cpus-per-task=2');
  const wrong = 'targets: {slurm: {mem: 16, cpus_per_task: many, gpus: [1]}}';
  expect(found(await compileLayers({ sweep: wrong }))).toEqual([
    'HSM402 16 | write `16M` or `16G`',
    expect.stringMatching(/^HSM404 many/),
    expect.stringMatching(/^HSM20\d \[1\]/),
  ]);
});

test('a job shares out as many GPUs as the option requests, not those of `resources`', async () => {
  const config = 'resources: {gpus: 1}\nslurm: {gpus: 2, parallel_per_job: 3}';
  const { files } = await compileLayers({ config, sweep: 'defaults: {x: 1}', seeds: 3 });
  const script = String(files.find(({ path }) => path === 'scripts/slurm.sh')?.content);
  expect(script).toContain('#SBATCH --gres=gpu:6\n');
  expect(script).toContain(' gpus=2 ');
});
