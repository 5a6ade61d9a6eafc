import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

const LOST = 2000;

/**
 * A sweep in which every second attempt has ended with this state, or is lost: neither its worker nor its program is
 * alive.
 */
function sweepWith(state, workspace) {
  const sweep = project(`${workspace}/${state}`, sweepText([100, (2 * LOST) / 100]));
  sweep.build();
  // A task that has run here shows the name of this machine.
  spawnSync(`${sweep.output}/scripts/local.sh`, ['--only', '1']);
  const journal = `${sweep.output}/state/${readdirSync(`${sweep.output}/state`).find((name) => name.startsWith('local_'))}`;
  const [, , host, worker] = readFileSync(journal, 'utf8').split('\t');
  const machine = worker.split('@')[2];
  const lines = [];
  for (let task = 1; task <= 2 * LOST; task++) {
    const started = 1_763_932_000 + task;
    const fields = [
      task,
      1,
      host,
      `${4_000_000 + task}@17@${machine}`,
      `${started}.25`,
      `${5_000_000 + task}@17`,
    ];
    const ended = task % 2 === 0 ? ['completed', 0] : [state, 1];
    if (ended[0] !== 'lost') fields.push(...ended, `${started + 1}.25`);
    lines.push(fields.join('\t'));
    mkdirSync(`${sweep.output}/tasks/task_${task}`, { recursive: true });
  }
  writeFileSync(journal, `${lines.join('\n')}\n`);
  return { command: ['scripts/status.sh'], cwd: sweep.output };
}

/** Whether one check covers the owners of all attempts, without processes for each. */
export function measure({ workspace, quick }) {
  const seconds = time(
    { lost: sweepWith('lost', workspace), failed: sweepWith('failed', workspace) },
    { rounds: quick ? 5 : 21 },
  );
  return [
    row({
      what: '`status.sh` with 2,000 lost attempts',
      against: '`status.sh` with 2,000 failed attempts',
      value: seconds.lost,
      base: seconds.failed,
      bound: 2,
    }),
  ];
}
