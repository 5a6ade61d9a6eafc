import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const sweep = `command: [python, train.py]
args: argparse
defaults:
  epochs: 3
sweep:
  grid:
    seed: [1, 2]
    lr: [0.1, 0.01]
derive:
  tag: "lr{lr}"
`;

/** A built sweep whose task 2 has two attempts, the second in a job without an end. */
async function built(): Promise<string> {
  const root = project({ 'sweeps/sweep.yaml': sweep });
  await run(root, ['build', '--name', 'first']);
  const directory = join(root, 'sweeps/outputs/first');
  for (const folder of ['tasks/task_2/attempt_1', 'tasks/task_2/attempt_2', 'logs', 'state']) {
    mkdirSync(join(directory, folder), { recursive: true });
  }
  const lines = [
    '2\t1\tn1\t7@8@m.b.1\t1000.5\t9@9\tfailed\t3\t1010.5\t20\t96',
    '1\t1\tn1\t7@8@m.b.1\t1000.5\t9@9\tcompleted\t0\t1010.5',
    '2\t2\tn2\t7@8@m.b.1\t2000.5\t-\tskipped\t-\t2000.6',
    '2\t2\tn2\t7@8@m.b.1@slurm/alpha/anna:12_3.1\t2000.5\t9@9\tcompleted\t0\t2001.5\t-\t-',
  ];
  writeFileSync(join(directory, 'state/task_n1.tsv'), `${lines.join('\n')}\n`);
  writeFileSync(join(directory, 'logs/slurm_alpha_12_3_r1.log'), '');
  writeFileSync(
    join(directory, 'tasks/task_2/attempt_1/task_info.txt'),
    'task: 2\nresources: cpus=4,memory=128M,walltime=40s\n',
  );
  return root;
}

test('a task: its words and parameters with their lines, and each attempt', async () => {
  const root = await built();
  const { code, output } = await run(root, ['explain', 'first/2']);
  expect(code).toBe(0);
  const times = / \d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g;
  expect(output.replaceAll(times, ' TIME').replaceAll(/ +#/g, ' #')).toBe(`task 2 of 4, in first: completed
python train.py --epochs 3 --seed 1 --lr 0.01 --tag lr0.01

  python # sweep.yaml:1
  train.py # sweep.yaml:1
  --epochs # sweep.yaml:4
  3 # sweep.yaml:4
  --seed # sweep.yaml:7
  1 # sweep.yaml:7
  --lr # sweep.yaml:8
  0.01 # sweep.yaml:8
  --tag # sweep.yaml:10
  lr0.01 # sweep.yaml:10

parameters
  epochs=3 # default, sweep.yaml:4
  seed=1 # parameter, sweep.yaml:7
  lr=0.01 # parameter, sweep.yaml:8
  tag=lr0.01 # derived (lr{lr}), sweep.yaml:10

attempt 1: failed, exit code 3
  on n1, TIME to TIME, 10 s
  requested cpus=4,memory=128M,walltime=40s
  used 20 s of CPU time, 2 CPUs of 4; 96 MiB of memory at most of 128 MiB (75%); 25% of the walltime

attempt 2: completed, exit code 0
  on n2, TIME to TIME, 1 s
  job slurm/alpha/anna:12_3, log logs/slurm_alpha_12_3_r1.log

files in sweeps/outputs/first/tasks/task_2
`);
});

test('a task is named by its sweep, or by its directory or that of an attempt', async () => {
  const root = await built();
  const tasks = join(root, 'sweeps/outputs/first/tasks');
  const outcomes = [
    await run(root, ['explain', 'first/2', '--json']),
    await run(root, ['explain', 'sweeps/outputs/first/tasks/task_2/', '--json']),
    await run(root, ['explain', 'sweeps/outputs/first/2', '--json']),
    await run(tasks, ['explain', 'task_2', '--json']),
    await run(join(tasks, 'task_2', 'attempt_1'), ['explain', '.', '--json']),
  ];
  const [first, ...others] = outcomes.map(({ output }) => JSON.parse(output));
  for (const other of others) expect(other).toEqual(first);
  expect(first).toMatchObject({ sweep: 'first', task: 2, state: 'completed' });
  expect(first.attempts).toMatchObject([
    { attempt: 1, exitCode: 3, cpuTime: 20, peakMemory: 96, job: null, directory: 'tasks/task_2/attempt_1' },
    { attempt: 2, cpuTime: null, peakMemory: null, job: 'slurm/alpha/anna:12_3', directory: 'tasks/task_2' },
  ]);
  expect(first.parameters[3]).toEqual({
    name: 'tag',
    value: 'lr0.01',
    kind: 'derived',
    formula: 'lr{lr}',
    from: 'sweep.yaml:10',
  });
});

test('a task that never ran has no attempt, and one that does not exist is an error', async () => {
  const root = await built();
  expect((await run(root, ['explain', 'first/4'])).output).not.toContain('attempt');
  expect(await run(root, ['explain', 'first/5'])).toMatchObject({ code: 1 });
  expect((await run(root, ['explain', 'first/5'])).error).toContain('HSM509');
  expect((await run(root, ['explain', 'frist/2'])).error).toContain('did you mean `first`?');
});
