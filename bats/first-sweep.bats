#!/usr/bin/env bats
# The first ten minutes with programs that know nothing of hsm.

load helpers
load collect

@test "a moved sweep of a command says once that its program is not there" {
  make_project
  write_program <<<'exit 0'
  build_numbered 8
  mkdir elsewhere elsewhere/sweeps
  mv sweeps/outputs/sweep elsewhere/sweep
  expect_exit 1 elsewhere/sweep/scripts/local.sh
  expect_output 'no program.sh in '
  expect_output 'set HSM_PROJECT_DIR to the project root'
  expect_equal "$(grep -c 'no program.sh' <<<"${output}")" 1
  [[ ! -e elsewhere/sweep/tasks/task_1 ]]
  HSM_PROJECT_DIR=${PWD} expect_exit 0 elsewhere/sweep/scripts/local.sh
  expect_equal "$(find elsewhere/sweep/tasks -name 'task_*' | wc -l)" 8
}

@test "the README of a sweep names program, parameters, project root and resources" {
  make_project
  write_program <<<'exit 0'
  build_sweep <<'YAML'
command: [bash, program.sh, "{task_dir}"]
args: env
defaults: {epochs: 3}
sweep: {grid: {n: [1, 2], lr: [0.1, 0.2, 0.3]}}
resources: {cpus: 2, memory: 1G, walltime: 1h}
YAML
  output=$(cat "${sweep_dir}/README.md")
  # shellcheck disable=SC2016
  expect_output '`bash program.sh {task_dir}`'
  # shellcheck disable=SC2016
  expect_output '`n` (2), `lr` (3)'
  # shellcheck disable=SC2016
  expect_output '`epochs`'
  expect_output 'project root'
  expect_output 'cpus 2, memory 1G'
}

@test "errors.sh shows what its example ran, with its parameters" {
  make_project
  write_program <<'SH'
echo "no such rate" >&2
exit "$(($1 > 1 ? 3 : 0))"
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: ["{value}"]
sweep: {grid: {n: [1, 2, 3]}}
YAML
  expect_exit 1 "${scripts}/local.sh"
  expect_exit 0 "${scripts}/errors.sh"
  expect_output 'task 2 ran bash program.sh 2'
}
