import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wantsColor } from '../../src/cli/color.ts';
import { version } from '../../src/driver/version.ts';
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

const commands = ['init', 'check', 'show', 'build', 'run', 'sweep', 'queue', 'cancel', 'report', 'explain'];

test.each(commands)('hsm %s --help shows an example and exits 0', async (command) => {
  const { code, output } = await run('/', [command, '--help']);
  expect(code).toBe(0);
  expect(output).toContain(`Usage: hsm ${command}`);
  expect(output).toMatch(/Example:\n {2}\$ .*hsm/);
});

test('help lists every command, and the version is printed', async () => {
  const { output } = await run('/', ['--help']);
  for (const command of commands) expect(output).toContain(`  ${command} `);
  expect(await run('/', ['--version'])).toMatchObject({ code: 0, output: `${version}\n` });
});

test('wrong usage exits 2 and says so in one place', async () => {
  const wrong = [
    [],
    ['biuld'],
    ['build', '--nmae', 'x'],
    ['build', '--name', '../x'],
    ['build', '--name', '-x'],
    ['build', '--name', '.x'],
    ['build', '--max-runs', '0'],
    ['check', '--format', 'xml'],
    ['show', '3-1'],
    ['sweep', '--mode', 'cloud'],
    ['queue', '--interval', '0'],
    ['cancel', '--only', 'x'],
    ['explain', 'HSM999'],
  ];
  const root = project(files);
  for (const words of wrong) {
    const { code, output, error } = await run(root, words);
    expect([words, code, output]).toEqual([words, 2, '']);
    expect(error).not.toBe('');
  }
  expect((await run(root, ['biuld'])).error).toContain('Did you mean build?');
});

test('check: a right sweep, a misspelt key, and the formats', async () => {
  expect(await run(project(files), ['check'])).toMatchObject({
    code: 0,
    output: 'sweeps/sweep.yaml: 6 tasks, no errors\n',
    error: '',
  });
  const bad = project({ 'sweeps/sweep.yaml': sweep.replace('grid', 'gird') });
  const pretty = await run(bad, ['check']);
  expect(pretty).toMatchObject({ code: 1, output: '' });
  expect(pretty.error).toContain('sweeps/sweep.yaml:2:3');
  expect(pretty.error).toContain('did you mean `grid`?');
  const json = await run(bad, ['check', '--format', 'json']);
  expect(JSON.parse(json.output)).toMatchObject([{ start: { line: 2, column: 3 } }]);
  expect((await run(bad, ['check', '--format', 'github'])).output).toMatch(/^::error .*line=2/);
  expect(await run(bad, ['build'])).toMatchObject({ code: 1, output: '' });
  expect(existsSync(join(bad, 'sweeps', 'outputs'))).toBe(false);
});

test('HSM501 and HSM502: no sweep file, and one that cannot be read', async () => {
  const none = await run(project({}), ['check']);
  expect(none.code).toBe(1);
  expect(none.error).toMatch(/HSM501[\s\S]*sweeps\/sweep\.yaml[\s\S]*hsm init/);
  const root = project({});
  mkdirSync(join(root, 'sweeps', 'sweep.yaml'), { recursive: true });
  expect((await run(root, ['check'])).error).toMatch(/HSM502[\s\S]*it is a directory/);
});

test('HSM503: an unknown target, on the command line and in the file', async () => {
  const root = project(files);
  expect((await run(root, ['build', '--target', 'locl'])).error).toMatch(/HSM503[\s\S]*did you mean `local`/);
  appendFileSync(join(root, 'sweeps', 'sweep.yaml'), 'targets:\n  locla: {}\n');
  expect((await run(root, ['check'])).error).toMatch(/HSM503[\s\S]*did you mean `local`/);
});

test('show: the whole, a task, ranges, a count, settings', async () => {
  const root = project(files);
  const whole = await run(root, ['show']);
  expect(whole).toMatchObject({ code: 0, error: '' });
  expect(whole.output).toMatch(/seed +3 +1, 2, 3\noptimizer\.lr +2 +0\.1, 1e-3/);
  expect(whole.output).toMatch(
    /6 tasks\nat most 24 core-hours\n\d+ files by the build: .*scripts\/task\.sh.*\n30 files and directories by the tasks/,
  );
  const task = await run(root, ['show', '2']);
  expect(task.output).toMatch(/'seed=1' +# sweep\.yaml:3/);
  expect(task.output).toMatch(/'optimizer\.lr=1e-3' +# sweep\.yaml:4/);
  const lines = (await run(root, ['show', '1-3,6', '--json'])).output.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).task)).toEqual([1, 2, 3, 6]);
  expect((await run(root, ['show', '--count', '--max-runs', '4'])).output).toBe('4\n');
  expect((await run(root, ['show', '--config'])).output).toMatch(
    /resources\.cpus +4 +# sweeps\/sweep\.yaml:8/,
  );
  expect(JSON.parse((await run(root, ['show', '--json'])).output)).toMatchObject({
    totals: { tasks: 6, coreHours: 24 },
  });
  for (const tasks of ['0', '7', '5-1000000000']) {
    expect(await run(root, ['show', tasks])).toMatchObject({ code: 1, output: '' });
  }
  expect((await run(root, ['show', '7'])).error).toContain('HSM509');
});

test('show answers at once for a billion tasks', async () => {
  const values = Array.from({ length: 1000 }, (_, index) => index).join(', ');
  const text = `sweep:\n  grid:\n    a: [${values}]\n    b: [${values}]\n    c: [${values}]\nscript: train.py\n`;
  const root = project({ 'sweeps/sweep.yaml': text });
  const started = performance.now();
  expect((await run(root, ['show'])).output).toContain('1000000000 tasks');
  expect((await run(root, ['show', '999999999'])).output).toContain('c=998');
  expect(performance.now() - started).toBeLessThan(3000);
});

test('build: a directory, once more, another plan, an edit, a foreign file', async () => {
  const root = project(files);
  const directory = join(root, 'sweeps', 'outputs', 'first');
  const first = await run(root, ['build', '--name', 'first']);
  expect(first).toMatchObject({ code: 0, error: '' });
  expect(first.output).toMatch(
    /wrote sweeps\/outputs\/first: 6 tasks[\s\S]*bash sweeps\/outputs\/first\/scripts\/local\.sh/,
  );
  execFileSync('sha256sum', ['-c', '--strict', 'MANIFEST.sha256'], { cwd: directory });
  expect(readFileSync(join(directory, 'sweep.yaml'), 'utf8')).toBe(sweep);
  expect(
    execFileSync('bash', ['scripts/task.sh', '--print', '2'], { cwd: directory, encoding: 'utf8' }),
  ).toContain('optimizer.lr=1e-3');
  expect((await run(root, ['build', '--name', 'first'])).output).toContain('nothing changed');
  mkdirSync(join(directory, 'tasks', 'task_1'));
  expect((await run(root, ['build', '--name', 'first', '--max-runs', '2'])).error).toContain('HSM506');
  rmSync(join(directory, 'tasks', 'task_1'), { recursive: true });
  appendFileSync(join(directory, 'scripts', 'task.sh'), '# mine\n');
  expect((await run(root, ['build', '--name', 'first'])).error).toContain('HSM507');
  writeFileSync(join(directory, 'notes.txt'), '');
  expect((await run(root, ['build', '--name', 'first'])).error).toContain('HSM505');
  writeFileSync(join(root, 'file'), '');
  expect((await run(root, ['build', '-o', 'file'])).error).toContain('HSM508');
});

test('two builds of one sweep are equal, byte for byte, and hold no path of this machine', async () => {
  const root = project(files);
  await run(root, ['build', '-o', 'out/a', '--name', 'x']);
  await run(root, ['build', '-o', 'out/b', '--name', 'y']);
  execFileSync('diff', ['-r', 'out/a/x', 'out/b/y'], { cwd: root });
  expect(
    execFileSync('bash', ['-c', `grep -rlF '${root}' out || true`], { cwd: root, encoding: 'utf8' }),
  ).toBe('');
  expect((await run(root, ['build'])).output).toContain('sweeps/outputs/sweep_20260102_030405');
  expect((await run(root, ['build'])).output).toContain('sweeps/outputs/sweep_20260102_030405_2');
});

test('run and sweep start the driver and return its exit code', async () => {
  const root = project(files);
  const outcome = await run(root, ['run', '--name', 'x', '--', '--jobs', '2'], 130);
  const driver = join(root, 'sweeps', 'outputs', 'x', 'scripts', 'local.sh');
  expect(outcome).toMatchObject({ code: 130, runs: [['bash', driver, '--jobs', '2']] });
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
  expect(swept.runs[0]?.slice(2)).toEqual(['--jobs', '4', '--show-output', '--no-progress']);
  const absent = await run(root, ['run', '--name', 'x'], null);
  expect(absent.code).toBe(1);
  expect(absent.error).toContain('HSM510');
});

test('sweep: previews write nothing, and a mode without a target says what there is', async () => {
  const root = project(files);
  const dry = await run(root, ['sweep', '--dry-run', '--mode', 'array', '--max-runs', '5']);
  expect(dry).toMatchObject({ code: 0, error: '', runs: [] });
  expect(dry.output).toMatch(/1 {2}python3 train\.py 'seed=1' .*\n[\s\S]*5 tasks; nothing was written/);
  expect((await run(root, ['sweep', '-n'])).output).toBe('6\n');
  const remote = await run(root, ['sweep', '--mode', 'remote', '--remote', 'x']);
  expect(remote.code).toBe(1);
  expect(remote.error).toMatch(/HSM504[\s\S]*`local`/);
  expect(existsSync(join(root, 'sweeps', 'outputs'))).toBe(false);
});

/** A PATH on which `sbatch` is, or nothing is. */
function pathWith(root: string, program: string | null): Record<string, string> {
  const bin = join(root, program === null ? 'no-bin' : 'bin');
  mkdirSync(bin, { recursive: true });
  if (program !== null) writeFileSync(join(bin, program), '#!/bin/sh\n', { mode: 0o755 });
  writeFileSync(join(bin, 'python3'), '#!/bin/sh\n', { mode: 0o755 });
  return { PATH: bin };
}

test('sweep: a scheduler that is found or configured gets the jobs, and without one there is an error', async () => {
  const root = project(files);
  const found = pathWith(root, 'sbatch');
  const submit = (name: string): string =>
    join(root, 'sweeps', 'outputs', name, 'scripts', 'submit-slurm.sh');
  const array = await run(root, ['sweep', '--mode', 'array', '--name', 'a', '-p', '3'], 0, found);
  expect(array.runs).toEqual([['bash', submit('a'), '--throttle', '3']]);
  const auto = await run(root, ['sweep', '--name', 'b'], 7, found);
  expect(auto).toMatchObject({ code: 7, runs: [['bash', submit('b')]] });
  const words = ['sweep', '--mode', 'individual', '--name', 'c', '--resources', 'select=1:ncpus=4:mem=16gb'];
  const individual = await run(root, words, 0, found);
  expect(individual.runs).toEqual([['bash', submit('c'), '--individual']]);
  const script = readFileSync(join(root, 'sweeps', 'outputs', 'c', 'scripts', 'slurm.sh'), 'utf8');
  expect(script).toContain('#SBATCH --cpus-per-task=4\n#SBATCH --mem=16384M\n');

  const none = pathWith(root, null);
  for (const mode of ['array', 'individual']) {
    const outcome = await run(root, ['sweep', '--mode', mode, '--name', 'd'], 0, none);
    expect(outcome).toMatchObject({ code: 1, runs: [] });
    expect(outcome.error).toMatch(/HSM514[\s\S]*`hpc\.system` is not set/);
  }
  expect(existsSync(join(root, 'sweeps', 'outputs', 'd'))).toBe(false);
  expect((await run(root, ['sweep', '--name', 'd'], 0, none)).runs[0]?.[1]).toContain('local.sh');
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

test('sweep: what only a driver here can show is ignored with a warning when the tasks are submitted', async () => {
  const root = project(files);
  const words = ['sweep', '--mode', 'auto', '--name', 'a', '--show-output', '--no-progress'];
  const submitted = await run(root, words, 0, pathWith(root, 'sbatch'));
  expect(submitted).toMatchObject({ code: 0, runs: [[expect.anything(), expect.anything()]] });
  expect(submitted.error.match(/warning\[HSM515\]: `--[a-z-]+`/g)).toHaveLength(2);
  const here = await run(root, words, 0, pathWith(root, null));
  expect(here.runs[0]?.slice(2)).toEqual(['--show-output', '--no-progress']);
  expect(here.error).not.toContain('HSM515');
});

test('run: the words after -- reach a script that submits', async () => {
  const root = project(files);
  const { runs } = await run(root, ['run', '--target', 'slurm', '--name', 'x', '--', '--dry-run']);
  expect(runs).toEqual([
    ['bash', join(root, 'sweeps', 'outputs', 'x', 'scripts', 'submit-slurm.sh'), '--dry-run'],
  ]);
});

test('cancel: finds the sweep and runs its script; says what there is where it finds none', async () => {
  const root = project(files);
  expect((await run(root, ['cancel'])).error).toContain('HSM511');
  for (const name of ['first', 'second_1', 'second_2']) await run(root, ['build', '--name', name]);
  const script = join(root, 'sweeps', 'outputs', 'first', 'scripts', 'cancel.sh');
  const cancelled = await run(root, ['cancel', 'fir', '-y', '--only', '1,3-4'], 3);
  expect(cancelled).toMatchObject({ code: 3, runs: [['bash', script, '--only', '1,3-4', '-y']] });
  expect((await run(root, ['cancel', 'sweeps/outputs/first'])).runs).toEqual([['bash', script]]);
  expect((await run(root, ['cancel', 'second'])).error).toMatch(/HSM512[\s\S]*`second_[12]`, `second_[12]`/);
  const unknown = await run(root, ['cancel', 'frist']);
  expect(unknown).toMatchObject({ code: 1, runs: [] });
  expect(unknown.error).toMatch(/HSM511[\s\S]*did you mean `first`/);
  rmSync(script);
  expect((await run(root, ['cancel', 'first'])).error).toContain('HSM513');
});

test('queue: asks one script for all sweeps, and prints their jobs', async () => {
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
  expect(readFileSync(asked('new'), 'utf8')).toBe('2\n');
  expect(JSON.parse((await run(root, ['queue', 'old', '--json'])).output)[0]).toMatchObject({
    job: 'x:12_3',
    tasks: [5, 8],
    state: 'queued',
  });
  for (const name of ['old', 'new'])
    writeFileSync(join(root, 'sweeps', 'outputs', name, 'scripts', 'queue-x.sh'), 'exit 75\n');
  const silent = await run(root, ['queue']);
  expect(silent).toMatchObject({ code: 1, output: '' });
  expect(silent.error).toContain('x is not here, or does not answer');
});

test('queue --watch lists the jobs until there are none, and goes on when the scheduler is silent', async () => {
  const root = project(files);
  await run(root, ['build', '--name', 'first']);
  const lines = [
    'calls=$(dirname "$0")/../state/calls',
    'echo >>"$calls"',
    'case $(wc -l <"$calls" | tr -d " ") in',
    '  1) printf "first\\tx:1\\tqueued\\tPD\\t1\\t1\\t-\\tname\\tPriority\\n" ;;',
    '  2) exit 75 ;;',
    'esac',
  ];
  writeFileSync(join(root, 'sweeps', 'outputs', 'first', 'scripts', 'queue-x.sh'), `${lines.join('\n')}\n`);
  const watched = await run(root, ['queue', '--watch', '--interval', '1']);
  expect(watched.code).toBe(0);
  expect(watched.error).toBe('hsm: x is not here, or does not answer\n');
  expect(watched.output).toMatch(/^SWEEP .*\nfirst {2}1 .* 1 +Priority\nno jobs in the queue\n$/);
});

test('init writes two files that check, and never overwrites', async () => {
  const root = project({});
  expect((await run(root, ['init'])).output).toMatch(
    /wrote sweeps\/sweep\.yaml\nwrote sweeps\/hsm_config\.yaml/,
  );
  expect(await run(root, ['check'])).toMatchObject({ code: 0, error: '' });
  const before = readFileSync(join(root, 'sweeps', 'sweep.yaml'), 'utf8');
  expect((await run(root, ['init'])).output).toContain('kept sweeps/sweep.yaml');
  expect(readFileSync(join(root, 'sweeps', 'sweep.yaml'), 'utf8')).toBe(before);
});

test('explain prints a page, or all codes', async () => {
  expect((await run('/', ['explain', 'hsm503'])).output).toMatch(/^# HSM503: unknown target/);
  expect((await run('/', ['explain'])).output).toMatch(/^HSM101 {2}/);
});

test('colour is as FORCE_COLOR, NO_COLOR and the terminal say', () => {
  expect(wantsColor({}, true)).toBe(true);
  expect(wantsColor({}, false)).toBe(false);
  expect(wantsColor({ NO_COLOR: '1' }, true)).toBe(false);
  expect(wantsColor({ NO_COLOR: '' }, true)).toBe(true);
  expect(wantsColor({ FORCE_COLOR: '1', NO_COLOR: '1' }, false)).toBe(true);
  expect(wantsColor({ FORCE_COLOR: '0' }, true)).toBe(false);
  expect(wantsColor({ TERM: 'dumb' }, true)).toBe(false);
});
