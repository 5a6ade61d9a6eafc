#!/usr/bin/env bats
# Classes of resources on this machine: each task has the walltime of its own.

load helpers

test_classes() { # <engine>
  make_project
  write_program <<'SH'
nap 5
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
resources: {walltime: 1s}
sweep:
  - grid: {n: [1, 2]}
  - grid: {n: [3]}
    resources: {walltime: 1m}
YAML
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 3
  expect_states 'completed=1 timeout=2'
  # The command that errors.sh proposes requests twice what they had, and works as it is.
  expect_exit 0 "${scripts}/errors.sh"
  expect_output "rerun: ${scripts}/resume.sh --task-ids 1-2 --walltime 00:00:02"
  # shellcheck disable=SC2046 # words that are to be typed
  expect_exit 1 $(sed -n 's/^ *rerun: //p' <<<"${output}")
  expect_equal "$(grep resources: "${sweep_dir}"/tasks/task_1/task_info.txt)" 'resources: walltime=2s'
  expect_exit 0 "${scripts}/resume.sh" --timeout --walltime 1m
  expect_states completed=3
}
test_an_engine 'a task has the time limit of its class, or that of --walltime' test_classes

test_case_classes() { # <engine>
  make_project
  write_program <<'SH'
nap 5
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
resources: {walltime: 1s}
sweep:
  grid: {n: [1, 2]}
  cases:
    - grid: {size: [small]}
    - grid: {size: [large]}
      resources: {walltime: 1m}
YAML
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 4
  expect_exit 0 "${scripts}/status.sh" --tsv
  expect_equal "$(awk 'NR > 1 { print $1, $2 }' <<<"${output}" | tr '\n' ' ')" '1 timeout 2 completed 3 timeout 4 completed '
  expect_exit 0 "${scripts}/classes.sh" 2
  expect_equal "${output}" '2,4'
}
test_an_engine 'a task of a case has the time limit of its case' test_case_classes
