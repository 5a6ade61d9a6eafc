import { hsm, peakMemory, project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

/** A sweep of a million tasks compiles as fast as one of 18 tasks, and both take about as long as Node's start. */
export function measure({ workspace, quick }) {
  const small = project(`${workspace}/small`, sweepText([3, 3, 2]));
  const large = project(`${workspace}/large`, sweepText([100, 100, 100]));
  const candidate = ({ command, directory, clear }) => ({ command, cwd: directory, before: clear });
  const builds = { small: candidate(small), large: candidate(large) };
  const rounds = quick ? 5 : 25;
  const seconds = time(
    {
      ...builds,
      node: { command: [process.execPath, '-e', '0'] },
      version: { command: [...hsm, '--version'] },
    },
    { rounds },
  );
  const memory = peakMemory(builds, { rounds: quick ? 3 : 9, workspace });
  const build18 = 'build of 18 tasks';
  return [
    row({
      what: 'build of 1,000,000 tasks',
      against: build18,
      value: seconds.large,
      base: seconds.small,
      bound: 1.3,
    }),
    row({
      what: 'peak memory of the build of 1,000,000 tasks',
      against: `that of the ${build18}`,
      value: memory.large,
      base: memory.small,
      bound: 1.2,
      unit: 'mebibytes',
    }),
    row({ what: build18, against: '`node -e 0`', value: seconds.small, base: seconds.node, bound: 3 }),
    row({
      what: '`hsm --version`',
      against: '`node -e 0`',
      value: seconds.version,
      base: seconds.node,
      bound: 1.5,
    }),
  ];
}
