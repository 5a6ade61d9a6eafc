#!/usr/bin/env bats
# resume.sh and errors.sh with a real Slurm.
bats_require_minimum_version 1.5.0

load slurm-setup

teardown() {
  scancel --user="$(id -un)" 2>/dev/null || true
}

# Tasks fail while fail_N exists, and wait while slow_N does; each run is recorded.
write_steered_program() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'while [[ -e slow_${n} ]]; do nap 0.2; done' '[[ ! -e fail_${n} ]] || { echo "no luck" >&2; exit 3; }'
}

resume() { # <exit code> [<option of resume.sh>…]
  local expected=$1
  shift
  : >ran
  expect_exit "${expected}" "${scripts}/resume.sh" "$@"
}

# Notifies a job that its walltime is near, as Slurm would a minute before.
warn_job() { # <job>
  scancel --batch --signal=USR1 "$1"
}

@test "failed, missing, timed out: each as a job with its own indexes, over two arrays, until all are completed" {
  write_steered_program
  # One task at a time, so that the missing ones were never reached.
  build_batch 23 --walltime 00:10:00 <<<'    array_throttle: 4'
  touch fail_2 fail_12 fail_21 slow_5
  submit --only 1-6,12,21
  local first
  first=$(submitted_jobs | head -n 1)
  wait_until is_state 2 failed
  wait_until is_state 12 failed
  wait_until is_state 21 failed
  wait_until is_running 5
  warn_job "${first}_5"
  wait_until is_state 5 timeout
  wait_for_queue
  expect_states 'completed=4 failed=3 pending=15 timeout=1'
  rm fail_* slow_5

  resume 0 --failed --dry-run
  expect_output '--array=2,5%'
  expect_output 'offset=20'
  resume 0 --timeout --walltime 00:20:00
  expect_output 'on slurm, with scripts/submit-slurm.sh'
  local again
  again=$(submitted_jobs | tail -n 1)
  expect_equal "$(job_field "${again}_5" TimeLimit)" 00:20:00
  wait_for_queue
  expect_equal "$(ran_tasks)" 5
  expect_states 'completed=5 failed=3 pending=15'
  resume 0 --failed --task-ids 1-12
  wait_for_queue
  expect_equal "$(ran_tasks)" '2 12'
  resume 0 --missing
  wait_for_queue
  expect_equal "$(ran_tasks)" "$(printf '%s ' {7..11} {13..20} 22 23 | sed 's/ $//')"
  resume 0
  wait_for_queue
  expect_equal "$(ran_tasks)" 21
  expect_states completed=23
  expect_equal "$(completed_twice)" ''
  resume 0
  expect_output 'nothing to submit'
}

@test "retry: a task that timed out is submitted again with twice the walltime, once" {
  write_steered_program
  build_sweep --target slurm <<YAML
command: [bash, program.sh]
args: env
resources: {walltime: 10m}
retry: {timeout: {walltime: x2, up_to: 1d}}
sweep: {grid: {n: [1, 2, 3]}}
targets: {slurm: {grace: 1}}
YAML
  touch slow_2 slow_3 fail_1
  submit --partition short
  wait_until is_running 2
  wait_until is_running 3
  local first
  first=$(submitted_jobs | head -n 1)
  warn_job "${first}_2"
  warn_job "${first}_3"
  wait_until grep -q '^2 2' ran
  rm slow_2
  local again
  again=$(submitted_jobs | tail -n 1)
  expect_equal "$(job_field "${again}_3" TimeLimit) $(job_field "${again}_3" Partition)" '00:20:00 short'
  warn_job "${again}_3"
  wait_for_queue
  # It was retried for no other cause, and no more often.
  expect_states 'completed=1 failed=1 timeout=1'
  expect_equal "$(sort ran | tr '\n' ',')" '1 1,2 1,2 2,3 1,3 2,'
}

@test "scattered tasks from a file are submitted, and no other" {
  write_steered_program
  build_batch 30 </dev/null
  printf '%s # every third\n' 3 9 12 18 27 >list
  expect_exit 0 "${scripts}/resume.sh" --task-ids @list
  wait_for_queue
  expect_equal "$(ran_tasks)" '3 9 12 18 27'
  expect_states 'completed=5 pending=25'
}

@test "running tasks are refused by number, waiting ones are skipped, and neither are submitted twice" {
  write_steered_program
  build_batch 4 <<<'    array_throttle: 1'
  touch slow_1
  submit --only 1-3
  wait_until is_running 1
  local before
  before=$(submitted_jobs | wc -l)
  expect_exit 1 "${scripts}/resume.sh" --task-ids 1,4
  expect_output 'still running: 1 on '
  expect_exit 0 "${scripts}/resume.sh" --task-ids 2-3
  expect_output 'already in the queue, skipped: 2-3'
  expect_output 'nothing to submit'
  expect_equal "$(submitted_jobs | wc -l)" "${before}"
  # Without numbers, only tasks that are neither.
  expect_exit 0 "${scripts}/resume.sh"
  expect_output ': tasks 4'
  rm slow_1
  wait_for_queue
  expect_ran_once 4
  expect_states completed=4
}

@test "for an array that waits as a whole, status.sh prints all fields and resume.sh submits nothing" {
  write_steered_program
  build_batch 3 </dev/null
  submit --hold
  expect_equal "$("${scripts}/status.sh" --tsv | tail -n 1)" $'3\tqueued\t0\t-\t-\t-\t-\t-\t-'
  expect_exit 0 "${scripts}/resume.sh"
  expect_output 'nothing to submit'
}

@test "submitted to Slurm, resumed here, and the other way around: the last one used continues" {
  write_steered_program
  build_batch 4 --target local </dev/null
  touch fail_2 fail_3
  expect_exit 2 "${scripts}/resume.sh"
  expect_output 'choose a target with --target'
  expect_exit 0 "${scripts}/resume.sh" --target slurm
  wait_for_queue
  expect_states 'completed=2 failed=2'
  expect_exit 0 "${scripts}/errors.sh"
  expect_output '2  exit code 3'
  expect_output 'tasks 2-3'
  expect_output '| no luck'
  rm fail_2
  sleep 1
  resume 1 --target local --failed -- --jobs 2
  expect_output 'on local'
  expect_equal "$(ran_tasks)" '2 3'
  expect_states 'completed=3 failed=1'
  resume 1
  expect_output 'on local'
  rm fail_3
  resume 0 --target slurm --task-ids 1-4
  expect_output 'already completed, skipped: 1-2,4'
  wait_for_queue
  expect_equal "$(ran_tasks)" 3
  expect_states completed=4
  resume 0 --dry-run
  expect_output 'on slurm'
}

@test "a job script that was submitted by hand is continued by resume.sh" {
  write_steered_program
  build_batch 3 --target local </dev/null
  touch fail_2
  sbatch --parsable "${scripts}/slurm.sh"
  wait_until is_state 2 failed
  wait_for_queue
  rm fail_2
  resume 0 --failed
  expect_output 'on slurm'
  wait_for_queue
  expect_equal "$(ran_tasks)" 2
  expect_states completed=3
}

@test "a job that is cancelled and one whose shell was killed: errors.sh shows them, resume.sh runs them again" {
  write_steered_program
  build_batch 3 </dev/null
  touch slow_1 slow_2
  submit
  wait_until is_running 1
  wait_until is_running 2
  local job
  job=$(submitted_jobs)
  scancel "${job}_1"
  kill_batch_shell "${job}_2"
  wait_for_queue
  wait_until is_state 1 cancelled
  # The job is gone, but its processes are not. On its own host this can be checked, and the task is not started a
  # second time.
  expect_exit 1 "${scripts}/resume.sh" --task-ids 2
  expect_output "still running: 2 on $(uname -n)"
  local worker program
  read -r worker program < <(awk -F '\t' '$1 == 2 { print $4 + 0, $6 }' "${sweep_dir}/state/slurm_test_${job}_2.tsv")
  kill -KILL "${worker}" "-${program%@*}"
  wait_until is_state 2 lost
  expect_equal "$("${scripts}/errors.sh" --tsv | cut -f 1,2,4 | tail -n +2)" $'1\tcancelled\tcancelled\n2\tlost\tlost'
  rm slow_1 slow_2
  resume 0 --missing
  wait_for_queue
  expect_equal "$(ran_tasks)" '1 2'
  expect_states completed=3
}
