import { mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

const TASKS = 100_000;
const FAILED = new Set([17, 4242, 99_999]);

/** One pass over the journals determines the states of 100,000 tasks. */
export function measure({ workspace, quick }) {
  const sweep = project(workspace, sweepText([100, TASKS / 100]));
  sweep.build();
  const host = hostname().split('.')[0];
  const lines = [];
  for (let task = 1; task <= TASKS; task++) {
    const started = 1_763_932_000 + task / 10;
    const [state, exitCode] = FAILED.has(task) ? ['failed', 1] : ['completed', 0];
    const times = [started.toFixed(3), 4250 + (task % 30_000), state, exitCode, (started + 10.18).toFixed(3)];
    lines.push([task, 1, host, '4242@8812', ...times].join('\t'));
    mkdirSync(`${sweep.output}/tasks/task_${task}`, { recursive: true });
  }
  mkdirSync(`${sweep.output}/state`, { recursive: true });
  writeFileSync(`${sweep.output}/state/local_${host}_1_1.tsv`, `${lines.join('\n')}\n`);
  const seconds = time(
    {
      status: { command: ['scripts/status.sh'], cwd: sweep.output },
      cat: { command: ['bash', '-c', 'cat state/* | wc -l'], cwd: sweep.output },
    },
    { rounds: quick ? 5 : 21 },
  );
  return [
    row({
      what: '`status.sh` of 100,000 tasks',
      against: '`cat state/* \\| wc -l`',
      value: seconds.status,
      base: seconds.cat,
      bound: 4,
    }),
  ];
}
