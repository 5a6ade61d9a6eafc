import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chooseSweep, listSweeps, sweepAt, sweepAtPath } from '../../src/sweep-directory/sweeps.ts';
import { temporaryProject } from '../project/temporary-project.ts';

function built(...ids: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    ids.flatMap((id) => [
      [`outputs/${id}/MANIFEST.sha256`, ''],
      [`outputs/${id}/plan.json`, '{}'],
    ]),
  );
}

test('sweeps are listed newest first; other directories are not', () => {
  const root = temporaryProject({
    ...built('sweep_20240315_143022', 'sweep_20250101_000000', 'baseline'),
    'outputs/notes/readme.txt': '',
    'outputs/half/plan.json': '{}',
  });
  utimesSync(join(root, 'outputs/baseline/plan.json'), 0, new Date(2024, 5, 1));
  expect(listSweeps(join(root, 'outputs')).map(({ id }) => id)).toEqual([
    'sweep_20250101_000000',
    'baseline',
    'sweep_20240315_143022',
  ]);
  expect(listSweeps(join(root, 'none'))).toEqual([]);
  expect(sweepAt(join(root, 'outputs/half'))).toBeNull();
});

test('an argument is an id, the beginning of one, a path, or the latest', () => {
  const root = temporaryProject({
    ...built('sweep_20240315_143022', 'sweep_20240401_000000', 'base', 'baseline'),
    'elsewhere/kept/MANIFEST.sha256': '',
    'elsewhere/kept/plan.json': '{}',
  });
  for (const id of ['base', 'baseline'])
    utimesSync(join(root, `outputs/${id}/plan.json`), 0, new Date(2020, 1, 1));
  const idOf = (argument?: string): string => {
    const choice = chooseSweep(argument, join(root, 'outputs'), root);
    if (choice.kind === 'found') return choice.sweep.id;
    return choice.kind === 'missing'
      ? `missing of ${choice.known.length}`
      : `ambiguous ${choice.sweeps.length}`;
  };
  expect(idOf()).toBe('sweep_20240401_000000');
  expect(idOf('latest')).toBe('sweep_20240401_000000');
  expect(idOf('base')).toBe('base');
  expect(idOf('basel')).toBe('baseline');
  expect(idOf('sweep_202403')).toBe('sweep_20240315_143022');
  expect(idOf('sweep_')).toBe('ambiguous 2');
  expect(idOf('elsewhere/kept')).toBe('kept');
  expect(idOf('elsewhere')).toBe('missing of 4');
  expect(idOf('')).toBe('missing of 4');
  expect(chooseSweep(undefined, join(root, 'none'), root)).toEqual({ kind: 'missing', known: [] });
});

test('a hidden directory is partly written or partly deleted, and not a sweep', () => {
  const root = temporaryProject(built('.hsm-removed-1', '.first.x', 'first'));
  expect(listSweeps(join(root, 'outputs')).map(({ id }) => id)).toEqual(['first']);
  expect(sweepAt(join(root, 'outputs/.first.x'))).toBeNull();
});

test('only a text that cannot be an id is taken as a path at once', () => {
  const root = temporaryProject(built('first'));
  expect(sweepAtPath('outputs/first', root)?.id).toBe('first');
  expect(sweepAtPath('./first', join(root, 'outputs'))?.id).toBe('first');
  expect(sweepAtPath('.', join(root, 'outputs/first'))?.id).toBe('first');
  expect(sweepAtPath('first', join(root, 'outputs'))).toBeNull();
  expect(sweepAtPath('outputs/none', root)).toBeNull();
});
