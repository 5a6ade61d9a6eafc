import { expect, test } from 'vitest';
import { registry } from '../../src/cli/registry.ts';
import { project, run } from './run-main.ts';

const root = project({
  'sweeps/sweep.yaml': 'sweep: {grid: {seed: [1, 2]}}\nscript: train.py\n',
  'sweeps/hsm_config.yaml':
    'distributed:\n  remotes:\n    blossom: {host: a.example}\n    bubbles: {host: b.example}\n',
});

/** The words that complete the last word typed, without their descriptions. */
async function fitting(...typed: readonly string[]): Promise<readonly string[]> {
  const { code, output, error } = await run(root, ['__complete', ...typed]);
  expect([code, error]).toEqual([0, '']);
  const lines = output.split('\n').slice(0, -1);
  return lines.map((line) => line.split('\t')[0] ?? '');
}

test('names of commands, with their descriptions', async () => {
  expect(await fitting('')).toEqual(registry.flatMap(({ name, aliases }) => [name, ...aliases]));
  expect(await fitting('re')).toEqual(['remote', 'resume', 'report', 'recent']);
  expect((await run(root, ['__complete', 'mon'])).output).toBe(
    "monitor\tshow a sweep's progress, rate, remaining time and failures\n",
  );
  expect(await fitting('--v')).toEqual(['--version']);
});

test('options of the command, also by its other name', async () => {
  expect(await fitting('complete', '--no')).toEqual(['--no-retry-failed']);
  expect(await fitting('resume', 'first', '--task')).toEqual(['--task-ids']);
  expect(await fitting('queue', '--')).toEqual(['--watch', '--interval', '--json', '--help']);
});

test('values of options: choices, targets, remotes; none for free text', async () => {
  expect(await fitting('check', '--format', '')).toEqual(['pretty', 'json', 'github']);
  expect(await fitting('check', '--format=g')).toEqual(['--format=github']);
  expect(await fitting('build', '-t', 's')).toEqual(['sge', 'slurm']);
  expect(await fitting('build', '--target', 'local', '--target', '')).toEqual([
    'distributed',
    'local',
    'pbs',
    'remote',
    'sge',
    'slurm',
    'torque',
  ]);
  expect(await fitting('sweep', '--remote', 'b')).toEqual(['blossom', 'bubbles']);
  expect(await fitting('build', '--name', '')).toEqual([]);
  // As passed by bash, which splits at the equals sign.
  expect(await fitting('build', '--target', '=')).toEqual([
    'distributed',
    'local',
    'pbs',
    'remote',
    'sge',
    'slurm',
    'torque',
  ]);
  expect(await fitting('build', '--target', '=', 'lo')).toEqual(['local']);
});

test('arguments: ids of sweeps, shells, codes; nothing after the last, or after --', async () => {
  for (const name of ['alpha', 'alps', 'beta']) await run(root, ['build', '--name', name]);
  expect([...(await fitting('monitor', 'al'))].sort()).toEqual(['alpha', 'alps']);
  expect(await fitting('cancel', '--only', '1-3', 'b')).toEqual(['beta']);
  expect(await fitting('complete', 'alpha', '')).toEqual([]);
  expect(await fitting('complete', '--', '')).toEqual([]);
  expect(await fitting('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  expect(await fitting('explain', 'HSM51')).toContain('HSM511');
  expect(await fitting('nonsense', '')).not.toContain('alpha');
});
