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
  expect_exit 0 "${scripts}/resume.sh" --timeout --walltime 1m
  expect_states completed=3
}
test_an_engine 'a task may take what its own class does, and what --walltime says' test_classes
