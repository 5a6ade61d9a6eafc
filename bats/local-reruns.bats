#!/usr/bin/env bats
# Selected tasks run, and completed tasks do not run again.

load helpers

# Fails if the file fail_N exists, and records each run.
write_failing_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
printf 'attempt %s\n' "${HSM_ATTEMPT}"
printf 'warned %s\n' "${HSM_ATTEMPT}" >&2
[[ ! -e fail_${HSM_TASK_ID} ]]
SH
}

ran() {
  sort -n ran | tr '\n' ' '
}

@test "a query about a few tasks reads all their records, whatever others exist" {
  make_project
  write_failing_program
  touch fail_2 fail_4
  build_numbered 5
  expect_exit 1 "${scripts}/local.sh"
  expect_equal "$("${scripts}/status.sh" --todo --only 2,4)" $'2 2\n4 2'
  expect_equal "$("${scripts}/status.sh" --todo --only 4)" '4 2'
  expect_equal "$("${scripts}/status.sh" --todo --only 1,3,5)" ''
  expect_equal "$("${scripts}/status.sh" --tsv --only 3-4 | cut -f 1,2)" $'task\tstate\n3\tcompleted\n4\tfailed'
}

test_only() { # <engine>
  make_project
  write_failing_program
  build_numbered 9
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --only 3
  expect_equal "$(ran)" '3 '
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --only 1,7,9
  expect_equal "$(ran)" '1 3 7 9 '
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --only 6-8
  expect_equal "$(ran)" '1 3 6 7 8 9 '
  expect_states 'completed=6 pending=3'
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_equal "$(ran)" '1 2 3 4 5 6 7 8 9 '
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_output 'nothing to do'
  expect_equal "$(ran)" '1 2 3 4 5 6 7 8 9 '
}
test_an_engine 'selected tasks run, then the rest, then nothing' test_only

test_scattered() { # <engine>
  make_project
  write_failing_program
  build_numbered 150
  scattered=$(seq 3 3 150 | tr '\n' ',')
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2 --only "${scattered%,}"
  expect_equal "$(ran)" "$(seq 3 3 150 | tr '\n' ' ')"
  expect_states 'completed=50 pending=100'
}
test_an_engine 'fifty scattered tasks run, and no other' test_scattered

test_failed() { # <engine>
  make_project
  write_failing_program
  build_numbered 6
  touch fail_2 fail_5
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 2 --only 1-5
  expect_output '3 of 5 tasks completed'
  expect_states 'completed=3 failed=2 pending=1'
  rm fail_2 ran
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 2 --failed
  expect_output '1 of 2 tasks completed'
  expect_equal "$(ran)" '2 5 '
  rm ran
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2 --missing
  expect_equal "$(ran)" '6 '
  rm fail_5 ran
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_equal "$(ran)" '5 '
  expect_states 'completed=6'
}
test_an_engine '--failed runs failed tasks, --missing those that never ran' test_failed

test_missing_that_fails() { # <engine>
  make_project
  write_failing_program
  build_numbered 3
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --only 1
  touch fail_3
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --missing
  expect_output '1 of 2 tasks completed'
}
test_an_engine 'a missing task that then fails is not counted as completed' test_missing_that_fails

test_retries() { # <engine>
  make_project
  write_failing_program
  build_numbered 3
  touch fail_2
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 2 --retries 2
  expect_equal "$(ran)" '1 2 2 2 3 '
  expect_states 'completed=2 failed=1'
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/stdout.log")" 'attempt 3'
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/attempt_1/stdout.log")" 'attempt 1'
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/attempt_2/stderr.log")" 'warned 2'
  rm fail_2
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2 --retries 2
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/stdout.log")" 'attempt 4'
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/attempt_3/stdout.log")" 'attempt 3'
  [[ $(cat "${sweep_dir}/tasks/task_2/attempt_3/task_info.txt") == *'state: failed'* ]]
  [[ $(cat "${sweep_dir}/tasks/task_2/task_info.txt") == *'state: completed'* ]]
  [[ -s ${sweep_dir}/tasks/task_2/attempt_1/command.txt && -s ${sweep_dir}/tasks/task_2/command.txt ]]
}
test_an_engine 'a failing task is retried, and earlier records are kept' test_retries

@test "one task by hand: runs, does not run again, runs again after a failure" {
  make_project
  write_failing_program
  build_numbered 3
  touch fail_2
  expect_exit 1 "${scripts}/task.sh" 2
  expect_states 'failed=1 pending=2'
  rm fail_2
  expect_exit 0 "${scripts}/task.sh" 2
  expect_exit 0 "${scripts}/task.sh" 2
  expect_output 'completed'
  expect_equal "$(ran)" '2 2 '
  expect_states 'completed=1 pending=2'
}

@test "files that the task wrote itself stay in place when it runs again" {
  make_project
  write_program <<'SH'
printf 'from %s\n' "${HSM_ATTEMPT}" >>"${HSM_TASK_DIR}/checkpoint"
[[ ${HSM_ATTEMPT} -ge 2 ]]
SH
  build_numbered 1
  expect_exit 1 "${scripts}/local.sh"
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(cat "${sweep_dir}/tasks/task_1/checkpoint")" $'from 1\nfrom 2'
}

test_resume() { # <engine>
  make_project
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
[[ ${HSM_TASK_ID} -lt 4 || -e finish ]] || sleep 30
SH
  build_numbered 6
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 1
  driver=${started}
  wait_until is_running 4
  kill -s TERM "${driver}"
  wait_for_end "${driver}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=1 completed=3 pending=2'
  rm ran
  touch finish
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_equal "$(ran)" '4 5 6 '
  expect_states 'completed=6'
}
test_an_engine 'after an interruption only tasks that are not completed run' test_resume
