import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { project, run } from './run-main.ts';

/** A sweep `first` with four tasks, of which 1 to 3 have completed with results and 4 has failed. */
async function finished(more = ''): Promise<{ root: string; directory: string }> {
  const root = project({
    'sweeps/sweep.yaml': `script: train.py\nsweep: {grid: {seed: [1, 2, 3, 4]}}\nresults: {json: m.json}\n${more}`,
  });
  const { code, error } = await run(root, ['build', '--name', 'first']);
  if (code !== 0) throw new Error(error);
  const directory = join(root, 'sweeps/outputs/first');
  const line = (task: number, state: string): string =>
    `${task}\t1\thost\t7@8@-\t1795474830.373\t9@10\t${state}\t0\t1795474831.001\n`;
  const states = ['completed', 'completed', 'completed', 'failed'];
  writeFileSync(
    join(directory, 'state/local_host_1.tsv'),
    states.map((state, index) => line(index + 1, state)).join(''),
  );
  for (const task of [1, 2, 3, 4]) mkdirSync(join(directory, `tasks/task_${task}`));
  for (const task of [1, 2, 3]) writeFileSync(join(directory, `tasks/task_${task}/m.json`), '{"loss": 1}');
  return { root, directory };
}

async function findings(root: string, sweep = 'first'): Promise<readonly Record<string, unknown>[]> {
  const { output, code } = await run(root, ['verify', sweep, '--json']);
  const { sound, findings: found } = JSON.parse(output) as {
    sound: boolean;
    findings: Record<string, unknown>[];
  };
  expect(code).toBe(sound ? 0 : 1);
  return found;
}

test('the output of a build and its tasks has no problems', async () => {
  const { root, directory } = await finished();
  expect(await run(root, ['verify'])).toMatchObject({
    code: 0,
    output: 'sweeps/outputs/first, 4 tasks: no problems\n',
  });
  // Files that commands write in addition to those of the build.
  for (const path of ['results.csv', 'configurations.csv', 'report.html'])
    writeFileSync(join(directory, path), '');
  // A worker that began again, an attempt that is being written, one that another worker claimed first, and one that is running.
  appendFileSync(
    join(directory, 'state/local_host_1.tsv'),
    '\n4\t2\thost\t7@8@-\t17.1\t9@10\tskipped\t\t17.2\n4\t3\tho',
  );
  expect(await findings(root)).toEqual([]);
});

test.each<[string, string, (directory: string) => void, Record<string, unknown>]>([
  [
    'an edited file',
    'one file was edited after the build\n         scripts/task.sh',
    (directory) => appendFileSync(join(directory, 'scripts/task.sh'), '# mine\n'),
    { kind: 'edited', paths: ['scripts/task.sh'] },
  ],
  [
    'missing files',
    '2 files of the build are missing',
    (directory) => {
      for (const path of ['README.md', 'scripts/errors.sh']) rmSync(join(directory, path));
    },
    { kind: 'gone', paths: ['README.md', 'scripts/errors.sh'] },
  ],
  [
    'no manifest',
    'MANIFEST.sha256 is missing',
    (directory) => rmSync(join(directory, 'MANIFEST.sha256')),
    { kind: 'manifest' },
  ],
  [
    'a manifest that is none',
    'MANIFEST.sha256 is damaged',
    (directory) => writeFileSync(join(directory, 'MANIFEST.sha256'), '<<<<<<< HEAD\n'),
    { kind: 'manifest' },
  ],
  [
    'no plan',
    'one file of the build is missing\n         plan.json',
    (directory) => rmSync(join(directory, 'plan.json')),
    { kind: 'gone', paths: ['plan.json'] },
  ],
  [
    'an interrupted update',
    'bash sweeps/outputs/first/.update/finish.sh',
    (directory) => mkdirSync(join(directory, '.update')),
    { kind: 'update', paths: ['.update'] },
  ],
  [
    'what an update left that did not begin',
    'an interrupted update left files behind',
    (directory) => {
      mkdirSync(join(directory, '.update.Ab3dE6'));
      mkdirSync(join(directory, 'history/1'), { recursive: true });
      writeFileSync(join(directory, 'history/1/plan.json.part'), '');
    },
    { kind: 'update', paths: ['.update.Ab3dE6', 'history/1/plan.json.part'] },
  ],
  [
    'the remains of a build next to it',
    'an interrupted build left directories behind',
    (directory) => {
      for (const name of ['.first.Ab3dE6', '.first.Ab3dE6.old', '.first.other.Ab3dE6'])
        mkdirSync(join(directory, '..', name));
    },
    { kind: 'update', paths: ['../.first.Ab3dE6', '../.first.Ab3dE6.old'] },
  ],
  [
    'a line that is no record',
    'one journal has invalid lines',
    (directory) => appendFileSync(join(directory, 'state/local_host_1.tsv'), '4\t2\tho\n'),
    { kind: 'journal', paths: ['state/local_host_1.tsv'] },
  ],
  [
    'a journal that cannot be read',
    'one journal cannot be read, so the tasks cannot be checked: ',
    (directory) => {
      // Not even root can read through this.
      symlinkSync('local_loop_1.tsv', join(directory, 'state/local_loop_1.tsv'));
      mkdirSync(join(directory, 'state/local_directory_1.tsv'));
    },
    { kind: 'journal', paths: ['state/local_loop_1.tsv'] },
  ],
  [
    'results without a task',
    'the sweep has only 4 tasks, but results of 2 other tasks: 7,9',
    (directory) => {
      mkdirSync(join(directory, 'tasks/task_7'));
      appendFileSync(join(directory, 'state/local_host_1.tsv'), '9\t1\th\t7@8\t1.5\t9@10\tcompleted\t0\t2\n');
    },
    { kind: 'no-such-task', tasks: [7, 9] },
  ],
  [
    'a directory without a record',
    'one task has a directory, but no record in any journal: 2',
    (directory) => {
      const path = join(directory, 'state/local_host_1.tsv');
      writeFileSync(path, readFileSync(path, 'utf8').replace(/^2\t.*\n/m, ''));
    },
    { kind: 'no-record', tasks: [2] },
  ],
  [
    'completed tasks without a directory',
    '3 completed tasks have no directory: 1-3',
    (directory) => {
      for (const task of [1, 2, 3, 4]) rmSync(join(directory, `tasks/task_${task}`), { recursive: true });
    },
    { kind: 'no-directory', tasks: [1, 2, 3] },
  ],
  [
    'completed tasks without results',
    '2 completed tasks have none of the files in `results`: 1,3',
    (directory) => {
      for (const task of [1, 3]) rmSync(join(directory, `tasks/task_${task}/m.json`));
    },
    { kind: 'no-results', tasks: [1, 3] },
  ],
])('%s', async (_, text, spoil, finding) => {
  const { root, directory } = await finished();
  spoil(directory);
  expect(await findings(root)).toEqual([expect.objectContaining({ level: 'wrong', ...finding })]);
  const { code, output } = await run(root, ['verify', 'first']);
  expect(code).toBe(1);
  expect(output).toContain(text);
});

test('a file that does not belong to the build only gives a note', async () => {
  const { root, directory } = await finished();
  writeFileSync(join(directory, 'notes.txt'), '');
  expect(await findings(root)).toEqual([expect.objectContaining({ kind: 'foreign', level: 'note' })]);
  expect((await run(root, ['verify', 'first'])).output).toMatch(/^note .*\n +notes.txt\n/m);
});

test('files that an interrupted update has moved into place do not count as edited', async () => {
  const { root, directory } = await finished();
  const path = join(directory, 'scripts/task.sh');
  appendFileSync(path, '# new\n');
  const manifest = readFileSync(join(directory, 'MANIFEST.sha256'), 'utf8');
  const { digestOfFile } = await import('../../src/sweep-directory/manifest.ts');
  mkdirSync(join(directory, '.update'));
  writeFileSync(
    join(directory, '.update/MANIFEST.sha256'),
    manifest.replace(/.{64}(?= {2}scripts\/task\.sh)/, String(digestOfFile(path))),
  );
  expect((await findings(root)).map(({ kind }) => kind)).toEqual(['update']);
});

test('a sweep that has lost results is rebuilt with the remaining ones', async () => {
  const { root, directory } = await finished();
  rmSync(join(directory, 'tasks/task_2'), { recursive: true });
  appendFileSync(join(directory, 'scripts/local.sh'), '# mine\n');
  expect((await run(root, ['build', '--name', 'second', '--from', 'first'])).code).toBe(0);
  const second = join(root, 'sweeps/outputs/second');
  expect([1, 2, 3, 4].map((task) => existsSync(join(second, `tasks/task_${task}`)))).toEqual([
    true,
    false,
    true,
    false,
  ]);
  expect(await findings(root, 'second')).toEqual([]);
});

test('a sweep of an earlier version, and a missing one', async () => {
  const { root, directory } = await finished();
  const manifest = readFileSync(join(directory, 'MANIFEST.sha256'), 'utf8');
  rmSync(join(directory, 'build.json'));
  writeFileSync(join(directory, 'MANIFEST.sha256'), manifest.replace(/^.*build\.json\n/m, ''));
  const plan = JSON.parse(readFileSync(join(directory, 'plan.json'), 'utf8')) as { results?: unknown };
  // It contains no digest of a plan that is written again.
  writeFileSync(join(directory, 'plan.json'), JSON.stringify({ ...plan, results: undefined }));
  rmSync(join(directory, 'tasks/task_1/m.json'));
  expect((await findings(root)).map(({ kind }) => kind)).toEqual(['edited']);
  expect(await run(root, ['verify', 'none'])).toMatchObject({
    code: 1,
    error: expect.stringContaining('HSM511'),
  });
});

test('scripts that were deleted are written again by a build into the same directory, which keeps everything else', async () => {
  const { root, directory } = await finished();
  for (const name of ['status.sh', 'cancel.sh']) rmSync(join(directory, 'scripts', name));
  const [problem] = await findings(root);
  expect(problem).toMatchObject({ kind: 'gone', remedy: expect.stringContaining('hsm build --name first`') });
  // Not over an edit.
  appendFileSync(join(directory, 'scripts/task.sh'), '# mine\n');
  expect((await run(root, ['build', '--name', 'first'])).error).toContain('HSM507');
  rmSync(join(directory, 'scripts/task.sh'));
  expect(await run(root, ['build', '--name', 'first'])).toMatchObject({ code: 0 });
  expect(await findings(root)).toEqual([]);
  expect(readFileSync(join(directory, 'tasks/task_1/m.json'), 'utf8')).toBe('{"loss": 1}');
  // The same in an update.
  rmSync(join(directory, 'scripts/errors.sh'));
  const source = join(root, 'sweeps/sweep.yaml');
  writeFileSync(source, readFileSync(source, 'utf8').replace('3, 4', '3, 4, 5'));
  const updated = await run(root, ['build', '--name', 'first']);
  expect(updated.error).toBe('');
  expect(existsSync(join(directory, 'scripts/errors.sh'))).toBe(true);
});
