import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

const files = { 'sweeps/sweep.yaml': 'sweep: {grid: {seed: [1, 2, 3]}}\nscript: train.py\n' };

/** A project with one sweep; returns its root and the sweep directory. */
async function built(): Promise<{ readonly root: string; readonly sweep: string }> {
  const root = project(files);
  await run(root, ['build', '--name', 'first']);
  return { root, sweep: join(root, 'sweeps', 'outputs', 'first') };
}

/** Replaces or adds a script of a sweep. */
function script(sweep: string, name: string, ...lines: readonly string[]): string {
  const path = join(sweep, 'scripts', name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

test('past sweeps need no valid sweep file', async () => {
  const { root, sweep } = await built();
  const status = ['bash', '-p', join(sweep, 'scripts', 'status.sh')];
  writeFileSync(join(root, 'sweeps', 'sweep.yaml'), 'sweep: {gird: [');
  expect(await run(root, ['status'])).toMatchObject({ code: 0, error: '', runs: [status] });
  rmSync(join(root, 'sweeps', 'sweep.yaml'));
  writeFileSync(join(root, 'sweeps', 'hsm_config.yaml'), 'paths: {}\n');
  expect(await run(root, ['status', 'fir'])).toMatchObject({ code: 0, error: '', runs: [status] });
});

test('a broken project file is reported if no sweep is found, but not if a path is given', async () => {
  const { root, sweep } = await built();
  writeFileSync(join(root, 'sweeps', 'hsm_config.yaml'), 'paths: {output_dri: out}\n');
  const found = await run(root, ['status', sweep]);
  expect(found).toMatchObject({ code: 0, error: '' });
  const unknown = await run(root, ['status', 'second']);
  expect(unknown).toMatchObject({ code: 1, runs: [] });
  expect(unknown.error).toMatch(/output_dri[\s\S]*HSM511/);
});

test('with a broken project file, neither the latest sweep nor the others are known', async () => {
  const { root } = await built();
  writeFileSync(join(root, 'sweeps', 'hsm_config.yaml'), 'paths: {output_dir: [\n');
  for (const words of [['cancel'], ['complete'], ['recent'], ['monitor', '--all'], ['queue']]) {
    const { code, output, error, runs } = await run(root, words);
    expect({ words, code, output, runs }).toEqual({ words, code: 1, output: '', runs: [] });
    expect(error).toContain('sweeps/hsm_config.yaml:1');
  }
  expect(await run(root, ['cancel', 'first'])).toMatchObject({ code: 0, error: '' });
});

test('without any sweep, the message explains how to make one', async () => {
  expect((await run(project(files), ['monitor'])).error).toMatch(
    /HSM511[\s\S]*help: build one with `hsm build`/,
  );
});

test('a path needs no project, so a copy elsewhere works', async () => {
  const { sweep } = await built();
  const elsewhere = mkdtempSync(join(tmpdir(), 'hsm-elsewhere-'));
  cpSync(sweep, join(elsewhere, 'copied'), { recursive: true });
  const status = ['bash', '-p', join(elsewhere, 'copied', 'scripts', 'status.sh')];
  expect((await run(elsewhere, ['status', './copied'])).runs).toEqual([status]);
  expect((await run(elsewhere, ['status', 'copied'])).runs).toEqual([status]);
  expect((await run(join(elsewhere, 'copied'), ['status', '.'])).runs).toEqual([status]);
  expect((await run(elsewhere, ['status'])).error).toContain('HSM511');
  // The settings are not even read.
  const closed = {
    get HOME(): string {
      throw new Error('the environment was read');
    },
  };
  expect((await run(elsewhere, ['status', './copied'], 0, closed)).runs).toEqual([status]);
});

test('options are passed on to the scripts, and paths are relative to the caller', async () => {
  const { root, sweep } = await built();
  const resume = script(sweep, 'resume.sh');
  const collect = script(sweep, 'collect.sh');
  const errors = script(sweep, 'errors.sh');
  const cancel = join(sweep, 'scripts', 'cancel.sh');
  const status = join(sweep, 'scripts', 'status.sh');
  const wordsOf = async (...words: readonly string[]): Promise<readonly string[] | undefined> =>
    (await run(root, words)).runs[0]?.slice(2);
  expect(await wordsOf('complete', 'first', '--failed', '--walltime', '8h')).toEqual([
    resume,
    '--failed',
    '--walltime',
    '8h',
  ]);
  expect(await wordsOf('resume', '--no-retry-failed')).toEqual([resume, '--missing', '--timeout']);
  expect(await wordsOf('complete', '--task-ids', '1,5-8', '-t', 'slurm', '--dry-run')).toEqual([
    resume,
    '--task-ids',
    '1,5-8',
    '--target',
    'slurm',
    '--dry-run',
  ]);
  expect(await wordsOf('complete', '--task-ids', '@ids')).toEqual([
    resume,
    '--task-ids',
    `@${join(root, 'ids')}`,
  ]);
  expect(await wordsOf('complete', '--lost', 'a', '--lost', 'b', '--', '--jobs', '4')).toEqual([
    resume,
    '--lost',
    'a',
    '--lost',
    'b',
    '--',
    '--jobs',
    '4',
  ]);
  expect(await wordsOf('complete', 'first', '--', '--jobs')).toEqual([resume, '--', '--jobs']);
  expect(await wordsOf('collect-results', '-o', 'x.csv', '--archive')).toEqual([
    collect,
    '--output',
    join(root, 'x.csv'),
    '--archive',
  ]);
  expect(await wordsOf('collect', '-o', '-', '--format', 'jsonl', '--only', '2')).toEqual([
    collect,
    '--output',
    '-',
    '--format',
    'jsonl',
    '--only',
    '2',
  ]);
  expect(await wordsOf('errors', '--lines', '5', '--only', '1-2', '--lost', 'n1')).toEqual([
    errors,
    '--only',
    '1-2',
    '--lines',
    '5',
    '--lost',
    'n1',
  ]);
  expect(await wordsOf('errors', '--lines', '0')).toEqual([errors, '--lines', '0']);
  expect(await wordsOf('delete-jobs', '-y')).toEqual([cancel, '-y']);
  expect(await wordsOf('cancel', '--only', '@ids')).toEqual([cancel, '--only', `@${join(root, 'ids')}`]);
  expect(await wordsOf('status', '--watch', '--failed', '--lost', 'n1')).toEqual([
    status,
    '--watch',
    '--failed',
    '--lost',
    'n1',
  ]);
});

test("a script's exit code is that of the command", async () => {
  const { root, sweep } = await built();
  script(sweep, 'resume.sh');
  expect((await run(root, ['complete'], 75)).code).toBe(75);
});

test('HSM513: a sweep that was built without the script, or without --counts', async () => {
  const { root, sweep } = await built();
  rmSync(join(sweep, 'scripts', 'cancel.sh'));
  const { error } = await run(root, ['cancel']);
  expect(error).toMatch(/HSM513[\s\S]*scripts\/cancel\.sh/);
  expect(error).toContain('build it again, which keeps its results: `hsm build --name first`');
  script(sweep, 'status.sh', 'echo "no such option: $1" >&2', 'exit 2');
  for (const words of [['monitor'], ['monitor', '--watch'], ['status', '--json']]) {
    const outcome = await run(root, words);
    expect(outcome).toMatchObject({ code: 1, output: '' });
    expect(outcome.error).toMatch(/HSM513[\s\S]*`scripts\/status\.sh --counts`/);
  }
  expect((await run(root, ['recent'])).output).toMatch(/first +.*unknown/);
  expect((await run(root, ['monitor', '--all'])).output).toMatch(/first +unknown/);
});

test('status --json: the counts, and every failed task', async () => {
  const { root, sweep } = await built();
  const lines = [
    '1\t1\tn1\t1@1\t100.5\t7\tcompleted\t0\t110.5',
    '2\t1\tn1\t1@1\t100.5\t7\tfailed\t3\t111.5',
    '3\t1\tn1\t1@1\t100.5\t7\t',
  ];
  writeFileSync(join(sweep, 'state', 'local_a.tsv'), `${lines.join('\n')}\n`);
  const { code, output } = await run(root, ['status', '--json', '--lost', 'n1']);
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    sweep: 'first',
    tasks: 3,
    states: { completed: 1, failed: 1, lost: 1, pending: 0 },
    firstStart: 100.5,
    lastEnd: 111.5,
    failures: [
      { task: 2, state: 'failed', attempt: 1, exitCode: 3, host: 'n1', started: 100.5, ended: 111.5 },
      { task: 3, state: 'lost', attempt: 1, exitCode: null, host: 'n1', started: 100.5, ended: null },
    ],
  });
  // Unless it is declared to be gone, the host may still be running tasks.
  expect(JSON.parse((await run(root, ['status', '--json'])).output).states).toMatchObject({ running: 1 });
});

test('errors --json has the columns of --tsv, by name', async () => {
  const { root, sweep } = await built();
  const heading = 'task\\tstate\\texit_code\\tcause\\thost\\tduration\\tlast_line';
  script(sweep, 'errors.sh', `printf '${heading}\\n2\\tfailed\\t3\\texit 3\\tn1\\t1.5\\tboom: "x"\\n'`);
  expect(JSON.parse((await run(root, ['errors', '--json'])).output)).toEqual([
    {
      task: 2,
      state: 'failed',
      exitCode: 3,
      cause: 'exit 3',
      host: 'n1',
      duration: 1.5,
      lastLine: 'boom: "x"',
    },
  ]);
});

test('build --json', async () => {
  const root = project(files);
  const { output } = await run(root, ['build', '--name', 'x', '--json']);
  expect(JSON.parse(output)).toMatchObject({
    sweep: 'x',
    path: join(root, 'sweeps', 'outputs', 'x'),
    outcome: 'created',
    tasks: 3,
    targets: ['local'],
    scripts: expect.arrayContaining(['scripts/local.sh']),
  });
});

test('wrong usage of these commands exits with 2', async () => {
  const { root } = await built();
  for (const words of [
    ['complete', '--failed', '--no-retry-failed'],
    ['complete', '--task-ids', 'x'],
    ['complete', '--task-ids', '@'],
    ['complete', 'first', 'excess'],
    ['collect-results', '--format', 'xml'],
    ['status', '--json', '--watch'],
    ['errors', '--lines', 'x'],
    ['monitor', 'first', '--all'],
    ['monitor', '--interval', 'x'],
    ['recent', '--days', '-1'],
    ['cleanup', '--days', 'x'],
    ['cleanup', 'first'],
    ['completion', 'tcsh'],
    ['completion'],
  ]) {
    const { code, output } = await run(root, words);
    expect([words, code, output]).toEqual([words, 2, '']);
  }
});
