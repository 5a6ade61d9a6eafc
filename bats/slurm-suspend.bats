#!/usr/bin/env bats
# Jobs that the scheduler suspends: this neither ends an attempt nor starts a task.

load slurm-setup

# A program that records its start, and takes a second of its own time; tasks after the first wait for a file, so that
# the job does not end before it was suspended.
write_counting_down() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'until [[ ${n} -eq 1 || -e go ]]; do nap 0.2; done' 'for ((i = 0; i < 5; i++)); do nap 0.2; done'
}

suspend_and_resume() { # <job>
  local before
  scontrol suspend "$1"
  wait_for_job_state "$1" SUSPENDED
  before=$(wc -l <ran)
  sleep 5
  expect_equal "$(wc -l <ran)" "${before}"
  job_is "$1" SUSPENDED
  touch go
  scontrol resume "$1"
}

@test "a suspended job continues where it was" {
  write_counting_down
  build_batch 3 <<<'    tasks_per_job: 3'
  submit
  job=$(submitted_jobs)_1
  wait_until is_running 2
  suspend_and_resume "${job}"
  wait_for_job_state "${job}" COMPLETED
  expect_ran_once 3
  expect_states completed=3
}

@test "so do concurrent tasks of a job" {
  write_counting_down
  build_batch 4 <<<$'    tasks_per_job: 4\n    parallel_per_job: 2'
  submit
  job=$(submitted_jobs)_1
  wait_until is_running 2
  suspend_and_resume "${job}"
  wait_for_job_state "${job}" COMPLETED
  expect_ran_once 4
  expect_states completed=4
}
