#!/usr/bin/env bats
# A million tasks: found as quickly as one of ten, and without a file per task before it runs.

load helpers

prepare() {
  make_project
  write_program </dev/null
  numbers=$(seq -s , 1000)
  build_sweep <<YAML
command: [bash, program.sh]
args: argparse
sweep:
  grid:
    a: [${numbers}]
    b: [${numbers}]
YAML
}

test_million() { # <engine>
  prepare
  files=$(find "${sweep_dir}" | wc -l)
  [[ ${files} -lt 30 ]]
  expect_exit 0 "${scripts}/task.sh" --print 999999
  expect_output '--a 1000 --b 999'
  expect_exit 0 "${scripts}/task.sh" --print 1
  expect_output '--a 1 --b 1'
  expect_exit 0 "${scripts}/task.sh" --print 1000000
  expect_output '--a 1000 --b 1000'
  expect_exit 0 "${scripts}/task.sh" --print 1001
  expect_output '--a 2 --b 1'
  expect_exit 2 "${scripts}/task.sh" --print 1000001
  expect_exit 0 "${scripts}/task.sh" 999999
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --only 500000,999999
  expect_output '1 of 1 tasks completed'
  expect_exit 0 "${scripts}/status.sh"
  expect_output '2  completed'
  expect_output '999998  pending'
  # Two tasks have run: two directories with three files each, and journals.
  [[ $(find "${sweep_dir}" | wc -l) -lt $((files + 20)) ]]
}
test_an_engine 'a million tasks need no more files than ten, and any of them is found' test_million

@test "a million tasks with gaps: the kept cells are found by offset" {
  make_project
  write_program </dev/null
  numbers=$(seq -s , 1000)
  build_sweep <<YAML
command: [bash, program.sh]
args: argparse
sweep:
  grid:
    a: [${numbers}]
    b: [${numbers}]
  exclude:
    - {a: 1, b: 1}
    - {a: 500}
YAML
  [[ $(find "${sweep_dir}" | wc -l) -lt 30 ]]
  expect_exit 0 "${scripts}/task.sh" --print 1
  expect_output '--a 1 --b 2'
  expect_exit 0 "${scripts}/task.sh" --print 498999
  expect_output '--a 499 --b 1000'
  expect_exit 0 "${scripts}/task.sh" --print 499000
  expect_output '--a 501 --b 1'
  expect_exit 0 "${scripts}/task.sh" --print 998999
  expect_output '--a 1000 --b 1000'
  expect_exit 2 "${scripts}/task.sh" --print 999000
}

test_hundreds() { # <engine>
  make_project
  write_program </dev/null
  build_sweep <<YAML
command: ["true"]
args: env
sweep:
  grid:
    n: [$(seq -s , 300)]
YAML
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_output '300 of 300 tasks completed'
  expect_states 'completed=300'
}
test_an_engine 'hundreds of quick tasks run, and status.sh counts them' test_hundreds
