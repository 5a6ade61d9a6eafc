#!/usr/bin/env bats
# The examples for Slurm, run by the commands of their READMEs on a real one.
bats_require_minimum_version 1.5.0

load slurm-setup
load examples

@test "slurm-workers: two workers share 20 tasks" {
  enter_example slurm-workers
  run_readme 0
  wait_for_queue
  expect_states completed=20
  expect_equal "$(find "${sweep_dir}/state" -name 'slurm_*.tsv' | wc -l)" 2
  expect_equal "$(completed_twice)" ''
}

@test "pytorch-like: near its walltime a job saves and is requeued, and the next attempt continues" {
  enter_example pytorch-like
  # Long enough for the signal to come in between.
  sed -i 's/^STEPS = 60/STEPS = 200/' train.py
  expect_exit 0 hsm build --target slurm --name first
  expect_exit 0 "${scripts}/submit-slurm.sh" --only 1
  local job
  job=$(submitted_jobs | head -n 1)_1
  wait_until grep -qs 'starts at step 0' "${sweep_dir}/tasks/task_1/stdout.log"
  nap 1
  scancel --batch --signal=USR1 "${job}"
  wait_until test -e "${sweep_dir}/tasks/task_1/checkpoint.json"
  wait_for_job_state "${job}" PENDING
  start_now "${job}"
  wait_for_queue
  expect_equal "$("${scripts}/status.sh" --tsv | awk -F '\t' '$1 == 1 { print $2, $3 }')" 'completed 2'
  expect_equal "$(metric_of 1 steps)" 200
  [[ $(metric_of 1 first_step) -gt 0 ]]
}
