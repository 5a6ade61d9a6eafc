import { expect, test } from 'vitest';
import { check, codes, only } from './harness.ts';

const sweep = 'sweep: {grid: {a: [1]}}\n';

function ofCommand(command: string, more = ''): readonly string[] {
  return check(`command: ${command}\n${more}${sweep}`).diagnostics.map(({ code }) => code);
}

test.each([
  'python train.py --multirun',
  'python train.py -m',
  'python train.py -m x=1',
  'python train.py x=1 -m --cfg job',
  'srun python -m package --multirun',
  '[python, train.py, --multirun]',
])('%s would start a sweep inside each task', (command) => {
  expect(ofCommand(command)).toEqual(['HSM360']);
  expect(ofCommand(command, 'args: argparse\n')).toEqual([]);
});

test.each([
  'python -m package',
  'python3 -m torch.distributed.run train.py',
  'srun python -m package',
  'accelerate launch -m package.train',
  'python train.py --multirun-not',
  'train x=-m',
])('%s does not start one', (command) => {
  expect(ofCommand(command)).toEqual([]);
});

test.each([
  'hydra.run.dir=x',
  '++hydra.run.dir=x',
  'hydra.sweep.dir=out',
  'hydra.mode=MULTIRUN',
  '~hydra.sweep=1',
])('%s is set by hsm', (word) => {
  const command = `[python, train.py, '${word}']`;
  expect(ofCommand(command)).toEqual(['HSM322']);
  expect(ofCommand(command, 'args: env\n')).toEqual([]);
});

test('other words of Hydra belong to the user', () => {
  expect(ofCommand('python train.py hydra.job.chdir=True +experiment=x --config-dir conf')).toEqual([]);
});

test('a job number of Hydra has no value', () => {
  const text = `command: [python, train.py, 'name=run_\${hydra:job.num}']\n${sweep}`;
  expect(only(text)).toMatchObject({ code: 'HSM361', help: 'write `{task_id}`' });
  expect(ofCommand(`[python, t.py, 'name=\${a.b}']`)).toEqual([]);
});

test('an interpolation in a value is reported once per parameter, and only with Hydra', () => {
  const text = `script: a.py\nsweep: {grid: {a: ["\${x.y}", "\${x.z}"], b: [[1, "\${oc.env:HOME}"]], c: ["$x{y}"]}}\n`;
  expect(codes(text)).toEqual(['HSM362 2:20', 'HSM362 2:49']);
  expect(codes(`args: argparse\n${text}`)).toEqual([]);
  expect(only(`script: a.py\ndefaults: {a: "\${hydra:job.num}"}\nsweep: {grid: {b: [1]}}\n`).help).toContain(
    '{task_id}',
  );
});
