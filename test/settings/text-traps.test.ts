import { expect, test } from 'vitest';
import { readProjectText, readSweepText } from './read-settings.ts';

test('text that looks like a variable or a placeholder, in every text setting', () => {
  const { found, diagnostics } = readProjectText(`paths:
  python_interpreter: $VIRTUAL_ENV/bin/python
  train_script: ~/train.py
  config_dir: "{task_dir}/conf"
  output_dir: \${SCRATCH}/out
environment:
  venv: $HOME/venv
  setup: ["cd $HOME/{task_dir}", 'cd "$HSM_TASK_DIR"']
  variables:
    PATH: /opt/x:$PATH
    DATA: ~/data
    FINE: "{task_dir}/{env:HOME}/$5"
wandb: {project: $USER, tags: [a, $TEAM], group: "{sweep_id}"}
slurm: {constraint: $NODE, extra_directives: ["--comment={task_dir}"]}
`);
  expect(found).toEqual([
    'HSM364 2:23 $VIRTUAL_ENV/bin/python',
    'HSM363 4:15 "{task_dir}/conf"',
    `HSM364 5:15 \${SCRATCH}/out`,
    'HSM364 7:9 $HOME/venv',
    'HSM363 8:11 "cd $HOME/{task_dir}"',
    'HSM364 10:11 /opt/x:$PATH',
    'HSM364 11:11 ~/data',
    'HSM364 13:18 $USER',
    'HSM364 13:35 $TEAM',
    'HSM364 14:21 $NODE',
    'HSM363 14:47 "--comment={task_dir}"',
  ]);
  expect(diagnostics.hasErrors).toBe(false);
  expect(diagnostics.sorted()[0]?.help).toBe(
    'write `"{env:VIRTUAL_ENV}/bin/python"` for the environment variable',
  );
});

test('the same in the sweep file, and a variable whose name is impossible', () => {
  const { found } = readSweepText('script: $HOME/a.py\ntargets: {slurm: {exclude: $BAD}}\n');
  expect(found).toEqual(['HSM364 1:9 $HOME/a.py', 'HSM364 2:28 $BAD']);
});
