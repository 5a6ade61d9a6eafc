import { execFileSync } from 'node:child_process';
import { existsSync, linkSync, lutimesSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureDirectory, shownBytes } from '../../src/sweep-directory/measure-directory.ts';
import { temporaryProject } from '../project/temporary-project.ts';

test('a directory is as large as du reports, links are not followed, and any name works', () => {
  const root = temporaryProject({ 'sweep/a/b': 'x'.repeat(100_000), 'outside/large': 'x'.repeat(1_000_000) });
  const sweep = join(root, 'sweep');
  symlinkSync(join(root, 'outside'), join(sweep, 'link'));
  linkSync(join(sweep, 'a/b'), join(sweep, 'a/second name'));
  execFileSync('bash', ['-c', 'echo >"$1"/$\'\\xff\\n\'', '-', sweep]);
  const { bytes, crossesFileSystems } = measureDirectory(sweep);
  const du = execFileSync('du', ['-s', '--block-size=1', sweep], { encoding: 'utf8' });
  expect(bytes).toBe(Number(du.split('\t')[0]));
  expect(bytes).toBeLessThan(1_000_000);
  expect(crossesFileSystems).toBe(false);
});

test('the latest change is found at any depth, and not through a link', () => {
  const root = temporaryProject({ 'sweep/a/b/c/d': '', outside: '' });
  const sweep = join(root, 'sweep');
  symlinkSync(join(root, 'outside'), join(sweep, 'a/link'));
  execFileSync('find', [sweep, '-exec', 'touch', '-h', '-d', '2020-01-01T00:00:00Z', '{}', '+']);
  lutimesSync(join(sweep, 'a/b/c/d'), 0, 1_600_000_000);
  writeFileSync(join(root, 'outside'), 'now');
  expect(measureDirectory(sweep).modified).toBe(1_600_000_000_000);
  expect(measureDirectory(sweep, 'a/b').modified).toBe(Date.parse('2020-01-01T00:00:00Z'));
});

const hasMount = existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync('/dev').dev;

test.runIf(hasMount)('another file system is noticed', () => {
  expect(measureDirectory('/dev').crossesFileSystems).toBe(true);
});

test('sizes as text', () => {
  expect([0, 1, 999_000, 999_600, 1_540_000, 23_000_000, 4.2e9, 5e15].map(shownBytes)).toEqual([
    '0 kB',
    '1 kB',
    '999 kB',
    '1.0 MB',
    '1.5 MB',
    '23 MB',
    '4.2 GB',
    '5000 TB',
  ]);
});
