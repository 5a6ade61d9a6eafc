import { numbers, project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

/** "The same" allows for the difference between two runs of the same thing. */
const SAME = 1.2;

/** Finding a task costs the same wherever it is, even if cells are excluded. */
export function measure({ workspace, quick }) {
  // Half of one axis with a fifth of another: 10% of the cells.
  const tenth = `  exclude:\n    - p0: ${numbers(50)}\n      p2: ${numbers(20)}\n`;
  const sweeps = {
    small: project(`${workspace}/small`, sweepText([3, 3, 2])),
    large: project(`${workspace}/large`, sweepText([100, 100, 100])),
    excluded: project(`${workspace}/excluded`, sweepText([100, 100, 100], tenth)),
  };
  for (const sweep of Object.values(sweeps)) sweep.build();
  const times = quick ? 20 : 100;
  const print = (sweep, task) => ({
    command: ['scripts/task.sh', '--print', task],
    cwd: sweep.output,
    times,
  });
  const seconds = time(
    {
      bash: { command: ['bash', '-c', ':'], times },
      small: print(sweeps.small, '1'),
      large: print(sweeps.large, '999999'),
      excluded: print(sweeps.excluded, '899999'),
    },
    { rounds: quick ? 3 : 11 },
  );
  const whats = {
    small: '`task.sh --print 1`, 18 tasks',
    large: '`task.sh --print 999999`, 1,000,000 tasks',
    excluded: '`task.sh --print 899999`, 1,000,000 tasks, 10% excluded',
  };
  const against = (base, bound) => (name) =>
    row({
      what: whats[name],
      against: whats[base] ?? '`bash -c :`',
      value: seconds[name],
      base: seconds[base],
      bound,
    });
  return [
    ...['small', 'large', 'excluded'].map(against('bash', 2)),
    ...['large', 'excluded'].map(against('small', SAME)),
  ];
}
