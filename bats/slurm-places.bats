#!/usr/bin/env bats
# One sweep directory, two clusters that mount it, and two users: tasks that one of them runs are not lost to the other,
# and nothing runs twice. Both clusters give their jobs the same numbers.
bats_require_minimum_version 1.5.0

load helpers
load slurm-cluster
load slurm-sweeps
load other-user

setup_file() {
  use_cluster alpha
  start_cluster ClusterName=alpha PrivateData=jobs
  use_cluster beta
  start_cluster ClusterName=beta
}

teardown_file() {
  local name
  for name in alpha beta; do
    use_cluster "${name}"
    scancel --user=nobody 2>/dev/null || true
    stop_cluster
  done
}

setup() {
  use_cluster alpha
  make_project
}

teardown() {
  local name
  for name in alpha beta; do
    use_cluster "${name}"
    scancel --user="$(id -un)" 2>/dev/null || true
    wait_for_queue
  done
}

use_cluster() { # <alpha | beta>
  cluster_dir=${BATS_FILE_TMPDIR}/$1
  export SLURM_CONF=${cluster_dir}/slurm.conf
}

# Runs a command as on another machine: one on which the processes of jobs are not visible.
elsewhere() { # <command> [<argument>…]
  unshare --pid --fork --mount-proc true 2>/dev/null || skip 'cannot make a PID namespace here'
  unshare --pid --fork --mount-proc "$@"
}

# Each task waits until go exists.
write_patient_program() {
  write_recording_program 'until [[ -e go ]]; do nap 0.2; done'
}

@test "tasks that run on one cluster count as running on the other, which runs only the rest" {
  write_patient_program
  build_batch 6 <<<'    array_throttle: 2'
  submit
  wait_until is_running 1
  wait_until is_running 2
  use_cluster beta
  expect_exit 0 elsewhere "${scripts}/status.sh"
  expect_output '2  running'
  expect_output '2  of the running tasks cannot be checked from here: on slurm/alpha/'
  expect_exit 1 "${scripts}/resume.sh" --task-ids 1
  expect_output 'still running: 1'
  # The same number of a job as on the first. What waits there cannot be seen from here, and is had by who comes first.
  submit
  expect_equal "$(cut -f 1 "${sweep_dir}/state/submissions.tsv" | sort -u | tr '\n' ' ')" \
    "slurm/alpha/$(id -un) slurm/beta/$(id -un) "
  wait_until is_running 3
  touch go
  wait_for_queue
  use_cluster alpha
  wait_for_queue
  expect_ran_once 6
  expect_states completed=6
  # Those that were running there, and those that started here; the others went to whichever was faster.
  expect_equal "$(cut -f 1 "${sweep_dir}"/state/slurm_alpha_*.tsv | grep -c '^[12]$')" 2
  expect_equal "$(cut -f 1 "${sweep_dir}"/state/slurm_beta_*.tsv | grep -c '^3$')" 1
}

@test "a task that is gone on its cluster is lost there, and still counts as running on the other" {
  write_patient_program
  build_batch 2 </dev/null
  submit
  wait_until is_running 1
  wait_until is_running 2
  local job
  job=$(submitted_jobs)
  kill_batch_shell "${job}_1"
  wait_for_job_state "${job}_1" FAILED
  # The worker and its program are still alive, here on the same machine.
  kill_worker_of 1
  wait_until is_state 1 lost
  use_cluster beta
  expect_equal "$(state_of 1)" running
  submit --missing
  expect_output 'nothing to submit'
  use_cluster alpha
  submit --missing
  touch go
  wait_for_queue
  expect_equal "$(ran_tasks)" '1 1 2'
  expect_states completed=2
}

@test "cancel.sh of one cluster does not touch the jobs with the same number on the other" {
  write_patient_program
  build_batch 2 </dev/null
  submit
  wait_until is_running 1
  local first_job=${sweep_dir}
  use_cluster beta
  make_project "${BATS_TEST_TMPDIR}/other"
  write_patient_program
  build_batch 2 </dev/null
  # Until it has the number that the first sweep's job has.
  local wanted last=0
  wanted=$(awk -F '\t' '$2 == "submitted" { print $5 }' "${first_job}/state/submissions.tsv")
  while ((last < wanted)); do
    last=$(sbatch --parsable --hold --output=/dev/null --wrap true)
  done
  expect_exit 0 "${first_job}/scripts/cancel.sh" -y
  job_is "${last}" PENDING
  use_cluster alpha
  job_is "${wanted}_1" RUNNING
  expect_exit 0 "${first_job}/scripts/cancel.sh" -y
  wait_for_queue
}

@test "a task that another user submitted is running, and does not run a second time" {
  require_other_user
  write_patient_program
  build_batch 2 </dev/null
  give_to_nobody "${project}"
  expect_exit 0 as_nobody "${scripts}/submit-slurm.sh"
  wait_until is_running 1
  wait_until is_running 2
  expect_equal "$(cut -f 1 "${sweep_dir}/state/submissions.tsv" | sort -u)" slurm/alpha/nobody
  submit
  expect_output 'nothing to submit'
  touch go
  wait_for_queue
  expect_ran_once 2
  expect_states completed=2
}

@test "a user who may not see another user's jobs is told so, and leaves them alone" {
  require_other_user
  write_patient_program
  build_batch 2 </dev/null
  give_to_nobody "${project}"
  submit
  wait_until is_running 1
  wait_until is_running 2
  chown -R nobody "${sweep_dir}"
  expect_exit 0 elsewhere runuser -u nobody -- "${scripts}/status.sh"
  expect_output '2  running'
  expect_output "of the running tasks cannot be checked from here: on slurm/alpha/$(id -un)"
  expect_exit 0 as_nobody "${scripts}/submit-slurm.sh"
  expect_output 'nothing to submit'
  touch go
  wait_for_queue
  expect_ran_once 2
  expect_states completed=2
}
