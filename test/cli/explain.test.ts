import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  used 20 s of CPU time (2 of 4 CPUs); at most 96 of 128 MiB of memory (75%); 25% of the walltime

attempt 2: completed, exit code 0
  on n2, TIME to TIME, 1 s
  job slurm/alpha/anna:12_3, log logs/slurm_alpha_12_3_r1.log

files in sweeps/outputs/first/tasks/task_2
`);
});

test('a task is found by its sweep, or by its directory or that of an attempt', async () => {
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

const slurm = `command: [python, train.py]
args: argparse
resources: {memory: 4G}
sweep:
  grid:
    seed: [1, 2]
`;

/** The number of the first line of a script with this beginning. */
function lineOf(script: string, beginning: string): number {
  return (
    readFileSync(script, 'utf8')
      .split('\n')
      .findIndex((line) => line.startsWith(beginning)) + 1
  );
}

test("a script's line: the settings behind it, with their lines", async () => {
  const root = project({
    'sweeps/sweep.yaml': slurm,
    'sweeps/hsm_config.yaml': 'targets:\n  slurm:\n    partition: long\n',
  });
  await run(root, ['build', '--name', 'first', '--target', 'slurm', '--walltime', '2h']);
  const script = 'sweeps/outputs/first/scripts/slurm.sh';
  const explain = async (beginning: string, ...more: readonly string[]): Promise<string> =>
    (await run(root, ['explain', `${script}:${lineOf(join(root, script), beginning)}`, ...more])).output;
  expect(await explain('#SBATCH --mem')).toMatch(
    /^sweeps\/outputs\/first\/scripts\/slurm\.sh:\d+\n {2}#SBATCH --mem=4096M\n\nbecause of\n {2}targets\.slurm\.parallel_per_job: 1 {2}# built-in\n {2}resources\.memory: 4G {15}# sweeps\/sweep\.yaml:3\n$/,
  );
  expect(await explain('#SBATCH --time')).toContain('resources.walltime: 02:00:00  # --walltime\n');
  expect(await explain('#SBATCH --partition')).toContain('partition: long  # sweeps/hsm_config.yaml:3\n');
  expect(await explain('main()')).toContain('\nno setting changes this line\n');
  expect(JSON.parse(await explain('readonly task_count=', '--json'))).toMatchObject({
    text: 'readonly task_count=2',
    settings: [{ setting: 'the number of tasks', value: '2', from: 'sweeps/sweep.yaml:5' }],
  });
});

test('the source as it was built counts, and a line that later settings have changed is reported', async () => {
  const root = project({ 'sweeps/sweep.yaml': slurm });
  await run(root, ['build', '--name', 'first', '--target', 'slurm']);
  const script = join(root, 'sweeps/outputs/first/scripts/slurm.sh');
  writeFileSync(join(root, 'sweeps/sweep.yaml'), slurm.replace('4G', '8G'));
  const memory = `${script}:${lineOf(script, '#SBATCH --mem')}`;
  expect((await run(root, ['explain', memory])).output).toContain('# sweeps/outputs/first/sweep.yaml:3\n');
  writeFileSync(join(root, 'sweeps/hsm_config.yaml'), 'targets:\n  slurm:\n    mem: 1G\n');
  expect(await run(root, ['explain', memory])).toMatchObject({ code: 0 });
  writeFileSync(join(root, 'sweeps/sweep.yaml'), slurm);
  writeFileSync(
    join(root, 'sweeps/hsm_config.yaml'),
    'targets:\n  slurm:\n    mem_per_cpu: 1G\n    array_throttle: 1\n',
  );
  const array = `${script}:${lineOf(script, '#SBATCH --array')}`;
  expect(await run(root, ['explain', array])).toMatchObject({ code: 1, output: '' });
  expect((await run(root, ['explain', array])).error).toMatch(
    /the settings or the sweep file has changed\n$/,
  );
});

test('a name that is not a line of a sweep is reported', async () => {
  const root = await built();
  expect((await run(root, ['explain', 'train.py:1'])).error).toBe(
    'hsm: train.py:1: not in a sweep directory\n',
  );
  expect((await run(root, ['explain', 'sweeps/outputs/first/scripts/task.sh:99999'])).error).toMatch(
    /^hsm: sweeps\/outputs\/first\/scripts\/task\.sh:99999: the file has only \d+ lines\n$/,
  );
});
