import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const config = 'paths: {train_script: train.py, output_dir: my out}\n';

test('the command that starts a sweep can be copied, whatever the name of the directory', async () => {
  const sweep = 'args: argparse\nsweep: {grid: {seed: [1]}}\n';
  const root = project({ 'sweeps/sweep.yaml': sweep, 'sweeps/hsm_config.yaml': config });
  const { output } = await run(root, ['build', '--name', 'first']);
  expect(output).toContain("  bash 'my out/first/scripts/local.sh'\n");
});

test('`hsm show` distinguishes texts from values of other types', async () => {
  const sweep = 'args: argparse\nsweep: {grid: {a: ["null", null, "1", 1, plain, "a, b"]}}\n';
  const root = project({ 'sweeps/sweep.yaml': sweep, 'sweeps/hsm_config.yaml': config });
  const { output } = await run(root, ['show']);
  expect(output).toMatch(/^a +6 +"null", null, "1", 1, plain, "a, b"$/m);
});
