import { existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const sweep = `sweep:
  grid:
    seed: [1, 2, 3]
    optimizer.lr: [0.1, 1e-3]
script: train.py
resources:
  walltime: 01:00:00
  cpus: 4
`;
const files = { 'sweeps/sweep.yaml': sweep };

test('run and sweep start the driver and return its exit code', async () => {
  const root = project(files);
  const outcome = await run(root, ['run', '--name', 'x', '--', '--jobs', '2'], 130);
  const driver = join(root, 'sweeps', 'outputs', 'x', 'scripts', 'local.sh');
  expect(outcome).toMatchObject({ code: 130, runs: [['bash', '-p', driver, '--jobs', '2']] });
  const words = [
    'sweep',
    '--mode',
    'local',
    '--parallel-jobs',
    '4',
    '--show-output',
    '--max-runs',
    '5',
    '--no-progress',
  ];
  const swept = await run(root, words, 1);
  expect(swept.code).toBe(1);
  expect(swept.runs[0]?.slice(3)).toEqual(['--jobs', '4', '--show-output', '--no-progress']);
  const absent = await run(root, ['run', '--name', 'x'], null);
  expect(absent.code).toBe(1);
  expect(absent.error).toContain('HSM510');
});

test('sweep: previews write nothing, and an unavailable mode lists the available ones', async () => {
  const root = project(files);
  const dry = await run(root, ['sweep', '--dry-run', '--mode', 'array', '--max-runs', '5']);
  expect(dry).toMatchObject({ code: 0, error: '', runs: [] });
  expect(dry.output).toMatch(/1 {2}python3 train\.py 'seed=1' .*\n[\s\S]*5 tasks; nothing was written/);
  expect((await run(root, ['sweep', '-n'])).output).toBe('6\n');
  const elsewhere = project({ ...files, 'sweeps/hsm_config.yaml': 'hpc: {system: lsf}\n' });
  const unknown = await run(elsewhere, ['sweep', '--mode', 'array']);
  expect(unknown.code).toBe(1);
  expect(unknown.error).toMatch(/HSM504[\s\S]*`local`/);
  expect(existsSync(join(root, 'sweeps', 'outputs'))).toBe(false);
});

const remotes = `distributed:
  conda_env: research
  remotes:
    blossom: {host: anna@blossom.example.org, ssh_port: 2222, python_path: /opt/py/bin/python, gpus: 2, backend: ssh}
    far: {host: far, backend: slurm}
`;

test('sweep: a machine is found in the project file or by ssh, and its driver starts the sweep', async () => {
  const root = project({ ...files, 'sweeps/hsm_config.yaml': remotes });
  const script = (name: string, file: string): string =>
    join(root, 'sweeps', 'outputs', name, 'scripts', file);
  const words = [
    'sweep',
    '--remote',
    'blossom',
    '--max-runs',
    '2',
    '--take',
    '5:7',
    '-p',
    '3',
    '--name',
    'x',
  ];
  const outcome = await run(root, words, 0);
  expect(outcome).toMatchObject({
    code: 0,
    runs: [['bash', '-p', script('x', 'remote.sh'), '--throttle', '3']],
  });
  const text = readFileSync(script('x', 'remote.sh'), 'utf8');
  expect(text).toContain("readonly remote_host=anna@blossom.example.org ssh_port='2222' ssh_key=''");
  expect(text).toContain('hsm build --remote blossom --max-runs 2 --take 5:7');
  expect(readFileSync(script('x', 'task.sh'), 'utf8')).toContain('/opt/py/bin/python');
  expect(readFileSync(script('x', 'local.sh'), 'utf8')).toContain("readonly visible_gpus='0,1'");
  expect(readFileSync(script('x', 'environment.sh'), 'utf8')).toContain('research');
  const cluster = await run(root, ['build', '-t', 'remote', '--remote', 'far', '--name', 'y']);
  expect(cluster.code).toBe(0);
  expect(readFileSync(script('y', 'remote.sh'), 'utf8')).toContain('readonly backend=slurm');
  expect(existsSync(script('y', 'submit-slurm.sh'))).toBe(true);
  const alias = await run(root, ['build', '-t', 'remote', '--remote', 'alias', '--name', 'z']);
  expect(alias.code).toBe(0);
  expect(readFileSync(script('z', 'remote.sh'), 'utf8')).toContain('readonly remote_host=alias ');
  expect((await run(root, ['sweep', '--mode', 'remote'])).error).toContain('REMOTE101');
});

test('sweep: several machines share it, without those that are not for tasks', async () => {
  const config = `distributed:
  remote_root: /scratch/hsm
  conda_env: research
  remotes:
    a: {host: a, max_parallel_jobs: 4, gpus: 2, python_path: /py, spec: {x: 1}}
    b: {host: anna@b, ssh_port: 22, ssh_key: ~/.ssh/k, workdir: ~/p}
    off: {host: off, enabled: false}
    login: {host: login, backend: slurm}
`;
  const root = project({ ...files, 'sweeps/hsm_config.yaml': config });
  const outcome = await run(root, ['sweep', '--mode', 'distributed', '--detach', '--name', 'x']);
  const script = join(root, 'sweeps', 'outputs', 'x', 'scripts', 'distributed.sh');
  expect(outcome).toMatchObject({ code: 0, runs: [['bash', '-p', script, '--detach']] });
  const text = readFileSync(script, 'utf8');
  expect(text).toContain('machine_names=(a b)\n');
  expect(text).toContain('machine_roots=(/scratch/hsm /scratch/hsm)\n');
  expect(text).toContain('machine_jobs=(4 1) local_jobs=0\n');
  const none = project({ ...files, 'sweeps/hsm_config.yaml': `${config}  enabled: false\n` });
  expect((await run(none, ['sweep', '--mode', 'distributed'])).error).toContain('DISTRIBUTED101');
});

test.each([
  ['remote_root: ""'],
  ['remote_root: /'],
  ['remote_root: "~"'],
  ['remote_root: "~/"'],
  ['remote_root: /data/../..'],
  ['remote_root: "/data/my files"'],
  ['remote_root: "/data/$(touch X)"'],
  ['remote_root: -x'],
  ['workdir: "~/a b"'],
  ['host: -oProxyCommand=touch X'],
  ['host: "$(touch X)"'],
])('a remote with %s is refused, and nothing else is', async (line) => {
  const section = line.startsWith('host') ? line : `host: a\n      ${line}`;
  const config = `distributed:\n  remotes:\n    bad:\n      ${section}\n`;
  const root = project({ ...files, 'sweeps/hsm_config.yaml': config });
  const outcome = await run(root, ['sweep', '--mode', 'remote', '--remote', 'bad']);
  expect(outcome).toMatchObject({ code: 1, runs: [] });
  expect(outcome.error).toContain('HSM207');
  expect(existsSync(join(root, 'sweeps', 'outputs'))).toBe(false);
});

test('--remote rejects an option as a machine', async () => {
  const outcome = await run(project(files), ['sweep', '--remote=-oProxyCommand=touch X']);
  expect(outcome).toMatchObject({ code: 2, runs: [] });
});

/** A PATH that contains `sbatch`, or nothing. */
function pathWith(root: string, program: string | null): Record<string, string> {
  const bin = join(root, program === null ? 'no-bin' : 'bin');
  mkdirSync(bin, { recursive: true });
  if (program !== null) writeFileSync(join(bin, program), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(bin, 'python3'), '#!/bin/sh\n', { mode: 0o755 });
  return { PATH: bin };
}

test('sweep: a detected or configured scheduler gets the jobs, and without one it is an error', async () => {
  const root = project(files);
  const found = pathWith(root, 'sbatch');
  const submit = (name: string): string =>
    join(root, 'sweeps', 'outputs', name, 'scripts', 'submit-slurm.sh');
  const array = await run(root, ['sweep', '--mode', 'array', '--name', 'a', '-p', '3'], 0, found);
  expect(array.runs).toEqual([['bash', '-p', submit('a'), '--throttle', '3']]);
  const auto = await run(root, ['sweep', '--name', 'b'], 7, found);
  expect(auto).toMatchObject({ code: 7, runs: [['bash', '-p', submit('b')]] });
  const words = ['sweep', '--mode', 'individual', '--name', 'c', '--resources', 'select=1:ncpus=4:mem=16gb'];
  const individual = await run(root, words, 0, found);
  expect(individual.runs).toEqual([['bash', '-p', submit('c'), '--individual']]);
  const script = readFileSync(join(root, 'sweeps', 'outputs', 'c', 'scripts', 'slurm.sh'), 'utf8');
  expect(script).toContain('#SBATCH --cpus-per-task=4\n#SBATCH --mem=16384M\n');

  const none = pathWith(root, null);
  for (const mode of ['array', 'individual']) {
    const outcome = await run(root, ['sweep', '--mode', mode, '--name', 'd'], 0, none);
    expect(outcome).toMatchObject({ code: 1, runs: [] });
    expect(outcome.error).toMatch(/HSM514[\s\S]*`hpc\.system` is not set/);
  }
  expect(existsSync(join(root, 'sweeps', 'outputs', 'd'))).toBe(false);
  expect((await run(root, ['sweep', '--name', 'd'], 0, none)).runs[0]?.[2]).toContain('local.sh');
  writeFileSync(join(root, 'sweeps', 'hsm_config.yaml'), 'hpc: {system: slurm}\n');
  expect((await run(root, ['sweep', '--mode', 'array', '--name', 'e'], 0, none)).runs).toHaveLength(1);
  writeFileSync(join(root, 'sweeps', 'hsm_config.yaml'), 'hpc: {system: local}\n');
  const refused = await run(root, ['sweep', '--mode', 'array', '--name', 'f'], 0, found);
  expect(refused).toMatchObject({ code: 1, runs: [] });
  expect(refused.error).toMatch(/HSM514[\s\S]*`hpc\.system` is `local`/);
  writeFileSync(join(root, 'sweeps', 'hsm_config.yaml'), 'hpc: {sytem: slurm}\n');
  const misspelt = await run(root, ['sweep', '--mode', 'array', '--name', 'f'], 0, none);
  expect(misspelt.error).toMatch(/did you mean `system`[\s\S]*HSM514/);
  expect(existsSync(join(root, 'sweeps', 'outputs', 'f'))).toBe(false);
});

test('init: the submit command that several schedulers share is asked to identify itself', async () => {
  const root = project(files);
  const found = pathWith(root, 'qsub');
  const text = '#!/bin/sh\n[ "$*" = --version ] || exit 3\nprintf "Version: 6.1\\nCommit: abc\\n" >&2\n';
  writeFileSync(join(root, 'bin', 'qsub'), text, { mode: 0o755 });
  expect((await run(root, ['init'], 0, found)).output).toContain('wrote sweeps/hsm_config.yaml');
  expect(readFileSync(join(root, 'sweeps', 'hsm_config.yaml'), 'utf8')).toContain('\n  system: torque\n');
});

test('init: the next step is to submit where there is a scheduler, and to run where there is none', async () => {
  const text =
    'import argparse\np = argparse.ArgumentParser()\np.add_argument("--seed", type=int, default=1)\np.parse_args()\n';
  const program = { 'train.py': text };
  const root = project(program);
  expect((await run(root, ['init'], 0, pathWith(root, 'sbatch'))).output).toContain('submit them to slurm');
  const alone = project(program);
  expect((await run(alone, ['init'], 0, pathWith(alone, null))).output).toContain(
    '`hsm run` to run them here',
  );
});

test('sweep: a machine that the mode would ignore is an error', async () => {
  const root = project(files);
  for (const mode of ['local', 'array', 'individual', 'distributed']) {
    const outcome = await run(
      root,
      ['sweep', '--mode', mode, '--remote', 'blossom'],
      0,
      pathWith(root, 'sbatch'),
    );
    expect(outcome).toMatchObject({ code: 2, runs: [] });
    expect(outcome.error).toContain(`--remote cannot be combined with --mode ${mode}`);
  }
});

test('sweep: an option that only local drivers can use is ignored with a warning if the tasks are submitted', async () => {
  const root = project(files);
  const words = ['sweep', '--mode', 'auto', '--name', 'a', '--show-output', '--no-progress'];
  const submitted = await run(root, words, 0, pathWith(root, 'sbatch'));
  expect(submitted).toMatchObject({ code: 0, runs: [['bash', '-p', expect.anything()]] });
  expect(submitted.error.match(/warning\[HSM515\]: `--[a-z-]+`/g)).toHaveLength(2);
  const here = await run(root, words, 0, pathWith(root, null));
  expect(here.runs[0]?.slice(3)).toEqual(['--show-output', '--no-progress']);
  expect(here.error).not.toContain('HSM515');
});

test('run: the words after -- reach a script that submits jobs', async () => {
  const root = project(files);
  const { runs } = await run(root, ['run', '--target', 'slurm', '--name', 'x', '--', '--dry-run']);
  expect(runs).toEqual([
    ['bash', '-p', join(root, 'sweeps', 'outputs', 'x', 'scripts', 'submit-slurm.sh'), '--dry-run'],
  ]);
});

test('cancel: finds the sweep and runs its script; lists the sweeps if it finds none', async () => {
  const root = project(files);
  expect((await run(root, ['cancel'])).error).toContain('HSM511');
  for (const name of ['first', 'second_1', 'second_2']) await run(root, ['build', '--name', name]);
  const script = join(root, 'sweeps', 'outputs', 'first', 'scripts', 'cancel.sh');
  const cancelled = await run(root, ['cancel', 'fir', '-y', '--only', '1,3-4'], 3);
  expect(cancelled).toMatchObject({ code: 3, runs: [['bash', '-p', script, '--only', '1,3-4', '-y']] });
  expect((await run(root, ['cancel', 'sweeps/outputs/first'])).runs).toEqual([['bash', '-p', script]]);
  expect((await run(root, ['cancel', 'second'])).error).toMatch(/HSM512[\s\S]*`second_[12]`, `second_[12]`/);
  const unknown = await run(root, ['cancel', 'frist']);
  expect(unknown).toMatchObject({ code: 1, runs: [] });
  expect(unknown.error).toMatch(/HSM511[\s\S]*did you mean `first`/);
  rmSync(script);
  expect((await run(root, ['cancel', 'first'])).error).toContain('HSM513');
});

test('queue: queries the scheduler once for all sweeps, and prints their jobs', async () => {
  const root = project(files);
  expect(await run(root, ['queue'])).toMatchObject({ code: 0, output: 'no jobs in the queue\n' });
  for (const name of ['old', 'new']) {
    await run(root, ['build', '--name', name]);
    const lines = [
      'printf "%s\\n" "$#" >>"$(dirname "$0")/../state/asked"',
      'printf "old\\tx:12_3\\tqueued\\tPENDING\\t5\\t8\\t-\\tname\\tResources\\n"',
      'printf "new\\tx:13_1\\trunning\\tRUNNING\\t0\\t0\\t-\\tname\\tn1\\n"',
    ];
    writeFileSync(join(root, 'sweeps', 'outputs', name, 'scripts', 'queue-x.sh'), `${lines.join('\n')}\n`);
  }
  utimesSync(join(root, 'sweeps', 'outputs', 'old', 'plan.json'), 1_000, 1_000);
  const listed = await run(root, ['queue']);
  expect(listed.output).toBe(
    'SWEEP  JOB   STATE    TASKS  WHERE\nold    12_3  PENDING  5-8    Resources\nnew    13_1  RUNNING  any    n1\n',
  );
  const asked = (name: string): string => join(root, 'sweeps', 'outputs', name, 'state', 'asked');
  expect(existsSync(asked('old'))).toBe(false);
  expect(readFileSync(asked('new'), 'utf8')).toBe('4\n');
  expect(JSON.parse((await run(root, ['queue', 'old', '--json'])).output)[0]).toMatchObject({
    job: 'x:12_3',
    tasks: [5, 8],
    state: 'queued',
  });
  for (const name of ['old', 'new'])
    writeFileSync(join(root, 'sweeps', 'outputs', name, 'scripts', 'queue-x.sh'), 'exit 75\n');
  const silent = await run(root, ['queue']);
  expect(silent).toMatchObject({ code: 1, output: '' });
  expect(silent.error).toContain('x is not installed or not responding');
});

test('queue --watch lists the jobs until none is left, and continues if the scheduler is not responding', async () => {
  const root = project(files);
  await run(root, ['build', '--name', 'first']);
  const lines = [
    'calls=$(dirname "$0")/../state/calls',
    'echo >>"$calls"',
    'case $(wc -l <"$calls" | tr -d " ") in',
    '  1) printf "first\\tx:1\\tqueued\\tPD\\t1\\t1\\t-\\tname\\tPriority\\n" ;;',
    '  2 | 3) exit 75 ;;',
    'esac',
  ];
  writeFileSync(join(root, 'sweeps', 'outputs', 'first', 'scripts', 'queue-x.sh'), `${lines.join('\n')}\n`);
  const watched = await run(root, ['queue', '--watch', '--interval', '12']);
  expect(watched.pauses).toEqual([12, 12, 12]);
  expect(watched.code).toBe(0);
  expect(watched.error).toBe('hsm: x is not installed or not responding\n');
  expect(watched.output).toMatch(/^SWEEP .*\nfirst {2}1 .* 1 +Priority\nno jobs in the queue\n$/);
  expect(await run(root, ['queue', '--watch', '--interval', '9'])).toMatchObject({ code: 2 });
});
