import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { project, sweepText, time } from '../harness.mjs';
import { row } from '../report.mjs';

const bats = fileURLToPath(new URL('../../bats', import.meta.url));

/**
 * 200 tasks of `true`, 20 per job, on a real Slurm: submit-slurm.sh compared with sbatch of a typical hand-written
 * packed array script. Measured until the queue is empty.
 */
export function measure({ workspace, quick }) {
  const scripts = join(workspace, 'by-hand');
  mkdirSync(scripts, { recursive: true });
  const text = `${sweepText([20, 10])}targets:\n  slurm:\n    tasks_per_job: 20\n`;
  const sweep = project(join(workspace, 'hsm'), text, 'slurm');
  writeFileSync(join(scripts, 'job.sh'), byHand);
  writeFileSync(join(scripts, 'bare.sh'), bare);
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
          before: () => {
            sweep.build();
            pause();
          },
        },
        byHand: {
          command: inCluster('rm -rf out && mkdir out && sbatch job.sh >/dev/null'),
          cwd: scripts,
          before: pause,
        },
        bare: {
          command: inCluster('rm -rf out && mkdir out && sbatch bare.sh >/dev/null'),
          cwd: scripts,
          before: pause,
        },
      },
      { rounds: quick ? 3 : 21 },
    );
    return [
      row({
        what: 'Slurm, 200 tasks, 20 per job',
        against: 'a packed array script written by hand',
        value: seconds.hsm,
        base: seconds.byHand,
        bound: 1.1,
      }),
      row({
        what: 'the same',
        against: 'a script that records no times or commands',
        value: seconds.hsm,
        base: seconds.bare,
      }),
    ];
  } finally {
    cluster(environment, 'stop_cluster');
  }
}

/** A typical hand-written script that keeps for each task what hsm keeps: its output, command, times and exit code. */
const byHand = `#!/bin/bash
#SBATCH --array=0-9
#SBATCH --output=/dev/null
for ((i = SLURM_ARRAY_TASK_ID * 20 + 1; i <= SLURM_ARRAY_TASK_ID * 20 + 20; i++)); do
  mkdir -p "out/task_$i"
  echo "/bin/true p0=$i" >"out/task_$i/command.txt"
  start=$(date +%s)
  /bin/true "p0=$i" >"out/task_$i/stdout.log" 2>"out/task_$i/stderr.log" </dev/null
  code=$?
  echo "$i $HOSTNAME $start $(date +%s) $code" >>"out/results_$SLURM_ARRAY_TASK_ID.txt"
done
`;

/** The shortest script that people would write: it keeps the output of each task and its exit code, but no times. */
const bare = `#!/bin/bash
#SBATCH --array=0-9
#SBATCH --output=/dev/null
for ((i = SLURM_ARRAY_TASK_ID * 20 + 1; i <= SLURM_ARRAY_TASK_ID * 20 + 20; i++)); do
  mkdir -p "out/task_$i"
  /bin/true "p0=$i" >"out/task_$i/stdout.log" 2>"out/task_$i/stderr.log" </dev/null
  echo "$i $?" >>"out/results_$SLURM_ARRAY_TASK_ID.txt"
done
`;

/** The controller does some of its work once per second, so each run begins at a different moment of that second. */
function pause() {
  execFileSync('sleep', [Math.random().toFixed(2)]);
}

/** The commands that start the tests' cluster outside of bats. */
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
