import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { wantsColor } from '../../src/cli/color.ts';
import { registry } from '../../src/cli/registry.ts';
import { version } from '../../src/compiler/version.ts';
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

const commands = registry.map(({ name }) => name);

test.each(commands)('hsm %s --help shows an example and exits 0', async (command) => {
  const { code, output } = await run('/', [command, '--help']);
  expect(code).toBe(0);
  expect(output).toContain(`Usage: hsm ${command}`);
  expect(output).toMatch(/Example:\n {2}\$ .*hsm/);
});

test('help lists every command, and the version is printed', async () => {
  const { output } = await run('/', ['--help']);
  const rows = output.split('Commands:\n')[1]?.split('\n\n')[0] ?? '';
  const listed = [...rows.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name);
  expect(listed).toEqual([...commands, 'help']);
  expect(await run('/', ['--version'])).toMatchObject({ code: 0, output: `${version}\n` });
});

test('wrong usage exits with 2 and one message', async () => {
  const wrong = [
    ['biuld'],
    ['build', '--nmae', 'x'],
    ['build', '--name', '../x'],
    ['build', '--name', '-x'],
    ['build', '--name', '.x'],
    ['build', '--max-runs', '0'],
    ['build', '--take', '0'],
    ['build', '--take', '5:x'],
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

test('check: a valid sweep, a misspelt key, and the formats', async () => {
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

test('show: the overview, a task, ranges, a count, settings', async () => {
  const root = project(files);
  const whole = await run(root, ['show']);
  expect(whole).toMatchObject({ code: 0, error: '' });
  expect(whole.output).toMatch(/seed +3 +1, 2, 3\noptimizer\.lr +2 +0\.1, 1e-3/);
  expect(whole.output).toMatch(
    /6 tasks\nat most 24 core-hours\n\d+ files written by the build: .*scripts\/task\.sh.*\n30 files and directories created by the tasks/,
  );
  const task = await run(root, ['show', '2']);
  expect(task.output).toMatch(/'seed=1' +# sweep\.yaml:3/);
  expect(task.output).toMatch(/'optimizer\.lr=1e-3' +# sweep\.yaml:4/);
  const lines = (await run(root, ['show', '1-3,6', '--json'])).output.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).task)).toEqual([1, 2, 3, 6]);
  expect((await run(root, ['show', '--count', '--max-runs', '4'])).output).toBe('4\n');
  expect((await run(root, ['show', '--count', '--take', '3:7'])).output).toBe('3\n');
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

test('show takes no longer for a billion tasks than for a thousand with the same values', async () => {
  const values = Array.from({ length: 1000 }, (_, index) => index).join(', ');
  const show = async (kind: string, count: string, last: string): Promise<number> => {
    const axes = `a: [${values}]\n      b: [${values}]\n      c: [${values}]`;
    const text = `sweep:\n  ${kind}${axes}\nscript: train.py\n`;
    const root = project({ 'sweeps/sweep.yaml': text });
    const before = process.cpuUsage();
    expect((await run(root, ['show'])).output).toContain(`${count} tasks`);
    expect((await run(root, ['show', last])).output).toContain('c=998');
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  // Loading and compiling for the first time is not measured.
  await show('paired:\n    - ', '1000', '999');
  const thousand = await show('paired:\n    - ', '1000', '999');
  expect(await show('grid:\n      ', '1000000000', '999999999')).toBeLessThan(10 * thousand);
});

test('build: a new directory, the same again, another plan, an edited file, a foreign file', async () => {
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
  mkdirSync(join(directory, 'tasks', 'task_3'));
  expect((await run(root, ['build', '--name', 'first', '--max-runs', '2'])).error).toMatch(
    /HSM506.*task 3 would no longer exist/,
  );
  rmSync(join(directory, 'tasks', 'task_3'), { recursive: true });
  appendFileSync(join(directory, 'scripts', 'task.sh'), '# mine\n');
  expect((await run(root, ['build', '--name', 'first'])).error).toContain('HSM507');
  writeFileSync(join(directory, 'notes.txt'), '');
  expect((await run(root, ['build', '--name', 'first'])).error).toContain('HSM505');
  writeFileSync(join(root, 'file'), '');
  expect((await run(root, ['build', '-o', 'file'])).error).toContain('HSM508');
});

test('two builds of a sweep are equal to the byte, and contain no path of this machine', async () => {
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

test('init writes two files that pass the check, and never overwrites', async () => {
  const root = project({});
  expect((await run(root, ['init'])).output).toMatch(
    /wrote sweeps\/sweep\.yaml\nwrote sweeps\/hsm_config\.yaml/,
  );
  expect(await run(root, ['check'])).toMatchObject({ code: 0, error: '' });
  const before = readFileSync(join(root, 'sweeps', 'sweep.yaml'), 'utf8');
  expect((await run(root, ['init'])).output).toContain('kept the existing sweeps/sweep.yaml');
  expect(readFileSync(join(root, 'sweeps', 'sweep.yaml'), 'utf8')).toBe(before);
});

test('explain prints a page, or all codes', async () => {
  expect((await run('/', ['explain', 'hsm503'])).output).toMatch(/^# HSM503: unknown target/);
  expect((await run('/', ['explain'])).output).toMatch(/^HSM101 {2}/);
  const all = JSON.parse((await run('/', ['explain', '--json'])).output);
  expect(all.map(({ code }: { code: string }) => code)).toEqual(expect.arrayContaining(['HSM101', 'PBS107']));
  const one = JSON.parse((await run('/', ['explain', 'HSM503', '--json'])).output);
  expect(one).toMatchObject({ code: 'HSM503', severity: 'error', title: 'unknown target' });
  expect(one.page).toMatch(/^# HSM503: unknown target/);
});

test('FORCE_COLOR, NO_COLOR and the terminal decide on colour', () => {
  expect(wantsColor({}, true)).toBe(true);
  expect(wantsColor({}, false)).toBe(false);
  expect(wantsColor({ NO_COLOR: '1' }, true)).toBe(false);
  expect(wantsColor({ NO_COLOR: '' }, true)).toBe(true);
  expect(wantsColor({ FORCE_COLOR: '1', NO_COLOR: '1' }, false)).toBe(true);
  expect(wantsColor({ FORCE_COLOR: '0' }, true)).toBe(false);
  expect(wantsColor({ TERM: 'dumb' }, true)).toBe(false);
});

test('core-hours are computed with the resources of the selected target', async () => {
  const root = project({ 'sweeps/sweep.yaml': `${sweep}targets: {slurm: {cpus_per_task: 8}}\n` });
  expect((await run(root, ['show', '--target', 'local'])).output).toContain('at most 24 core-hours');
  expect((await run(root, ['show', '--target', 'slurm'])).output).toContain('at most 48 core-hours');
});

test('a resource on the command line that the target does not support is reported; one in a file is not', async () => {
  const root = project(files);
  const { error } = await run(root, ['show', '--resources', '--partition=x --mem=1G', '--walltime', '1h']);
  expect(error.match(/^warning.*/gm)).toEqual([
    'warning[HSM435]: --resources: `partition` has no effect with the target `local`',
  ]);
  const slurm = await run(root, ['show', '--target', 'slurm', '--resources', '--partition=x']);
  expect(slurm.error).not.toContain('HSM435');
  const both = await run(root, [
    'show',
    '--target',
    'local',
    '--target',
    'slurm',
    '--resources',
    '--partition=x',
  ]);
  expect(both).toMatchObject({ code: 0, error: '' });
  writeFileSync(join(root, 'sweeps/hsm_config.yaml'), 'resources: {memory: 1G, partition: x}\n');
  expect((await run(root, ['show'])).error).not.toContain('HSM435');
});
