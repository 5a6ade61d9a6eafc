#!/usr/bin/env bats
# Sweeps on OpenPBS: on the stand-in, or with HSM_TEST_PBS=real on a real one.
bats_require_minimum_version 1.5.0

load helpers
load pbs-cluster
load batch-sweeps
load batch-conformance

target=pbs
is_beyond=0
can_be_stuck=yes
stuck_because='job held, too many failed attempts'

setup_file() {
  start_pbs openpbs
}

teardown_file() {
  stop_pbs
}

setup() {
  make_project
  reset_pbs
}

asked_small=('Resource_List.select = 1:ncpus=1:mem=1gb' 'depend = afterany:FIRST[]')
asked_again=('Resource_List.select = 1:ncpus=2:mem=205mb' 'Resource_List.walltime = 00:04:00')
print_asked() { # <job>
  qstat -f "$1[]"
}

no_jobs_left() {
  local jobs
  jobs=$(qselect -u "$(id -un)") && [[ -z ${jobs} ]]
}

submit_by_hand() { # <scripts> <where this is called>
  expect_exit 0 qsub "$1/pbs.sh"
}

# A job to wait for: prints its id.
submit_plain_job() {
  qsub -o /dev/null -j oe <<<'sleep 20'
}

dependency_on() { # <job>
  printf 'afterany:%s' "$1"
}

silence_server() {
  pbs silent
}

wake_server() {
  pbs up
}

release_held() { # <job>
  qrls "$1[]"
}

register_batch_tests
