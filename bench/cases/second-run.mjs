import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

/** Seconds between the end of `status.sh` and the first task of a second run. */
const PATIENCE = 3;

/** A sweep that has run; every other task failed. Its program creates a file in the project and waits. */
function sweepThatRan(workspace, tasks) {
  const text = sweepText([1000, tasks / 1000]).replace('["true"]', '[bash, begin.sh]');
  const sweep = project(workspace, text);
  writeFileSync(`${workspace}/begin.sh`, ': >begun\nexec sleep 60\n');
  sweep.build();
  mkdirSync(`${sweep.output}/tasks`, { recursive: true });
  mkdirSync(`${sweep.output}/state`, { recursive: true });
  for (let worker = 1; worker <= 4; worker++) {
    const lines = [];
    for (let task = worker; task <= tasks; task += 4) {
      const started = 1_763_932_000 + task / 10;
      const fields = [task, 1, hostname(), '4242@8812', started.toFixed(3), '4250@8815'];
      fields.push(...(task % 8 < 4 ? ['completed', 0] : ['failed', 1]), (started + 10).toFixed(3));
      lines.push(fields.join('\t'));
      mkdirSync(`${sweep.output}/tasks/task_${task}`);
    }
    writeFileSync(`${sweep.output}/state/local_bench_${worker}.tsv`, `${lines.join('\n')}\n`);
  }
  return sweep;
}

/** Starts the sweep again, and stops it when the first task has begun. */
const UNTIL_BEGUN = `
scripts/local.sh --jobs 1 --engine bash "$@" &
until [[ -e "$0/begun" ]]; do sleep 0.02; done
kill "$!"
wait "$!" || true`;

/** The journals are read once, as a stream; selecting a few tasks does not read the others. */
export function measure({ workspace, quick }) {
  const tasks = quick ? 100_000 : 1_000_000;
  const sweep = sweepThatRan(workspace, tasks);
  const run = (...options) => ({
    command: ['bash', '-c', UNTIL_BEGUN, workspace, ...options],
    cwd: sweep.output,
    before: () => rmSync(`${workspace}/begun`, { force: true }),
  });
  const seconds = time(
    { run: run(), status: { command: ['scripts/status.sh', '--todo'], cwd: sweep.output } },
    { rounds: quick ? 1 : 3 },
  );
  return [
    row({
      what: `second run of ${tasks.toLocaleString('en')} tasks of which half failed: time to the first task, without \`status.sh --todo\``,
      against: 'three seconds',
      value: Math.max(0, seconds.run - seconds.status),
      base: PATIENCE,
      bound: 1,
    }),
  ];
}
