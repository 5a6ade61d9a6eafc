import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

/** "The same" allows for the difference between two runs of the same thing. */
const SAME = 1.2;

/** The hundred-thousandth task costs as much as the first. */
export function measure({ workspace, quick }) {
  const scale = quick ? 10 : 1;
  const cost = (name, tasks, rounds) => {
    const sweep = project(`${workspace}/${name}`, sweepText([tasks / 100, 100]));
    const command = ['scripts/local.sh', '--jobs', '2', '--engine', 'bash'];
    const run = { command, cwd: sweep.output, before: sweep.build };
    return time({ run }, { rounds, warmUp: false }).run / tasks;
  };
  const few = 1000 / scale;
  const many = 100_000 / scale;
  // Before and after the long run, so that a machine that slows down in between affects both sides.
  const before = cost('before', few, 3);
  const value = cost('many', many, 1);
  const after = cost('after', few, 3);
  return [
    row({
      what: `time per task, ${many.toLocaleString('en')} tasks, bash pool`,
      against: `time per task, ${few.toLocaleString('en')} tasks`,
      value,
      base: (before + after) / 2,
      bound: SAME,
    }),
  ];
}
