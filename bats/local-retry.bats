#!/usr/bin/env bats
# `retry` on this machine: tasks that timed out run again, with a longer limit.
bats_require_minimum_version 1.5.0

load helpers

setup() {
  make_project
}

# Each task takes as many seconds as its number, and records its start.
build_retrying() { # <lines of the sweep file>…
  write_program <<'SH'
echo "${n} ${HSM_ATTEMPT}" >>"${HSM_PROJECT_DIR}/ran"
nap "${n}"
SH
  build_sweep <<YAML
command: [bash, program.sh]
args: env
targets: {local: {grace: 1}}
$(printf '%s\n' "$@")
YAML
}

test_timeouts() { # <engine>
  make_project
  build_retrying 'resources: {walltime: 1s}' 'retry: {timeout: {walltime: x10, times: 1}}' 'sweep: {grid: {n: [0, 3, 60, 3]}}'
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 4 --only 1-3
  expect_output 'retrying 2 tasks that timed out, with a longer limit'
  expect_output '2 of 3 tasks completed'
  expect_states 'completed=2 pending=1 timeout=1'
  expect_equal "$(sort ran | tr '\n' ',')" '0 1,3 1,3 2,60 1,60 2,'
  expect_equal "$(grep -h resources: "${sweep_dir}"/tasks/task_2/{attempt_1/,}task_info.txt | tr '\n' ' ')" \
    'resources: walltime=1s resources: walltime=10s '
  expect_whole_journals
  # Tasks that were not selected for this run are not retried.
  expect_exit 0 "${scripts}/local.sh" --only 4 --timeout 0
  expect_states 'completed=3 timeout=1'
}
test_an_engine 'tasks that timed out run again with a longer limit, and no more often than the sweep allows' test_timeouts

@test "up_to limits the walltime, and each class starts from its own" {
  build_retrying 'resources: {walltime: 1s}' 'retry: {timeout: {walltime: x5, up_to: 12s, times: 2}}' 'sweep:' \
    '  - grid: {n: [9]}' '  - grid: {n: [60]}' '    resources: {walltime: 2s}'
  expect_exit 1 "${scripts}/local.sh" --jobs 2 --no-progress
  expect_states 'completed=1 timeout=1'
  expect_equal "$(grep -h resources: "${sweep_dir}"/tasks/task_1/{attempt_1/,attempt_2/,}task_info.txt | tr '\n' ' ')" \
    'resources: walltime=1s resources: walltime=5s resources: walltime=12s '
  expect_equal "$(grep -h resources: "${sweep_dir}"/tasks/task_2/{attempt_1/,attempt_2/,}task_info.txt | tr '\n' ' ')" \
    'resources: walltime=2s resources: walltime=10s resources: walltime=12s '
}

@test "an interrupt while tasks are retried ends the retries" {
  build_retrying 'resources: {walltime: 1s}' 'retry: {timeout: {walltime: x90, times: 3}}' 'sweep: {grid: {n: [60]}}'
  start_in_background log "${scripts}/local.sh"
  wait_until grep -q '^60 2' ran
  kill -TERM "${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states cancelled=1
  expect_equal "$(compgen -G "${sweep_dir}/state/*.again" || true)" ''
}
