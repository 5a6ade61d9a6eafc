#!/usr/bin/env bats
# The commands of the GitHub action and the pre-commit hook, in a repository that contains sweeps.
bats_require_minimum_version 1.5.0

load helpers

check=${BATS_TEST_DIRNAME}/../action/check.sh

setup() {
  make_project
  export HSM_COMMAND="node ${hsm}"
  git init -q .
  printf 'script: train.py\nsweep: {grid: {seed: [1, 2]}}\n' >sweeps/sweep.yaml
  printf 'script: train.py\nsweep: {grid: {lr: [0.1]}}\n' >'sweeps/it is one.yml'
  : >train.py
  printf 'paths: {}\n' >sweeps/hsm_config.yaml
  node "${hsm}" build --name a >/dev/null
  git add .
}

@test "sweep files are checked, and sweep directories are compared with their sources" {
  expect_exit 0 "${check}"
  expect_output 'sweeps/sweep.yaml: 2 tasks, no errors'
  expect_output 'sweeps/it is one.yml: one task, no errors'
  expect_output 'sweeps/outputs/a: up to date with sweeps/sweep.yaml'
  [[ ${output} != *hsm_config* ]]
  sed -i 's/1, 2/1, 2, 3/' sweeps/sweep.yaml
  expect_exit 1 "${check}"
  expect_output 'sweeps/outputs/a: out of date with sweeps/sweep.yaml'
  HSM_STALE=false expect_exit 0 "${check}"
  GITHUB_ACTIONS=true expect_exit 1 "${check}"
  expect_output '::error::a sweep directory is out of date'
}

@test "problems are reported in GitHub's format, for the files that are named" {
  sed -i 's/grid/gird/' sweeps/sweep.yaml
  GITHUB_ACTIONS=true HSM_STALE=false expect_exit 1 "${check}"
  expect_output '::error file=sweeps/sweep.yaml,line=2'
  HSM_STALE=false expect_exit 0 "${check}" 'sweeps/it is one.yml'
  HSM_STALE=false HSM_FILES=$'sweeps/it is one.yml\n' expect_exit 0 "${check}"
}

# The file is read as by GitHub: its only step runs this script, with inputs that the script knows.
@test "the action runs it with its inputs" {
  local action=${BATS_TEST_DIRNAME}/../action/action.yml
  grep -q 'run: bash "$GITHUB_ACTION_PATH/check.sh"' "${action}"
  for variable in $(grep -o 'HSM_[A-Z]*' "${action}" | sort -u); do grep -q "${variable}" "${check}"; done
  for input in $(sed -n 's/.*inputs\.\([a-z-]*\) .*/\1/p' "${action}"); do grep -q "^  ${input}:" "${action}"; done
  run shellcheck --norc "${check}"
  expect_equal "${output}" ''
  run shfmt -d -i 2 -ci "${check}"
  expect_equal "${output}" ''
}
