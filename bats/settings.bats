#!/usr/bin/env bats
# Settings mean at run time what they look like in the files.

load helpers

@test "resources.walltime is the time limit of local.sh; --timeout says another, --timeout 0 none" {
  make_project
  write_program <<'SH'
sleep 3
SH
  build_sweep --walltime 1s <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1]}}
targets: {local: {grace: 1}}
YAML
  expect_exit 1 "${scripts}/local.sh"
  expect_states timeout=1
  expect_exit 0 "${scripts}/local.sh" --timeout-only --timeout 0
  expect_states completed=1
  rm -r "${sweep_dir}/state" "${sweep_dir}/tasks"
  expect_exit 1 "${scripts}/local.sh" --timeout 2
  expect_states timeout=1
  expect_exit 0 "${scripts}/local.sh" --timeout-only --walltime 1h30m
  expect_states completed=1
  expect_exit 2 "${scripts}/local.sh" --walltime 0
  expect_exit 2 "${scripts}/local.sh" --walltime 90
  expect_output 'write 90m for minutes, 90s for seconds'
}
