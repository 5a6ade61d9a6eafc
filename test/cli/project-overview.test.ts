import { appendFileSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const sweep = 'script: train.py\nsweep: {grid: {seed: [1, 2, 3]}}\n';

/** The output of plain `hsm`, without the line on all commands: the state, and the proposed commands. */
async function standing(root: string): Promise<{ readonly lines: string; readonly next: readonly string[] }> {
  const { code, output, error } = await run(root, []);
  expect([code, error]).toEqual([0, '']);
  const [lines = '', next = ''] = output.replace('\n\nall commands: hsm --help\n', '').split('\n\nnext:\n');
  return { lines, next: next.split('\n').map((line) => line.trim().replace(/ {2,}.*/, '')) };
}

/** A line of a journal for each state of a task, from the first task on. */
function record(root: string, states: readonly string[]): void {
  const lines = states.map(
    (state, index) =>
      `${index + 1}\t1\thost\t7@8@-\t1795474830.373\t9@10\t${state}\t${state === 'failed' ? 1 : 0}\t1795474831.001\n`,
  );
  writeFileSync(join(root, 'sweeps/outputs/first/state/local_host_1.tsv'), lines.join(''));
}

test('outside a project it shows how to begin', async () => {
  const root = mkdtempSync(join(tmpdir(), 'hsm-nowhere-'));
  const { lines, next } = await standing(root);
  expect(lines).toContain('not in an hsm project yet');
  expect(next).toEqual(['hsm init', 'hsm init --example quickstart']);
  // The first command does what its description says.
  expect((await run(root, ['init'])).code).toBe(0);
  expect((await standing(root)).lines).not.toContain('not in a project');
});

test('a project without a sweep file, with an invalid one, and with one that was never built', async () => {
  const root = project({ 'sweeps/hsm_config.yaml': 'paths: {train_script: train.py}\n' });
  expect(await standing(root)).toEqual({
    lines: 'sweeps/sweep.yaml: does not exist yet',
    next: ['hsm init'],
  });
  writeFileSync(join(root, 'sweeps/sweep.yaml'), 'sweep: {gird: {a: [1]}}\n');
  expect(await standing(root)).toEqual({ lines: 'sweeps/sweep.yaml: one error', next: ['hsm check'] });
  writeFileSync(join(root, 'sweeps/sweep.yaml'), sweep);
  expect(await standing(root)).toEqual({
    lines: 'sweeps/sweep.yaml: 3 tasks',
    next: ['hsm show', 'hsm run', 'hsm sweep'],
  });
});

test('the latest sweep: the next step depends on the state of its tasks', async () => {
  const root = project({ 'sweeps/sweep.yaml': sweep });
  await run(root, ['build', '--name', 'first']);
  const stands = async (): Promise<readonly string[]> => {
    const { lines, next } = await standing(root);
    return [lines.split('\n')[1] ?? '', ...next];
  };
  expect(await stands()).toEqual([
    'first: pending, 0 of 3 tasks completed',
    'bash sweeps/outputs/first/scripts/local.sh',
  ]);
  record(root, ['completed']);
  expect(await stands()).toEqual(['first: stopped, 1 of 3 tasks completed, 2 left', 'hsm complete first']);
  record(root, ['completed', 'failed', 'timeout']);
  expect(await stands()).toEqual([
    'first: failed, 1 of 3 tasks completed, 2 failed',
    'hsm errors first',
    'hsm complete first --failed',
  ]);
  record(root, ['completed', 'completed', 'completed']);
  const completed = ['hsm report first', 'hsm collect-results first'];
  expect(await stands()).toEqual(['first: completed, 3 of 3 tasks completed', ...completed]);
  // A sweep file that has changed since can be run.
  appendFileSync(join(root, 'sweeps/sweep.yaml'), '# more\n');
  expect((await stands()).slice(1)).toEqual([...completed, 'hsm show', 'hsm run', 'hsm sweep']);
  await run(root, ['build', '--name', 'second']);
  expect((await standing(root)).lines).toContain('and one earlier sweep: hsm recent');
});
