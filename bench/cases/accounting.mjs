import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cpuTime, project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

/** Measuring the cost of an attempt takes a worker almost no time, compared with starting it. */
export function measure({ workspace, quick }) {
  const sizes = quick ? [10, 10] : [10, 20];
  const tasks = sizes[0] * sizes[1];
  const sweep = project(workspace, sweepText(sizes));
  sweep.build();
  // Copies of the built directory, so that each round begins with one in which nothing has run.
  const built = join(workspace, 'built');
  cpSync(sweep.output, built, { recursive: true });
  const candidate = (edit) => ({
    command: ['scripts/local.sh', '--jobs', '2', '--engine', 'bash'],
    cwd: sweep.output,
    environment: { HSM_ALLOW_EDITED: '1' },
    before: () => {
      rmSync(sweep.output, { recursive: true, force: true });
      cpSync(built, sweep.output, { recursive: true });
      const runner = join(sweep.output, 'scripts/runner.sh');
      writeFileSync(runner, edit(readFileSync(runner, 'utf8')));
    },
  });
  const candidates = { with: candidate((text) => text), without: candidate(withoutMeasuring) };
  const rounds = quick ? 3 : 15;
  const cpu = cpuTime(candidates, { rounds });
  const seconds = time(candidates, { rounds });
  const what = `${tasks} × \`true\`, CPU time and memory measured`;
  return [
    row({
      what: `${what}: CPU time`,
      against: 'not measured',
      value: cpu.with,
      base: cpu.without,
      bound: 1.05,
    }),
    row({ what, against: 'not measured', value: seconds.with, base: seconds.without }),
  ];
}

/**
 * The runner without its measuring.
 * @throws Error if it has none: then the comparison is meaningless.
 */
function withoutMeasuring(text) {
  const edited = text
    .replace(/^begin_measuring\(\) \{\n/m, '$&  return 0\n')
    .replace(/^end_measuring\(\) \{\n/m, '$&  cpu_time=- peak_memory=-\n  return 0\n')
    .replace(/^open_meter\(\) \{\n/m, '$&  return 0\n')
    .replace(/^find_peak_file\(\) \{.*\n/m, '$&  return 0\n');
  if (edited.split('return 0').length - text.split('return 0').length !== 4)
    throw new Error('nothing to leave out');
  return edited;
}
