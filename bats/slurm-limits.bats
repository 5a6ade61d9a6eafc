#!/usr/bin/env bats
# Clusters that do not accept all jobs at once, or no job arrays: real ones, each with a limit.
bats_require_minimum_version 1.5.0

load helpers
load slurm-cluster
load slurm-sweeps
load other-user

# Each test has its own cluster.
setup() {
  cluster_dir=${BATS_TEST_TMPDIR}/slurm
  make_project
  write_recording_program
}

teardown() {
  scancel --user=nobody 2>/dev/null || true
  stop_cluster
}

@test "more jobs than a user may submit: as many as fit are submitted, and --feed submits the rest" {
  load slurm-accounting
  require_accounting
  start_cluster MaxArraySize=1001 "${accounting_lines[@]}"
  limit_user MaxSubmitJobs=15
  write_recording_program 'until [[ -e go ]]; do nap 0.2; done' 'sleep 0.2'
  build_batch 40 </dev/null
  give_to_nobody "${project}"
  expect_exit 1 as_nobody "${scripts}/submit-slurm.sh"
  expect_output 'AssocMaxSubmitJobLimit'
  expect_output '--feed submits the rest as room becomes available'
  expect_equal "$(squeue --noheader --array --format=%i | wc -l)" 15
  expect_equal "$(cat "${sweep_dir}/state/feed.list")" 16-40

  # It waits, is interrupted, and continues.
  start_in_background feed.log env HSM_FEED_INTERVAL=1 runuser -u nobody -- "${scripts}/submit-slurm.sh" --feed
  wait_until grep -q 'waiting for room in the queue: tasks 16' feed.log
  kill -KILL -- "-${started}"
  wait_for_end "${started}"
  touch go
  HSM_FEED_INTERVAL=1 expect_exit 0 as_nobody "${scripts}/submit-slurm.sh" --feed
  expect_output 'continuing with the remaining tasks 16-40'
  wait_for_queue
  expect_ran_once 40
  expect_states completed=40
  [[ ! -e ${sweep_dir}/state/feed.list ]]
  expect_equal "$(grep -c submitted "${sweep_dir}/state/submissions.tsv")" "$(submitted_jobs | sort -u | wc -l)"
}

@test "more jobs than the cluster accepts: --feed submits them as others end" {
  start_cluster MaxJobCount=15 MinJobAge=2
  write_recording_program 'sleep 0.2'
  build_batch 33 </dev/null
  HSM_FEED_INTERVAL=1 submit --feed
  wait_for_queue
  expect_ran_once 33
  expect_states completed=33
}

@test "a cluster without job arrays: --individual submits plain jobs" {
  start_cluster MaxArraySize=0
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n != 2 || HSM_ATTEMPT > 1))'
  build_batch 3 </dev/null
  expect_exit 1 "${scripts}/submit-slurm.sh"
  expect_output 'this cluster has no job arrays: use --individual'
  submit --individual
  expect_equal "$(submitted_jobs | wc -l)" 3
  wait_for_queue
  expect_states 'completed=2 failed=1'
  submit --individual
  wait_for_queue
  expect_equal "$(ran_tasks)" '1 2 2 3'
  expect_states completed=3
  expect_exit 0 "${scripts}/probe-slurm.sh"
  expect_output 'Job arrays are disabled'
  printf '%s\n' "${output}" >sweeps/hsm_config.yaml
  expect_exit 0 node "${hsm}" check
}

@test "a cluster without job arrays: waiting jobs are identified by their task, and workers are refused" {
  start_cluster MaxArraySize=0
  build_batch 3 </dev/null
  submit --individual --hold --only 2
  expect_states 'pending=2 queued=1'
  scancel "$(submitted_jobs)"
  make_project "${BATS_TEST_TMPDIR}/with workers"
  build_batch 3 <<<'    workers: 2'
  expect_exit 1 "${scripts}/submit-slurm.sh"
  expect_output 'build without targets.slurm.workers'
}
