import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { MachineAnswer } from '../../src/cli/ask-machine.ts';
import { judgeMachine, type Purpose } from '../../src/cli/judge-machine.ts';
import { findOnPath } from '../../src/project/on-path.ts';
import { project, run } from './run-main.ts';

const { PATH: ownPath, HOME: ownHome } = process.env;

afterEach(() => {
  process.env['PATH'] = ownPath;
  process.env['HOME'] = ownHome;
});

/** A PATH with only these of the machine's programs. */
function pathOf(...programs: readonly string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'hsm-path-'));
  for (const program of programs) {
    const found = findOnPath(program, { PATH: ownPath });
    if (found !== null) symlinkSync(found, join(directory, program));
  }
  return directory;
}

const plain = ['bash', 'awk', 'cat', 'df', 'grep', 'head', 'nproc', 'sed', 'sort', 'uname', 'cut'];

test('doctor: on a bare machine everything that is missing is listed, with its remedy', async () => {
  const root = project({});
  const path = pathOf(...plain);
  process.env['PATH'] = path;
  process.env['HOME'] = root;
  for (const name of ['PYENV_ROOT', 'VIRTUAL_ENV', 'CONDA_PREFIX', 'MAMBA_ROOT_PREFIX'])
    delete process.env[name];
  const outcome = await run(root, ['doctor'], 0, { PATH: path });
  expect(outcome).toMatchObject({ code: 1, error: '' });
  expect(outcome.output).toMatch(
    /^missing +interpreter +no python3\n +install Python, or set `paths\.python_/m,
  );
  expect(outcome.output).toMatch(/^note +scheduler +none on PATH\n +`hsm sweep` runs tasks on this machine/m);
  expect(outcome.output).toMatch(/^missing +sweep +no sweep file\n +run `hsm init`/m);
  expect(outcome.output).toMatch(
    /^note +script +train\.py exists, but is not configured\n +set `script: train\.py`/m,
  );
  const files = { 'sweeps/hsm_config.yaml': 'hpc: {system: slurm}\npaths: {train_script: gone.py}\n' };
  const configured = await run(project(files), ['doctor'], 0, { PATH: path });
  expect(configured.output).toMatch(
    /^missing +scheduler +no sbatch on PATH\n +log in to a node of the cluster/m,
  );
  expect(configured.output).toMatch(/^missing +script +no gone\.py\n +set the program that a task runs/m);
  const ready = { 'sweeps/sweep.yaml': 'script: train.py\nsweep: {grid: {a: [1, 2]}}\n' };
  process.env['PATH'] = pathOf(...plain, 'python', 'python3');
  const fit = await run(
    project({ ...ready, 'sweeps/hsm_config.yaml': 'paths: {python_interpreter: python3}\n' }),
    ['doctor', '--json'],
  );
  expect(fit.code).toBe(0);
  const [here, there] = JSON.parse(fit.output) as {
    findings: { what: string; level: string; text: string }[];
  }[];
  expect(here?.findings.map(({ what }) => what)).toContain('size');
  expect(there?.findings).toContainEqual({ level: 'ok', what: 'sweep', text: 'sweeps/sweep.yaml, 2 tasks' });
});

test('a machine is judged by its answer', () => {
  const rows = (text: string): MachineAnswer => ({
    rows: text.split('\n').map((line) => line.split('|')),
    noise: 'Welcome\nto it',
    code: 0,
  });
  const purpose: Purpose = {
    ...{
      isRemote: true,
      root: '~/hsm',
      workdir: '/w',
      interpreter: '.venv/bin/python',
      submitCommand: 'submit',
    },
  };
  const judged = (text: string): readonly string[] =>
    judgeMachine(rows(text), purpose).map(({ level, what }) => `${level} ${what}`);
  const good =
    'system|Linux\nbash|5.2.1\nlogin_shell|/bin/fish\ncommand|tar|/bin/tar\nfree|~/hsm|90000\nwritable|~/hsm|yes\n' +
    'cores|8\nmemory|64000|32000\ngpu|0|A100|80000|0|0\nproject|/w|yes\ninterpreter|x|/w/.venv/bin/python\nscheduler|submit';
  const fit = ['ok system', 'ok bash', 'ok login shell', 'note transfer', 'ok disk', 'ok size', 'ok GPUs'];
  expect(judged(good)).toEqual([...fit, 'ok project', 'ok interpreter', 'ok scheduler']);
  // rsync takes this output for its own answer.
  const bad =
    'system|Linux\nbash|3.1.0\nlogin_shell|/bin/sh\nends_with_login|yes\ncommand|rsync|/bin/rsync\nfree|~/hsm|9\nwritable|~/hsm|yes\n' +
    'cores|8\nproject|/w|\ninterpreter|x|\npython|conda|/c/bin/python';
  expect(judged(bad).filter((each) => !each.startsWith('missing'))).toEqual([
    'ok system',
    'ok transfer',
    'ok size',
  ]);
  const [, , , , , , , interpreter] = judgeMachine(rows(bad), purpose);
  expect(interpreter?.remedy).toContain('`python_path` to an existing one: /c/bin/python (conda)');
  const lingering = judgeMachine({ ...rows(bad), noise: '' }, purpose);
  expect(lingering.find(({ what }) => what === 'login shell')?.remedy).toContain('loginctl enable-linger');
});
