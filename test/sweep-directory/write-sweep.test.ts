import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { planFiles } from '../../src/compiler/plan-files.ts';
import { Diagnostics } from '../../src/diagnostics/diagnostics.ts';
import { readBuild } from '../../src/sweep-directory/build-json.ts';
import type { SweepFile } from '../../src/sweep-directory/sweep-file.ts';
import { type WriteRequest, writeSweep } from '../../src/sweep-directory/write-sweep.ts';
import { type Driver, selectionOptions } from '../../src/target-kit/driver.ts';
import { planOf } from '../plan/blocks.ts';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'hsm-write-'));
});

function script(path: string, text = '#!/usr/bin/env bash\n'): SweepFile {
  return { path, content: text, executable: true, summary: 'a script' };
}

function request(targets: readonly string[], files: readonly SweepFile[], count = 2): WriteRequest {
  const plan = planOf({ blocks: [] }, count);
  const all = [...planFiles(plan, new TextEncoder().encode('sweep: {}\n')), ...files];
  const drivers = new Map(targets.map((name) => [name, driverOf(name)]));
  return {
    directory: join(parent, 'run'),
    shown: 'run',
    nameIsFree: false,
    plan,
    drivers,
    files: all,
    from: [],
    update: null,
  };
}

function driverOf(target: string): Driver {
  return target === 'local'
    ? { script: 'scripts/local.sh', submits: false, takes: selectionOptions }
    : { script: `scripts/submit-${target}.sh`, submits: true, takes: selectionOptions };
}

function codes(diagnostics: Diagnostics): readonly string[] {
  return diagnostics.sorted().map((diagnostic) => diagnostic.code);
}

const task = script('scripts/task.sh');
const local = script('scripts/local.sh');

test('a new directory has every file, a valid manifest, and modes that do not depend on the umask', () => {
  const before = process.umask(0o077);
  const written = writeSweep(request(['local'], [task, local]), new Diagnostics());
  process.umask(before);
  expect(written?.outcome).toBe('created');
  const directory = join(parent, 'run');
  expect(readdirSync(parent)).toEqual(['run']);
  expect(readdirSync(directory).sort()).toEqual(
    [
      ...['MANIFEST.sha256', 'README.md', 'build.json', 'logs', 'plan.json', 'scripts', 'state'],
      ...['submission_summary.txt', 'sweep.yaml', 'tasks'],
    ].sort(),
  );
  execFileSync('sha256sum', ['-c', '--strict', 'MANIFEST.sha256'], { cwd: directory });
  expect(readFileSync(join(directory, 'MANIFEST.sha256'), 'utf8').trimEnd().split('\n')).toHaveLength(6);
  const mode = (path: string): number => statSync(join(directory, path)).mode & 0o777;
  expect([mode('.'), mode('tasks'), mode('scripts')]).toEqual([0o755, 0o755, 0o755]);
  expect([mode('scripts/task.sh'), mode('plan.json'), mode('MANIFEST.sha256')]).toEqual([
    0o755, 0o644, 0o644,
  ]);
  expect(readFileSync(join(directory, 'README.md'), 'utf8')).toContain('bash scripts/local.sh');
});

test('the same plan again changes nothing, even next to results', () => {
  writeSweep(request(['local'], [task, local]), new Diagnostics());
  mkdirSync(join(parent, 'run', 'tasks', 'task_1'));
  const before = statSync(join(parent, 'run', 'MANIFEST.sha256')).ino;
  expect(writeSweep(request(['local'], [task, local]), new Diagnostics())?.outcome).toBe('unchanged');
  expect(statSync(join(parent, 'run', 'MANIFEST.sha256')).ino).toBe(before);
});

test('a second target is added, and the manifest and the overview list both', () => {
  writeSweep(request(['local'], [task, local]), new Diagnostics());
  mkdirSync(join(parent, 'run', 'tasks', 'task_1'));
  const slurm = request(['slurm'], [task, script('scripts/submit-slurm.sh')]);
  expect(writeSweep(slurm, new Diagnostics())).toMatchObject({ outcome: 'extended', written: 5 });
  const directory = join(parent, 'run');
  execFileSync('sha256sum', ['-c', '--strict', 'MANIFEST.sha256'], { cwd: directory });
  const summary = readFileSync(join(directory, 'submission_summary.txt'), 'utf8');
  expect(summary).toMatch(/^targets: +local, slurm$/m);
  expect(summary).toMatch(/bash scripts\/local\.sh[\s\S]*bash scripts\/submit-slurm\.sh/);
  expect(readdirSync(parent)).toEqual(['run']);
  expect(writeSweep(request(['local'], [task, local]), new Diagnostics())?.outcome).toBe('unchanged');
});

test('submissions that scripts add to the summary do not count as edits, and are kept', () => {
  writeSweep(request(['local'], [task, local]), new Diagnostics());
  const path = join(parent, 'run', 'submission_summary.txt');
  const head = readFileSync(path, 'utf8');
  const submissions = '\nsubmissions:\n  job 17, tasks 1-2\n';
  writeFileSync(path, head + submissions);
  mkdirSync(join(parent, 'run', 'tasks', 'task_1'));
  execFileSync('sha256sum', ['-c', '--strict', 'MANIFEST.sha256'], { cwd: join(parent, 'run') });
  expect(writeSweep(request(['local'], [task, local]), new Diagnostics())?.outcome).toBe('unchanged');
  expect(readFileSync(path, 'utf8')).toBe(head + submissions);
  const slurm = request(['slurm'], [task, script('scripts/submit-slurm.sh')]);
  expect(writeSweep(slurm, new Diagnostics())?.outcome).toBe('extended');
  const text = readFileSync(path, 'utf8');
  expect(text).toMatch(/^targets: +local, slurm$/m);
  expect(text.endsWith(submissions)).toBe(true);
  expect(text.split('submissions:')).toHaveLength(2);
});

test('a directory of a version without build.json is recognised by its summary and README, and gets one', () => {
  const submit = script('scripts/submit-slurm.sh');
  writeSweep(request(['local', 'slurm'], [task, local, submit]), new Diagnostics());
  const directory = join(parent, 'run');
  const build = readBuild(directory);
  expect(Object.keys(build?.targets ?? {})).toEqual(['local', 'slurm']);
  expect(build?.files).toMatchObject({ 'scripts/task.sh': 'a script', 'plan.json': expect.any(String) });
  asBefore(directory);
  const { 'README.md': _, 'build.json': __, ...files } = build?.files ?? {};
  expect(readBuild(directory)).toEqual({ ...build, files });
  mkdirSync(join(directory, 'tasks', 'task_1'));
  const again = request(['local'], [task, local]);
  expect(writeSweep(again, new Diagnostics())?.outcome).toBe('extended');
  expect(readBuild(directory)).toEqual(build);
  expect(writeSweep(again, new Diagnostics())?.outcome).toBe('unchanged');
});

test('a build.json that cannot be read counts as an edit, and is ignored', () => {
  writeSweep(request(['local'], [task, local]), new Diagnostics());
  const directory = join(parent, 'run');
  for (const text of ['{', '[]', 'null', '{"format": 2, "targets": {}, "files": {}}', '{"format": 1}']) {
    writeFileSync(join(directory, 'build.json'), text);
    expect(readBuild(directory)).toBeNull();
  }
  const diagnostics = new Diagnostics();
  expect(writeSweep(request(['slurm'], [task]), diagnostics)).toBeNull();
  expect(codes(diagnostics)).toEqual(['HSM507']);
});

/** Makes a sweep directory as a version without `build.json` would have left it. */
function asBefore(directory: string): void {
  execFileSync('rm', [join(directory, 'build.json')]);
  for (const name of ['README.md', 'MANIFEST.sha256']) {
    const lines = readFileSync(join(directory, name), 'utf8').split('\n');
    writeFileSync(join(directory, name), lines.filter((line) => !line.includes('build.json')).join('\n'));
  }
  const digest = execFileSync('sha256sum', ['README.md'], { cwd: directory, encoding: 'utf8' });
  const manifest = join(directory, 'MANIFEST.sha256');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^.* {2}README\.md\n/m, digest));
}

test('building both targets at once gives the same bytes as one after the other', () => {
  const submit = script('scripts/submit-slurm.sh');
  const both = request(['local', 'slurm'], [task, local, submit]);
  writeSweep({ ...both, directory: join(parent, 'at-once') }, new Diagnostics());
  writeSweep(request(['slurm'], [task, submit]), new Diagnostics());
  writeSweep(request(['local'], [task, local]), new Diagnostics());
  execFileSync('diff', ['-r', 'at-once', 'run'], { cwd: parent });
});

test('another plan replaces a directory without results, and is refused next to results', () => {
  writeSweep(request(['local'], [task, local]), new Diagnostics());
  expect(writeSweep(request(['local'], [task, local], 3), new Diagnostics())?.outcome).toBe('replaced');
  for (const path of ['tasks/task_1', 'state/driver.tsv', 'logs/out']) {
    mkdirSync(join(parent, 'run', path));
    const diagnostics = new Diagnostics();
    expect(writeSweep(request(['local'], [task, local], 4), diagnostics)).toBeNull();
    expect(codes(diagnostics)).toEqual(['HSM506']);
    execFileSync('rmdir', [join(parent, 'run', path)]);
  }
});

test('the cache of collect.sh for a sweep that never ran is not a result', () => {
  writeSweep(request(['local'], [task, local]), new Diagnostics());
  mkdirSync(join(parent, 'run', 'state', 'collect'), { recursive: true });
  writeFileSync(join(parent, 'run', 'state', 'collect', 'kept'), 'kept');
  expect(writeSweep(request(['local'], [task, local], 3), new Diagnostics())?.outcome).toBe('replaced');
  expect(existsSync(join(parent, 'run', 'state', 'collect'))).toBe(false);
});

test('changed scripts of the same plan are refused next to results', () => {
  writeSweep(request(['local'], [task, local]), new Diagnostics());
  const changed = request(['local'], [task, script('scripts/local.sh', 'other\n')]);
  expect(writeSweep(changed, new Diagnostics())?.outcome).toBe('replaced');
  mkdirSync(join(parent, 'run', 'tasks', 'task_1'));
  const diagnostics = new Diagnostics();
  expect(writeSweep(request(['local'], [task, local]), diagnostics)).toBeNull();
  expect(codes(diagnostics)).toEqual(['HSM506']);
});

test('scripts do not change while a job is between two of its tasks', () => {
  writeSweep(request(['slurm'], [task, local]), new Diagnostics());
  writeFileSync(join(parent, 'run', 'state', 'driver.tsv'), '');
  const changed = request(['slurm'], [task, script('scripts/local.sh', 'other\n')]);
  const build = (jobs: number, diagnostics = new Diagnostics()): string | undefined => {
    const atWork = { tasks: 0, jobs, unanswered: [] };
    const written = writeSweep(
      { ...changed, update: { atWork, finishScript: 'true\n', now: new Date(0) } },
      diagnostics,
    );
    return written?.outcome ?? codes(diagnostics).join();
  };
  expect(build(1)).toBe('HSM516');
  expect(build(0)).toBe('updated');
});

test('a foreign file and an edited file are never overwritten', () => {
  mkdirSync(join(parent, 'run'));
  writeFileSync(join(parent, 'run', 'notes.txt'), 'mine');
  let diagnostics = new Diagnostics();
  expect(writeSweep(request(['local'], [task]), diagnostics)).toBeNull();
  expect(codes(diagnostics)).toEqual(['HSM505']);
  // In a foreign directory the name of a file means nothing.
  execFileSync('mv', ['notes.txt', 'submission_summary.txt'], { cwd: join(parent, 'run') });
  diagnostics = new Diagnostics();
  expect(writeSweep(request(['local'], [task]), diagnostics)).toBeNull();
  expect(codes(diagnostics)).toEqual(['HSM505']);
  execFileSync('rm', [join(parent, 'run', 'submission_summary.txt')]);
  expect(writeSweep(request(['local'], [task]), new Diagnostics())?.outcome).toBe('created');
  writeFileSync(join(parent, 'run', 'scripts', 'task.sh'), 'edited');
  diagnostics = new Diagnostics();
  expect(writeSweep(request(['local'], [task]), diagnostics)).toBeNull();
  expect(codes(diagnostics)).toEqual(['HSM507']);
  writeFileSync(join(parent, 'run', 'scripts', 'mine.sh'), '');
  diagnostics = new Diagnostics();
  expect(writeSweep(request(['local'], [task]), diagnostics)).toBeNull();
  expect(codes(diagnostics)).toEqual(['HSM505']);
});

test('files that another build is about to move into place are not edits', () => {
  expect(writeSweep(request(['local'], [task]), new Diagnostics())?.outcome).toBe('created');
  writeFileSync(join(parent, 'run', 'scripts', 'task.sh'), 'of the other build');
  mkdirSync(join(parent, 'run', '.update'));
  const diagnostics = new Diagnostics();
  expect(writeSweep(request(['local'], [task]), diagnostics)?.outcome).toBe('overtaken');
  expect(codes(diagnostics)).toEqual([]);
});

test('a name that the user did not choose is changed if it is taken', () => {
  const first = writeSweep({ ...request(['local'], [task]), nameIsFree: true }, new Diagnostics());
  const second = writeSweep({ ...request(['local'], [task]), nameIsFree: true }, new Diagnostics());
  expect([first?.directory, second?.directory]).toEqual([join(parent, 'run'), join(parent, 'run_2')]);
});

test('a parent that is a file, or a name that is too long, is a diagnostic and leaves nothing', () => {
  writeFileSync(join(parent, 'file'), '');
  for (const directory of [join(parent, 'file', 'run'), join(parent, 'x'.repeat(300))]) {
    const diagnostics = new Diagnostics();
    expect(writeSweep({ ...request(['local'], [task]), directory }, diagnostics)).toBeNull();
    expect(codes(diagnostics)).toEqual(['HSM508']);
  }
  // The EEXIST comes from the parent, not from the name: the search for a free name must end.
  const diagnostics = new Diagnostics();
  const below = { ...request(['local'], [task]), directory: join(parent, 'file', 'run'), nameIsFree: true };
  expect(writeSweep(below, diagnostics)).toBeNull();
  expect(codes(diagnostics)).toEqual(['HSM508']);
  expect(readdirSync(parent)).toEqual(['file']);
});

test('a write that fails halfway leaves nothing', () => {
  const diagnostics = new Diagnostics();
  const blocked = [task, script('scripts/task.sh/below.sh')];
  expect(writeSweep(request(['local'], blocked), diagnostics)).toBeNull();
  expect(codes(diagnostics)).toEqual(['HSM508']);
  expect(readdirSync(parent)).toEqual([]);
});

test.skipIf(process.getuid?.() === 0)('a read-only parent is a diagnostic', () => {
  chmodSync(parent, 0o555);
  const diagnostics = new Diagnostics();
  expect(writeSweep(request(['local'], [task]), diagnostics)).toBeNull();
  chmodSync(parent, 0o755);
  expect(codes(diagnostics)).toEqual(['HSM508']);
});
