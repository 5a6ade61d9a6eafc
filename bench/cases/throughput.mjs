import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

/** Claim, journal, task directory and files cost less than a bare runner spends on a task. */
export function measure({ workspace, quick }) {
  const sizes = quick ? [10, 100] : [100, 100];
  const tasks = sizes[0] * sizes[1];
  const sweep = project(workspace, sweepText(sizes));
  const bash = spawnSync('bash', ['-c', 'command -v bash'], { encoding: 'utf8' }).stdout.trim();
  const empty = `${workspace}/empty.sh`;
  writeFileSync(empty, `#!${bash}\n`);
  chmodSync(empty, 0o755);
  const shell = (script) => ({
    command: ['bash', '-c', script, 'bench', String(tasks), empty],
    cwd: workspace,
  });
  const engine = (name) => ({
    command: ['scripts/local.sh', '--jobs', '2', '--engine', name],
    cwd: sweep.output,
    before: sweep.build,
  });
  const seconds = time(
    {
      pool: engine('bash'),
      parallel: engine('parallel'),
      bareParallel: shell('seq "$1" | parallel -j2 --joblog joblog.tsv true {}'),
      xargs: shell('seq "$1" | xargs -P2 -n1 "$2"'),
    },
    { rounds: quick ? 1 : 3, warmUp: false },
  );
  const count = tasks.toLocaleString('en');
  const bare = `plain \`parallel -j2 --joblog\``;
  const pool = `${count} × \`true\`, bash pool`;
  return [
    row({ what: pool, against: bare, value: seconds.pool, base: seconds.bareParallel, bound: 0.9 }),
    row({
      what: pool,
      against: '`xargs -P2 -n1` of an empty bash script',
      value: seconds.pool,
      base: seconds.xargs,
      bound: 3,
    }),
    row({
      what: `${count} × \`true\`, GNU parallel`,
      against: bare,
      value: seconds.parallel,
      base: seconds.bareParallel,
      bound: 1.1,
    }),
  ];
}
