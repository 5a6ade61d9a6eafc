#!/usr/bin/env bats
# `stop_after_failures` on this machine.
bats_require_minimum_version 1.5.0

load helpers

setup() {
  make_project
}

# Tasks fail while fail_N exists.
build_stopping() { # <limit> [<number of tasks>]
  write_program <<'SH'
echo "${n}" >>"${HSM_PROJECT_DIR}/ran"
[[ ! -e fail_${n} && ! -e fail ]]
SH
  build_sweep <<YAML
command: [bash, program.sh]
args: env
sweep: {grid: {n: 1..${2-40}}}
stop_after_failures: $1
YAML
}

test_stop() { # <engine>
  make_project
  build_stopping 5
  touch fail
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 2 --no-progress
  expect_output 'failures; to continue, run resume.sh'
  [[ $(wc -l <ran) -ge 5 && $(wc -l <ran) -le 6 ]]
  expect_exit 0 "${scripts}/status.sh"
  expect_output 'failures; to continue, run scripts/resume.sh'
  # It starts a new count, and stops again.
  : >ran
  expect_exit 1 "${scripts}/resume.sh" -- --jobs 1
  expect_output 'stopped after 5 failures; to continue, run resume.sh'
  expect_equal "$(wc -l <ran)" 5
  rm fail
  expect_exit 0 "${scripts}/resume.sh"
  expect_states completed=40
  expect_exit 0 "${scripts}/status.sh"
  [[ ${output} != *stopped* ]]
  expect_whole_journals
}
test_an_engine 'the given number of failures stops a run, which resume.sh continues' test_stop

@test "a share is one of the selected tasks, rounded up, and a retried task counts once" {
  build_stopping 30%
  touch fail_1 fail_2 fail_3 fail_4
  expect_exit 1 "${scripts}/local.sh" --jobs 1 --only 1-10 --retries 1
  expect_equal "$(tr '\n' ' ' <ran)" '1 1 2 2 3 3 '
  rm ran
  # 30% of 4 are two.
  expect_exit 1 "${scripts}/local.sh" --jobs 1 --only 1-4
  expect_equal "$(tr '\n' ' ' <ran)" '1 2 '
  rm ran fail_1
  expect_exit 1 "${scripts}/local.sh" --jobs 1 --only 1-4
  expect_output 'stopped after 2 failures'
  expect_equal "$(tr '\n' ' ' <ran)" '1 2 3 '
}

@test "fewer failures than the limit do not stop the run" {
  build_stopping 3 10
  touch fail_4 fail_9
  expect_exit 1 "${scripts}/local.sh" --jobs 3
  [[ ${output} != *stopped* ]]
  expect_states 'completed=8 failed=2'
}
