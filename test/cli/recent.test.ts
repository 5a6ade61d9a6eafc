import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ageTree } from './age-tree.ts';
import { project, run } from './run-main.ts';

const files = { 'sweeps/sweep.yaml': 'sweep: {grid: {seed: [1, 2, 3]}}\nscript: train.py\n' };

/** The command lines of these tests run on the second of January 2026. */
const lastYear = new Date(2025, 0, 1);

test('recent: the sweeps of the last days, the newest first, with their size and state', async () => {
  const root = project(files);
  const ids = [
    'sweep_20260101_120000',
    'sweep_20251230_080000',
    'sweep_20251201_000000',
    'sweep_20251202_000000',
  ];
  for (const id of ids) {
    await run(root, ['build', '--name', id, '--target', 'local', '--target', 'slurm']);
    ageTree(join(root, 'sweeps', 'outputs', id), lastYear);
  }
  const pathOf = (id = ''): string => join(root, 'sweeps', 'outputs', id);
  writeFileSync(join(pathOf(ids[1]), 'state', 'local_a.tsv'), '1\t1\tn1\t1@1\t100\t7\tcompleted\t0\t110\n');
  ageTree(pathOf(ids[1]), lastYear);
  // Built a month ago, and active yesterday.
  ageTree(join(pathOf(ids[3]), 'state'), new Date(2026, 0, 1));
  const { code, output } = await run(root, ['recent']);
  expect(code).toBe(0);
  expect(output.split('\n').map((line) => line.replace(/ {2,}/g, '|'))).toEqual([
    'SWEEP|BUILT|STATE|TASKS|TARGETS|PROGRESS',
    'sweep_20260101_120000|2026-01-01 12:00|pending|3|local, slurm|3 pending',
    'sweep_20251230_080000|2025-12-30 08:00|stopped|3|local, slurm|1 completed, 2 pending',
    'sweep_20251202_000000|2025-12-02 00:00|pending|3|local, slurm|3 pending',
    '',
  ]);
  const json = JSON.parse((await run(root, ['recent', '--days', '60', '--json'])).output);
  expect(json.map(({ sweep }: { readonly sweep: string }) => sweep)).toEqual([
    ids[0],
    ids[1],
    ids[3],
    ids[2],
  ]);
  expect(json[1]).toMatchObject({
    built: new Date(2025, 11, 30, 8).toISOString(),
    targets: ['local', 'slurm'],
    states: { completed: 1, pending: 2 },
  });
  expect((await run(root, ['recent', '--limit', '1'])).output.split('\n')).toHaveLength(3);
  expect((await run(project(files), ['recent'])).output).toBe('no sweeps\n');
});
