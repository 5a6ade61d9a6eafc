import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ageTree } from './age-tree.ts';
import { project, run } from './run-main.ts';

const files = { 'sweeps/sweep.yaml': 'sweep: {grid: {seed: [1, 2]}}\nscript: train.py\n' };

/** The command lines of these tests run on the second of January 2026. */
const old = new Date(2025, 0, 1);
const recently = new Date(2025, 11, 20);

const oldSeconds = Math.floor(old.getTime() / 1_000);
const completed = [1, 2].map(
  (task) => `${task}\t1\tn1\t1@1\t${oldSeconds}\t7\tcompleted\t0\t${oldSeconds}\n`,
);

/** A project with old completed sweeps. */
async function projectWith(
  ...ids: readonly string[]
): Promise<{ readonly root: string; readonly outputs: string }> {
  const root = project(files);
  const outputs = join(root, 'sweeps', 'outputs');
  mkdirSync(outputs, { recursive: true });
  for (const id of ids) {
    await run(root, ['build', '--name', id]);
    writeFileSync(join(outputs, id, 'state', 'local_a.tsv'), completed.join(''));
    ageTree(join(outputs, id), old);
  }
  return { root, outputs };
}

/** Every path of a tree with the digest of its content, without some directories in `sweeps/outputs`. */
function listing(root: string, ...without: readonly string[]): string {
  const pruned = without.flatMap((name) => ['-path', `./sweeps/outputs/${name}`, '-prune', '-o']);
  const command =
    'find . "$@" -type l -printf "%p -> %l\\n" -o -type f -exec sha256sum {} + -o -print | sort';
  return execFileSync('bash', ['-c', command, '-', ...pruned], { cwd: root, encoding: 'utf8' });
}

const idsIn = (outputs: string): readonly string[] => readdirSync(outputs).sort();

test('cleanup deletes old sweeps, the oldest first, and prints the space that this frees', async () => {
  const { root, outputs } = await projectWith('older', 'oldest', 'young');
  ageTree(join(outputs, 'young'), recently);
  ageTree(join(outputs, 'oldest'), new Date(2024, 0, 1));
  writeFileSync(join(outputs, 'oldest', 'state', 'local_a.tsv'), '');
  ageTree(join(outputs, 'oldest'), new Date(2024, 0, 1));
  const before = listing(root);
  const dry = await run(root, ['cleanup', '--dry-run']);
  expect(dry).toMatchObject({ code: 0, error: '' });
  expect(dry.output).toMatch(
    /oldest .*2024-01-01 +0\/2 +\d+ kB\nolder .*2025-01-01 +2\/2 +\d+ kB\nwould delete 2 directories and free \d+ kB/,
  );
  expect(listing(root)).toBe(before);
  const { code, output } = await run(root, ['cleanup', '--yes']);
  expect(code).toBe(0);
  expect(output).toMatch(/deleted 2 of 2 and freed \d+ kB\n$/);
  expect(idsIn(outputs)).toEqual(['young']);
  expect((await run(root, ['cleanup', '-y'])).output).toBe('nothing to delete in sweeps/outputs\n');
  expect((await run(root, ['cleanup', '-y', '--days', '7'])).output).toContain('deleted 1 of 1');
});

test('cleanup asks, and HSM521: if nobody can answer it deletes nothing', async () => {
  const { root, outputs } = await projectWith('first');
  const nobody = await run(root, ['cleanup']);
  expect(nobody.code).toBe(1);
  expect(nobody.error).toContain('HSM521');
  const ask = (answer: string): ReturnType<typeof run> => run(root, ['cleanup'], 0, process.env, answer);
  for (const answer of ['', 'n', 'yellow']) {
    expect(await ask(answer)).toMatchObject({ code: 1, error: 'nothing was deleted\n' });
  }
  expect(idsIn(outputs)).toEqual(['first']);
  expect((await ask('y')).code).toBe(0);
  expect(idsIn(outputs)).toEqual([]);
});

test('activity is any write in the directory, and every start and end in the journals', async () => {
  const { root, outputs } = await projectWith('deep', 'journal');
  mkdirSync(join(outputs, 'deep', 'tasks', 'task_1', 'checkpoints'), { recursive: true });
  writeFileSync(join(outputs, 'deep', 'tasks', 'task_1', 'checkpoints', 'last'), '');
  ageTree(join(outputs, 'deep'), old);
  ageTree(join(outputs, 'deep', 'tasks', 'task_1', 'checkpoints', 'last'), recently);
  const late = Math.floor(recently.getTime() / 1_000);
  writeFileSync(
    join(outputs, 'journal', 'state', 'local_a.tsv'),
    `1\t1\tn1\t1@1\t${oldSeconds}\t7\tfailed\t1\t${late}\n`,
  );
  ageTree(join(outputs, 'journal'), old);
  expect((await run(root, ['cleanup', '-y'])).output).toContain('nothing to delete');
  expect(idsIn(outputs)).toEqual(['deep', 'journal']);
});

test('a sweep that is running, waiting, incomplete or in an unknown state is kept', async () => {
  const ids = ['running', 'waiting', 'unanswered', 'another-version', 'broken', 'half'];
  const { root, outputs } = await projectWith(...ids);
  const put = (id: string, path: string, text: string): void => writeFileSync(join(outputs, id, path), text);
  put('running', 'state/local_a.tsv', `1\t1\tgone-host\t1@1\t${oldSeconds}\t7\t`);
  put(
    'waiting',
    'scripts/queue-x.sh',
    '#!/bin/bash\nprintf "waiting\\tx:1\\tqueued\\tPD\\t1\\t1\\t-\\tn\\tPriority\\n"\n',
  );
  put('unanswered', 'scripts/queue-x.sh', '#!/bin/bash\nexit 75\n');
  put('unanswered', 'state/submissions.tsv', 'x\tasked\tT\tn\t-\t0\t1\t-\nx\tsubmitted\tT\tn\t1\t0\t1\t-\n');
  put('unanswered', 'state/local_a.tsv', completed[0] ?? '');
  put('half', 'state/local_a.tsv', completed[0] ?? '');
  put('another-version', 'scripts/status.sh', 'exit 2\n');
  put('broken', 'scripts/status.sh', 'exit 1\n');
  for (const id of ['waiting', 'unanswered'])
    execFileSync('chmod', ['+x', join(outputs, id, 'scripts', 'queue-x.sh')]);
  for (const id of ids) ageTree(join(outputs, id), old);
  const { code, output } = await run(root, ['cleanup', '-y', '--keep-incomplete']);
  expect(code).toBe(0);
  expect(output).toContain('kept: running: one task may be running; use --lost HOST');
  expect(output).toContain('kept: waiting: it has jobs in the queue');
  expect(output).toContain('kept: unanswered: it has submitted jobs, and x is not responding');
  expect(output).toContain('kept: another-version: built by another version');
  expect(output).toContain('kept: broken: its status.sh fails');
  expect(output).toContain('kept: half: incomplete: one task did not run');
  expect(idsIn(outputs)).toEqual([...ids].sort());
  // The host is gone, the jobs are refused or done, and incomplete sweeps may be deleted.
  put('unanswered', 'state/local_a.tsv', completed.join(''));
  ageTree(join(outputs, 'unanswered'), old);
  await run(root, ['cleanup', '-y', '--lost', 'gone-host']);
  expect(idsIn(outputs)).toEqual(['another-version', 'broken', 'waiting']);
});

test('nothing outside is touched: links, files, other directories, odd names', async () => {
  const { root, outputs } = await projectWith('first');
  const outside = join(root, 'outside');
  mkdirSync(outside);
  writeFileSync(join(outside, 'precious'), 'x');
  cpSync(join(outputs, 'first'), join(outside, 'sweep'), { recursive: true });
  symlinkSync('/', join(outputs, 'root'));
  symlinkSync(join(outside, 'sweep'), join(outputs, 'linked-sweep'));
  symlinkSync('nowhere', join(outputs, 'dangling'));
  mkdirSync(join(outputs, 'notes'));
  writeFileSync(join(outputs, 'notes', 'plan.json'), '{}');
  writeFileSync(join(outputs, 'a file'), '');
  // Links in a sweep, to a directory, a file and the outputs directory itself.
  symlinkSync(outside, join(outputs, 'first', 'tasks', 'link'));
  symlinkSync(join(outside, 'precious'), join(outputs, 'first', 'state', 'link'));
  symlinkSync('..', join(outputs, 'first', 'logs', 'up'));
  cpSync(join(outputs, 'first'), join(outputs, 'a b\n-rf *'), { recursive: true, verbatimSymlinks: true });
  execFileSync('bash', ['-c', 'touch "$1"/first/tasks/$\'not \\xff text\\n\'', '-', outputs]);
  ageTree(outside, old);
  ageTree(outputs, old);
  const before = listing(root, 'first', 'a b*');
  const { code, output } = await run(root, ['cleanup', '-y']);
  expect(code).toBe(0);
  expect(output).toContain('kept: root: a symbolic link\n');
  expect(output).toContain('kept: linked-sweep: a symbolic link\n');
  expect(output).toContain('kept: notes: not a sweep\n');
  expect(output).toContain('a b -rf *');
  expect(idsIn(outputs)).toEqual(['a file', 'dangling', 'linked-sweep', 'notes', 'root']);
  expect(before).toContain('precious');
  expect(listing(root)).toBe(before);
  expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('x');
});

test('if the outputs directory is a link, its target is shown', async () => {
  const { root, outputs } = await projectWith('first');
  const real = join(root, 'scratch space');
  renameSync(outputs, real);
  symlinkSync(real, outputs);
  const { output } = await run(root, ['cleanup', '-y']);
  expect(output).toContain(`sweeps/outputs resolves to ${real}\n`);
  expect(idsIn(real)).toEqual([]);
  // The project itself may be reached through a link.
  symlinkSync(root, `${root}-link`);
  rmSync(outputs);
  mkdirSync(outputs);
  expect((await run(`${root}-link`, ['cleanup', '-y'])).output).toBe('nothing to delete in sweeps/outputs\n');
  expect(existsSync(outputs)).toBe(true);
});

test('if the project file is broken, the outputs directory is unknown', async () => {
  const { root, outputs } = await projectWith('first');
  writeFileSync(join(root, 'sweeps', 'hsm_config.yaml'), 'paths: {output_dri: elsewhere}\n');
  const { code, error } = await run(root, ['cleanup', '-y']);
  expect(code).toBe(1);
  expect(error).toContain('output_dri');
  expect(idsIn(outputs)).toEqual(['first']);
});

/** What happens to a sweep just before the given check: another host's worker starts a task, or a driver starts. */
const stirrings = {
  worker: `printf '1\\t2\\telsewhere\\t1@1\\t5\\t7\\t' >>"$state/local_b.tsv"; touch -d 2020-01-01 "$state"{,/local_b.tsv}`,
  driver: 'touch "$state/here_1.todo"',
};

test.each([
  ['worker', 2],
  ['worker', 3],
  ['driver', 2],
] as const)('a sweep that a %s stirs before look %i stays, under its name', async (who, look) => {
  const { root, outputs } = await projectWith('first', 'second');
  const script = join(outputs, 'first', 'scripts', 'status.sh');
  renameSync(script, `${script}.real`);
  const calls = join(root, 'calls');
  const lines = [
    'state=$(dirname "$0")/../state',
    `echo >>${calls}`,
    `[[ $(wc -l <${calls}) -lt ${look} ]] || { ${stirrings[who]}; }`,
    'exec bash "$0.real" "$@"',
  ];
  writeFileSync(script, lines.join('\n'));
  ageTree(join(outputs, 'first'), old);
  const { code, output } = await run(root, ['cleanup', '-y', '--json']);
  const first = { name: 'first', reason: 'it was started in the meantime' };
  expect([code, JSON.parse(output)]).toMatchObject([1, { deleted: ['second'], kept: [first] }]);
  expect(idsIn(outputs)).toEqual(['first']);
});

test('the rest of an interrupted cleanup is not a sweep, and the next one deletes it unless it is running', async () => {
  const { root, outputs } = await projectWith('first', 'begun', 'half');
  for (const id of ['begun', 'half']) renameSync(join(outputs, id), join(outputs, `.hsm-removed-${id}`));
  execFileSync('rm', [join(outputs, '.hsm-removed-half', 'plan.json')]);
  writeFileSync(join(outputs, '.hsm-removed-begun', 'state', 'local_b.tsv'), '1\t2\telsewhere\t1@1\t5\t7\t');
  symlinkSync('/', join(outputs, '.hsm-removed-link'));
  mkdirSync(join(outputs, '.other'));
  ageTree(join(outputs, 'first'), recently);
  expect(JSON.parse((await run(root, ['monitor', '--all', '--json'])).output)).toHaveLength(1);
  expect((await run(root, ['status', '.hsm-removed-begun'])).error).toContain('HSM511');
  const { code, output } = await run(root, ['cleanup', '-y', '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(output)).toMatchObject({
    deleted: ['.hsm-removed-half'],
    kept: [{ name: '.hsm-removed-begun', reason: 'it is running' }],
  });
  expect(idsIn(outputs)).toEqual(['.hsm-removed-begun', '.hsm-removed-link', '.other', 'first']);
});
