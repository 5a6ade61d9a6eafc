import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

const bats = fileURLToPath(new URL('../../bats', import.meta.url));

/**
 * 200 tasks of `true`, 20 to a job, on a real Slurm: submit-slurm.sh against sbatch of a packed array script as one
 * writes it by hand, which keeps the output and the exit code of each task. Until the queue is empty.
 */
export function measure({ workspace, quick }) {
  mkdirSync(join(workspace, 'by-hand'), { recursive: true });
  const text = `${sweepText([20, 10])}targets:\n  slurm:\n    tasks_per_job: 20\n`;
  const sweep = project(join(workspace, 'hsm'), text, 'slurm');
  writeFileSync(join(workspace, 'by-hand', 'job.sh'), byHand);
  const environment = join(workspace, 'environment.sh');
  writeFileSync(environment, clusterEnvironment(workspace));
  cluster(environment, 'start_cluster MaxArraySize=101');
  try {
    const inCluster = (command) => ['bash', '-c', `. '${environment}'; ${command}; wait_for_queue`];
    const seconds = time(
      {
        hsm: {
          command: inCluster('bash sweeps/outputs/bench/scripts/submit-slurm.sh >/dev/null'),
          cwd: sweep.directory,
          before: sweep.build,
        },
        byHand: {
          command: inCluster('rm -rf out && mkdir out && sbatch --parsable job.sh >/dev/null'),
          cwd: join(workspace, 'by-hand'),
        },
      },
      { rounds: quick ? 3 : 11 },
    );
    return [
      row({
        what: 'Slurm, 200 tasks, 20 to a job',
        against: 'a packed array script by hand',
        value: seconds.hsm,
        base: seconds.byHand,
        bound: 1.1,
      }),
    ];
  } finally {
    cluster(environment, 'stop_cluster');
  }
}

const byHand = `#!/bin/bash
#SBATCH --array=0-9
#SBATCH --output=/dev/null
for ((i = SLURM_ARRAY_TASK_ID * 20 + 1; i <= SLURM_ARRAY_TASK_ID * 20 + 20; i++)); do
  mkdir -p "out/task_$i"
  /bin/true "p0=$i" >"out/task_$i/stdout.log" 2>"out/task_$i/stderr.log" </dev/null
  echo "$i $?" >>"out/results_$SLURM_ARRAY_TASK_ID.txt"
done
`;

/** What the tests' cluster needs to be started outside of bats. */
function clusterEnvironment(workspace) {
  return `export BATS_FILE_TMPDIR='${workspace}' BATS_TEST_TMPDIR='${workspace}' BATS_TEST_DIRNAME='${bats}'
export SLURM_CONF='${workspace}/slurm/slurm.conf'
skip() { echo "$*" >&2; exit 1; }
. '${bats}/helpers.bash'
. '${bats}/slurm-cluster.bash'
`;
}

function cluster(environment, command) {
  const { status, stderr } = spawnSync('bash', ['-c', `. '${environment}'; ${command}`], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`${command}: ${stderr.slice(-500)}`);
}
