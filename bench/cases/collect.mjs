import { mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

const TASKS = 10_000;
/** The number of tasks with new files in the third run. */
const CHANGED = 100;

const python = fileURLToPath(new URL('../by-hand/collect.py', import.meta.url));

/** A table of 10,000 tasks with a metrics.json each, compared with Python's json and csv; and once more. */
export function measure({ workspace, quick }) {
  const sweep = project(
    workspace,
    `${sweepText([100, TASKS / 100])}results: {json: metrics.json, keys: [accuracy, val_loss, train_loss]}\n`,
  );
  sweep.build();
  const host = hostname().split('.')[0];
  const lines = [];
  for (let task = 1; task <= TASKS; task++) {
    const started = 1_763_932_000 + task / 10;
    const times = [started.toFixed(3), 4250 + (task % 30_000), 'completed', 0, (started + 10.18).toFixed(3)];
    lines.push([task, 1, host, '4242@8812', ...times].join('\t'));
    mkdirSync(`${sweep.output}/tasks/task_${task}`, { recursive: true });
    writeMetrics(sweep.output, task);
  }
  mkdirSync(`${sweep.output}/state`, { recursive: true });
  writeFileSync(`${sweep.output}/state/local_${host}_1_1.tsv`, `${lines.join('\n')}\n`);
  const kept = join(sweep.output, 'state/collect/kept');
  const collect = { command: ['bash', 'scripts/collect.sh'], cwd: sweep.output };
  const seconds = time(
    {
      first: { ...collect, before: () => rmSync(kept, { force: true }) },
      again: collect,
      changed: { ...collect, before: () => renew(sweep.output) },
      python: { command: ['python3', python, 'by-hand.csv'], cwd: sweep.output },
    },
    { rounds: quick ? 5 : 21 },
  );
  return [
    row({
      what: '`collect.sh` of 10,000 `metrics.json`, first run',
      against: "Python's json and csv",
      value: seconds.first,
      base: seconds.python,
      bound: 1,
    }),
    row({
      what: '`collect.sh` again, no file changed',
      against: 'its first run',
      value: seconds.again,
      base: seconds.first,
      bound: 0.2,
    }),
    row({
      what: `\`collect.sh\` again, ${CHANGED} files changed`,
      against: 'its first run',
      value: seconds.changed,
      base: seconds.first,
    }),
  ];
}

/** In the format of the program of examples/quickstart. */
function writeMetrics(output, task) {
  const metrics = {
    seed: task % 10,
    hidden_size: 128,
    lr: 0.001,
    epochs: 8,
    train_loss: Math.random(),
    train_accuracy: Math.random(),
    val_loss: Math.random(),
    accuracy: Math.random(),
  };
  writeFileSync(`${output}/tasks/task_${task}/metrics.json`, `${JSON.stringify(metrics, null, 2)}\n`);
}

function renew(output) {
  const now = new Date();
  for (let task = 1; task <= CHANGED; task++)
    utimesSync(`${output}/tasks/task_${task}/metrics.json`, now, now);
}
