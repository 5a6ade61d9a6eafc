#!/usr/bin/env bats
# The Slurm of the tests is a real one that does what the tests of the Slurm target rely on.

load helpers
load slurm-cluster

setup_file() {
  start_cluster
}

teardown_file() {
  stop_cluster
}

setup() {
  cd "${BATS_TEST_TMPDIR}" || return 1
}

# Submits the batch script on standard input and sets job.
submit() { # [<option of sbatch>]…
  {
    echo '#!/bin/bash'
    cat
  } >job.sh
  job=$(sbatch --parsable --output=%a-%j.log --open-mode=append "$@" job.sh)
}

# Writes a line to the file started for each start, then lasts until it is ended.
submit_endless() { # [<option of sbatch>]…
  submit "$@" <<'SH'
echo "${SLURM_RESTART_COUNT-first}" >>started
trap 'echo USR1 >>signals' USR1
while :; do
  sleep 0.1 &
  wait $!
done
SH
  wait_until test -s started
}

starts_are() { # <text>
  [[ $(tr '\n' ' ' <started) == "$1" ]]
}

@test 'an array runs each of its indexes once' {
  submit --array=0-10 <<'SH'
echo "${SLURM_ARRAY_TASK_ID}" >>"ran-${SLURM_ARRAY_TASK_ID}"
SH
  wait_for_queue
  expect_equal "$(cat ran-* | sort -n | tr '\n' ' ')" '0 1 2 3 4 5 6 7 8 9 10 '
}

@test 'the index MaxArraySize is refused' {
  expect_exit 1 sbatch --array=11 --wrap true
  expect_output 'Invalid job array specification'
  expect_exit 1 sbatch --array=1,3,5-11 --wrap true
  expect_exit 0 sbatch --array=10 --output=/dev/null --wrap true
}

@test 'jobs run on either node, and GPUs are counted' {
  submit --nodelist=n2 --gres=gpu:a100:2 <<'SH'
echo "${SLURMD_NODENAME} ${CUDA_VISIBLE_DEVICES} ${SLURM_JOB_GPUS}" >where
SH
  wait_for_job_state "${job}" COMPLETED
  expect_equal "$(cat where)" 'n2 0,1 0,1'
  expect_exit 1 sbatch --gpus=v100:1 --wrap true
}

@test 'a requeued job starts again and can see that it was requeued' {
  submit_endless
  scontrol requeue "${job}"
  start_now "${job}"
  wait_until starts_are 'first 1 '
  expect_equal "$(job_field "${job}" Restarts)" 1
  scancel "${job}"
  wait_for_job_state "${job}" CANCELLED
}

@test 'a job of a more urgent partition requeues another' {
  submit_endless
  sbatch --partition=urgent --nodes=2 --exclusive --output=/dev/null --wrap true
  start_now "${job}"
  wait_until starts_are 'first 1 '
  scancel "${job}"
}

@test 'near its walltime a batch shell gets its signal, and past it the job is TIMEOUT' {
  local warned
  submit_endless --time=1 --signal=B:USR1@50
  warned=${job}
  submit --time=1 <<'SH'
sleep 3600
SH
  wait_for_job_state "${job}" RUNNING
  expire_job "${job}"
  wait_for_job_state "${job}" TIMEOUT
  expect_equal "$(cat signals)" USR1
  expect_equal "$(job_field "${warned}" JobState)" RUNNING
  scancel "${warned}"
}

@test 'a signal of scancel reaches the batch shell with --batch' {
  submit_endless
  scancel --batch --signal=USR1 "${job}"
  wait_until test -s signals
  expect_equal "$(job_field "${job}" JobState)" RUNNING
  scancel "${job}"
}

@test 'a node goes down, its job is requeued, and the node is resumed' {
  submit_endless --nodelist=n1
  node_down n1
  wait_for_job_state "${job}" PENDING
  sleep 2
  node_is n1 down
  node_resume n1
  start_now "${job}"
  wait_until starts_are 'first 1 '
  scancel "${job}"
}

@test 'the programs of a job can be killed one by one' {
  submit <<'SH'
sleep 3600
echo "$?" >ended
SH
  wait_for_job_state "${job}" RUNNING
  wait_until kill_task_child "${job}" 'sleep 3600' 2>/dev/null
  wait_for_job_state "${job}" COMPLETED
  expect_equal "$(cat ended)" 137

  submit_endless
  kill_batch_shell "${job}"
  wait_for_job_state "${job}" FAILED
}

@test 'nothing of a job outlives the cluster' {
  submit_endless
  submit <<'SH'
setsid sleep 3600 >/dev/null 2>&1 &
echo $! >daemon
SH
  wait_until test -s daemon
  local conf=${SLURM_CONF} daemons
  daemons=$(cat "${cluster_dir}"/*.pid daemon)
  stop_cluster
  for process in ${daemons}; do
    wait_until is_gone "${process}"
  done
  expect_equal "${SLURM_CONF}" "${conf}"
  start_cluster
}
