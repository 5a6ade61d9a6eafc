#!/usr/bin/env bats
# Sweeps on Torque: on the stand-in, or with HSM_TEST_PBS=real on a real one.
bats_require_minimum_version 1.5.0

load helpers
load pbs-cluster
load batch-sweeps
load batch-conformance

target=torque
is_beyond=0
arrays_of_classes=4

setup_file() {
  start_pbs torque
}

teardown_file() {
  stop_pbs
}

setup() {
  make_project
  reset_pbs
}

asked_small=('Resource_List.nodes = 1:ppn=1' 'depend = afteranyarray:FIRST[]')
asked_again=('Resource_List.nodes = 1:ppn=2' 'Resource_List.mem = 205mb' 'Resource_List.walltime = 00:04:00')
print_asked() { # <job>
  qstat -f "$1[]"
}

no_jobs_left() {
  local jobs
  jobs=$(qselect -s EHQRTW -u "$(id -un)") && [[ -z ${jobs} ]]
}

submit_by_hand() { # <scripts> <where this is called>
  expect_exit 0 qsub "$1/torque.sh"
}

# A job to wait for: prints its id.
submit_plain_job() {
  qsub -o /dev/null -j oe <<<'sleep 20'
}

dependency_on() { # <job>
  printf 'afterany:%s' "$1"
}

silence_server() {
  pbs down
}

wake_server() {
  pbs up
}

release_held() { # <job>
  qrls "$1[]"
}

# The omitted tests concern only the kit, and run with the other targets. HSM_TEST_ALL=1 omits none.
if [[ ${HSM_TEST_ALL-} == 1 ]]; then
  register_batch_tests
else
  register_batch_tests classes case_classes worker_classes resources retry stop sizes reruns faults cancel direct arguments silent
fi
