#!/usr/bin/env bats
# The requests of submit-slurm.sh to a real Slurm, and its behaviour if Slurm does not respond as it should. A stand-in
# sbatch wraps the real one only to add behaviour that the real one does not show on request.
bats_require_minimum_version 1.5.0

load slurm-setup

setup() {
  make_project
  write_recording_program
}

teardown() {
  scontrol update partitionname=debug state=up
  scancel --user="$(id -un)" 2>/dev/null || true
}

# Puts a program named sbatch first on PATH, from standard input; "$real" in it is the real one.
write_sbatch() {
  mkdir -p "${project}/bin"
  {
    printf '#!/bin/bash\nreal=%q\n' "$(command -v sbatch)"
    cat
  } >"${project}/bin/sbatch"
  chmod +x "${project}/bin/sbatch"
  PATH=${project}/bin:${PATH}
}

jobs_in_slurm() {
  squeue --noheader --states=all --format=%F | sort -u | wc -l
}

# --- Torture row 10

@test "sbatch that prints the cluster's name after the number: one job" {
  write_sbatch <<'SH'
number=$("$real" "$@") && echo "a word of the site" && echo "${number};main"
SH
  build_batch 2 </dev/null
  submit
  wait_for_queue
  expect_states completed=2
  expect_equal "$(submitted_jobs | wc -l)" 1
}

@test "sbatch prints nothing and succeeds: its job is found by its name" {
  # shellcheck disable=SC2016 # for the program
  write_sbatch <<<'"$real" "$@" >/dev/null'
  build_batch 2 </dev/null
  local before
  before=$(jobs_in_slurm)
  submit
  expect_equal "$(jobs_in_slurm)" $((before + 1))
  expect_equal "$(submitted_jobs)" "$(squeue --noheader --states=all --format=%F | sort -n | tail -n 1)"
  wait_for_queue
  expect_states completed=2
}

@test "sbatch prints nothing, succeeds and submitted nothing: a loud failure, and no second try" {
  # shellcheck disable=SC2016 # for the program
  write_sbatch <<<'echo called >>"${HSM_SWEEP_DIR}/../calls"'
  build_batch 2 </dev/null
  expect_exit 1 "${scripts}/submit-slurm.sh"
  expect_output 'cannot determine whether Slurm accepted tasks 1-2'
  expect_equal "$(wc -l <"${sweep_dir}/../calls")" 1
  grep -q $'^slurm[^\t]*\tunknown' "${sweep_dir}/state/submissions.tsv"
}

@test "sbatch hangs after the job was accepted: one job" {
  write_sbatch <<'SH'
"$real" "$@" >/dev/null
sleep 30
SH
  build_batch 2 </dev/null
  local before
  before=$(jobs_in_slurm)
  HSM_SUBMIT_TIMEOUT=2 submit
  expect_equal "$(jobs_in_slurm)" $((before + 1))
  wait_for_queue
  expect_states completed=2
}

@test "sbatch cannot reach its controller twice: it is tried again, and submits once" {
  write_sbatch <<'SH'
echo called >>"${HSM_SWEEP_DIR}/../calls"
if (($(wc -l <"${HSM_SWEEP_DIR}/../calls") < 3)); then
  echo 'sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)' >&2
  exit 1
fi
exec "$real" "$@"
SH
  build_batch 2 </dev/null
  submit
  wait_for_queue
  expect_states completed=2
  expect_equal "$(submitted_jobs | wc -l)" 1
}

@test "a controller that is down: nothing is submitted, and status.sh leaves running tasks running" {
  write_recording_program 'until [[ -e go ]]; do nap 0.2; done'
  # The same cluster, with a port that nothing listens on.
  { sed 's/^SlurmctldPort=.*/SlurmctldPort=1/' "${SLURM_CONF}" && printf 'SlurmctldTimeout=5\nMessageTimeout=2\n'; } >down.conf
  build_batch 3 <<<'    array_throttle: 2'
  submit
  wait_until is_running 1
  wait_until is_running 2
  SLURM_CONF=${project}/down.conf expect_exit 1 "${scripts}/submit-slurm.sh" --queued
  SLURM_CONF=${project}/down.conf expect_exit 0 "${scripts}/status.sh"
  expect_output '2  running'
  SLURM_CONF=${project}/down.conf expect_exit 75 "${scripts}/queue-slurm.sh"
  touch go
  wait_for_queue
  expect_states completed=3
}

# --- Torture row 11

@test "the second of three arrays is refused: the submitted jobs are listed, and the same command submits the rest" {
  write_sbatch <<'SH'
echo called >>"${HSM_SWEEP_DIR}/../calls"
if (($(wc -l <"${HSM_SWEEP_DIR}/../calls") == 2)); then scontrol update partitionname=debug state=drain; fi
exec "$real" "$@"
SH
  build_batch 30 </dev/null
  expect_exit 1 "${scripts}/submit-slurm.sh"
  local first
  first=$(submitted_jobs)
  expect_output "submitted job ${first}: tasks 1-10"
  expect_output 'Required partition not available'
  expect_output "already submitted: ${first}"
  expect_output 'refused tasks 11-20: run the same command again to submit the rest'
  expect_equal "$(cut -f 2 "${sweep_dir}/state/submissions.tsv" | tr '\n' ' ')" 'asked submitted asked refused '
  scontrol update partitionname=debug state=up
  submit
  wait_for_queue
  expect_ran_once 30
  expect_states completed=30
}

# --- Places

@test "a refusal that mentions several limits: --feed only waits if our own jobs may be the reason" {
  write_sbatch <<'SH'
echo called >>"${HSM_SWEEP_DIR}/../calls"
printf 'sbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user'"'"'s size and/or time limits)\n' >&2
exit 1
SH
  build_batch 8 </dev/null
  HSM_FEED_INTERVAL=1 expect_exit 1 "${scripts}/submit-slurm.sh" --feed
  expect_output 'refused tasks 1-8, although you have no jobs in the queue'
  # 8, 4, 2 and 1.
  expect_equal "$(wc -l <"${sweep_dir}/../calls")" 4
  expect_equal "$(cat "${sweep_dir}/state/feed.list")" 1-8
  # A limit on something other than jobs is no reason to try fewer.
  write_sbatch <<'SH'
echo called >>"${HSM_SWEEP_DIR}/../calls"
printf 'sbatch: error: AssocMaxCpuPerJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy (job submit limit, user'"'"'s size and/or time limits)\n' >&2
exit 1
SH
  rm "${sweep_dir}/../calls"
  expect_exit 1 "${scripts}/submit-slurm.sh" --feed
  expect_output 'AssocMaxCpuPerJobLimit'
  expect_equal "$(wc -l <"${sweep_dir}/../calls")" 1
}

@test "a throttle over the parts of an array that did not fit as a whole: they run one after another" {
  write_sbatch <<'SH'
for word in "$@"; do
  [[ ${word} != --array=1-8* ]] || { echo 'sbatch: error: QOSMaxSubmitJobPerUserLimit' >&2; exit 1; }
done
exec "$real" "$@"
SH
  build_batch 8 </dev/null
  submit --throttle 2 --hold
  expect_equal "$(submitted_jobs | wc -l)" 2
  local first
  first=$(submitted_jobs | head -n 1)
  expect_equal "$(job_field "$(submitted_jobs | tail -n 1)_8" Dependency)" "afterany:${first}_*(unfulfilled)"
}

# --- Settings from the environment

@test "an account, a partition and so on count if the sweep does not set them, and the effective one is reported" {
  export SBATCH_PARTITION=short SBATCH_ACCOUNT='a b' SBATCH_TIMELIMIT=7 SBATCH_GRES=gpu:1
  build_batch 1 </dev/null
  submit --hold
  expect_output "partition: short, from SBATCH_PARTITION"
  expect_output "account: a\\ b, from SBATCH_ACCOUNT"
  expect_output 'ignored: SBATCH_GRES, SBATCH_TIMELIMIT: the sweep sets what jobs request'
  local job
  job=$(submitted_jobs)
  expect_equal "$(job_field "${job}" Partition) $(job_field "${job}" TimeLimit)" 'short 01:00:00'
  expect_equal "$(job_field "${job}" TresPerNode)" ''
  make_project "${BATS_TEST_TMPDIR}/said"
  build_batch 1 <<<'    partition: debug'
  submit --hold
  expect_output 'partition: debug, as set by the sweep; not short from SBATCH_PARTITION'
  expect_equal "$(job_field "$(submitted_jobs)" Partition)" debug
}

# --- Options

@test "--dry-run prints the sbatch commands and does nothing" {
  build_batch 25 <<<'    array_throttle: 7'
  local before
  before=$(jobs_in_slurm)
  submit --dry-run --walltime 08:00:00 --dependency afterok:17 --hold
  expect_equal "$(sed -E "s/sweep\.[0-9-]+/NAME/; s/submit_[0-9-]+/submit_STAMP/; s|${sweep_dir}|SWEEP|g" <<<"${output}")" \
    'sbatch --parsable --job-name=NAME.1 --hold --time=480 --output=SWEEP/logs/slurm_test_%A_%a.log --open-mode=append --dependency=afterok:17 --array=1-10%3 SWEEP/scripts/slurm.sh submit_STAMP.1
#   state/submit_STAMP.1: cluster=test umask=0022 offset=0 resources=walltime=28800s walltime=28800
sbatch --parsable --job-name=NAME.2 --hold --time=480 --output=SWEEP/logs/slurm_test_%A_%a.log --open-mode=append --dependency=afterok:17 --array=1-10%2 SWEEP/scripts/slurm.sh submit_STAMP.2
#   state/submit_STAMP.2: cluster=test umask=0022 offset=10 resources=walltime=28800s walltime=28800
sbatch --parsable --job-name=NAME.3 --hold --time=480 --output=SWEEP/logs/slurm_test_%A_%a.log --open-mode=append --dependency=afterok:17 --array=1-5%2 SWEEP/scripts/slurm.sh submit_STAMP.3
#   state/submit_STAMP.3: cluster=test umask=0022 offset=20 resources=walltime=28800s walltime=28800'
  expect_equal "$(jobs_in_slurm)" "${before}"
  [[ ! -e ${sweep_dir}/state/submissions.tsv ]]
}

@test "a throttle below the number of arrays: they run one after another" {
  build_batch 25 <<<'    array_throttle: 2'
  submit --hold
  local first
  first=$(submitted_jobs | head -n 1)
  expect_equal "$(job_field "$(submitted_jobs | sed -n 2p)_10" Dependency)" "afterany:${first}_*(unfulfilled)"
  submitted_jobs | xargs -n 1 scontrol release
  wait_for_queue 120
  expect_ran_once 25
}

@test "--test-only queries Slurm and submits nothing; --hold waits; waiting tasks are not submitted again" {
  build_batch 3 </dev/null
  local before
  before=$(jobs_in_slurm)
  submit --test-only
  expect_equal "$(jobs_in_slurm)" "${before}"
  expect_states pending=3
  submit --hold
  expect_states queued=3
  submit
  expect_output 'nothing to submit'
  scontrol release "$(submitted_jobs)"
  wait_for_queue
  expect_states completed=3
}

@test "--individual: one job per task, each with its index, in one ledger" {
  build_batch 12 </dev/null
  submit --individual --only 3,9-12
  expect_equal "$(submitted_jobs | wc -l)" 5
  wait_for_queue
  expect_equal "$(ran_tasks)" '3 9 10 11 12'
  expect_states 'completed=5 pending=7'
}

@test "--then runs a script when all jobs have ended, however they ended" {
  write_recording_program '((n != 2))'
  build_batch 12 </dev/null
  # shellcheck disable=SC2016 # for the script
  echo 'scripts/status.sh --tsv >"collected $1"' >"then it is.sh"
  submit --then "then it is.sh"
  expect_output 'after these jobs have ended'
  wait_for_queue
  expect_equal "$(cut -f 2 "${sweep_dir}/collected " | sort | uniq -c | tr -s ' ' | tr '\n' ';')" \
    ' 11 completed; 1 failed; 1 state;'
}

@test "wrong options are refused with exit code 2 before Slurm is queried" {
  build_batch 3 </dev/null
  local words
  while read -r -a words; do
    expect_exit 2 "${scripts}/submit-slurm.sh" "${words[@]}"
  done <<'ROWS'
--walltime 12
--walltime 1-25
--walltime x
--throttle 0
--throttle a[$(id)]
--dependency afterok:1;id
--then /no/such/script
--workers 3
--only
--nonsense
3
ROWS
  expect_exit 1 "${scripts}/submit-slurm.sh" --only 'a[0]'
  [[ ! -e ${sweep_dir}/state/submissions.tsv ]]
}

@test "without sbatch, or outside a project, nothing is submitted and the message gives the reason" {
  build_batch 3 </dev/null
  mkdir -p tools
  local name
  for name in bash sed awk grep sha256sum dirname env cat mkdir date id rm; do ln -s "$(command -v "${name}")" tools/; done
  PATH=${project}/tools expect_exit 1 "${scripts}/submit-slurm.sh"
  expect_output 'no sbatch on PATH'
  HSM_PROJECT_DIR=/no/such/project expect_exit 1 "${scripts}/submit-slurm.sh"
  expect_output 'no project at /no/such/project'
}

@test "directives: Slurm has the values of the options" {
  build_batch 2 --resources '--cpus-per-task=2 --mem=1G --gres=gpu:a100:1' --walltime 00:30:00 <<'YAML'
    parallel_per_job: 2
    partition: short
    nice: 7
    requeue: false
    extra_directives: ['--comment=two words "quoted" # no comment']
YAML
  submit --hold
  local job
  job=$(submitted_jobs)_1
  expect_equal "$(job_field "${job}" TimeLimit) $(job_field "${job}" Partition)" '00:30:00 short'
  expect_equal "$(job_field "${job}" NumCPUs)" 4
  expect_equal "$(job_field "${job}" MinMemoryNode)" 2G
  expect_equal "$(job_field "${job}" TresPerNode)" gres:gpu:a100:2
  expect_equal "$(job_field "${job}" Nice)" 7
  expect_equal "$(job_field "${job}" Requeue)" 0
  expect_equal "$(scontrol show job "${job}" | sed -n 's/^ *Comment=//p' | sed 's/ *$//')" 'two words "quoted" # no comment'
}

@test "the GPUs of a job are shared out among its concurrent tasks" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'echo "${CUDA_VISIBLE_DEVICES}" >"${HSM_TASK_DIR}/gpus"' 'sleep 0.5'
  build_batch 4 --resources '--gres=gpu:1' <<'YAML'
    tasks_per_job: 4
    parallel_per_job: 2
YAML
  submit
  wait_for_queue
  expect_states completed=4
  expect_equal "$(cat "${sweep_dir}"/tasks/task_*/gpus | sort | uniq | wc -l)" 2
  expect_equal "$(cat "${sweep_dir}"/tasks/task_*/gpus | grep -c ,)" 0
}

@test "steps that tasks of a job start with srun run concurrently, each with its share" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'exec srun bash -c '\''echo "$(date +%s) $SLURM_CPUS_ON_NODE $CUDA_VISIBLE_DEVICES" >"$HSM_TASK_DIR/step"; sleep 4'\'
  build_batch 2 --resources '--gres=gpu:1 --cpus-per-task=2 --mem=1G' <<'YAML'
    tasks_per_job: 2
    parallel_per_job: 2
YAML
  submit
  wait_for_queue
  expect_states completed=2
  cat "${sweep_dir}"/tasks/task_*/step
  expect_equal "$(cat "${sweep_dir}"/tasks/task_*/step | awk '{ print $2 }' | tr '\n' ' ')" '2 2 '
  expect_equal "$(cat "${sweep_dir}"/tasks/task_*/step | awk '{ print $3 }' | sort -u | wc -l | tr -d ' ')" 2
  # The second began while the first ran.
  cat "${sweep_dir}"/tasks/task_*/step | awk '{ if (NR == 1) first = $1; else exit !($1 - first < 4 && first - $1 < 4) }'
}

@test "a million tasks: auto packs them into one array, and a rerun of one is one job (torture row 25)" {
  build_sweep --target slurm <<'YAML'
command: [bash, program.sh]
args: env
defaults: {n: 0}
sweep:
  grid:
    a: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    b: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    c: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    d: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    e: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    f: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
targets:
  slurm: {tasks_per_job: auto, max_array_size: 11}
YAML
  submit --dry-run
  expect_equal "$(grep -o -- '--array=[^ ]*' <<<"${output}")" '--array=1-10'
  # The work for an element does not grow with the sweep: the last task of the last element is run alone.
  submit --only 1000000 --dry-run
  expect_output '--array=10 '
  expect_exit 0 "${scripts}/task.sh" 1000000
  expect_equal "$(cat ran)" '0 1'
  expect_equal "$("${scripts}/status.sh" | sed -n 3p)" '         1  completed'
}
