#!/usr/bin/env bats
# Sweeps on a real Grid Engine.
bats_require_minimum_version 1.5.0

load helpers
load sge-cluster
load batch-sweeps
load batch-conformance

target=sge
is_beyond=0
can_be_stuck=yes
stuck_because="error: can't open output file"
several_cpus='    parallel_environment: smp'

setup_file() {
  start_sge
}

teardown_file() {
  stop_sge
}

setup() {
  make_project
}

jobs_can_cancel=yes
asked_small=('h_rt=1800' 'jid_predecessor_list (req): FIRST')
asked_again=('h_rt=240' 'h_vmem=103M' 'smp range: 2')
print_asked() { # <job>
  qstat -j "$1"
}

no_jobs_left() {
  queue_is_empty
}

submit_by_hand() { # <scripts> <where this is called>
  expect_exit 0 qsub -terse "$1/sge.sh"
}

# Grid Engine finds the processes of a job by a group, and spares those of root.
end_leftovers() {
  ((EUID != 0)) || kill_jobs "SGE_ROOT=${SGE_ROOT}" JOB_ID sge_shepherd
}

# A job to wait for: prints what --dependency takes.
submit_plain_job() {
  qsub -terse -b y -o /dev/null -j y sleep 1
}

dependency_on() { # <job>
  printf '%s' "$1"
}

silence_server() {
  kill_master
}

wake_server() {
  start_master
}

release_held() { # <job>
  qrls "$1"
}

@test "a job near its walltime is requeued, and its interrupted tasks continue as the next attempt" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '[[ ${HSM_ATTEMPT} -gt 1 ]] || sleep 90'
  build_batch 2 <<'YAML'
    requeue: true
    walltime: 60s
    signal: 40
YAML
  submit
  wait_for_jobs 240
  expect_states completed=2
  expect_equal "$(sort "${project}/ran" | tr '\n' ',')" '1 1,1 2,2 1,2 2,'
  expect_equal "$(submitted_jobs | wc -l)" 1
}

@test "a task that exits with 99 or 100 has failed: its job is neither requeued nor put into an error state" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'exit "$((98 + n))"'
  build_batch 2 </dev/null
  submit
  wait_for_jobs
  expect_ran_once 2
  expect_states failed=2
  expect_equal "$(awk -F '\t' '{ print $8 }' "${sweep_dir}"/state/sge_*.tsv | sort -n | tr '\n' ' ')" '99 100 '
}

register_batch_tests
