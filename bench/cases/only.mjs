import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

/** Three tasks cost the same, however many other tasks the sweep has. */
export function measure({ workspace, quick }) {
  const three = (name, sizes) => {
    const sweep = project(`${workspace}/${name}`, sweepText(sizes));
    return {
      command: ['scripts/local.sh', '--only', '1-3', '--jobs', '2', '--engine', 'bash'],
      cwd: sweep.output,
      before: sweep.build,
    };
  };
  const seconds = time(
    { many: three('many', [100, 100, 1000]), few: three('few', [3, 6]) },
    { rounds: quick ? 3 : 11 },
  );
  return [
    row({
      what: '`local.sh --only 1-3` of 10,000,000 tasks',
      against: 'the same of 18 tasks',
      value: seconds.many,
      base: seconds.few,
      bound: 1.5,
    }),
  ];
}
