#!/usr/bin/env bats
# The first ten minutes with programs that know nothing of hsm.

load helpers
load collect

@test "a moved sweep of a command reports once that its program is missing" {
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
  expect_equal "$(find elsewhere/sweep/tasks -maxdepth 1 -name 'task_*' | wc -l)" 8
}

@test "the README of a sweep lists program, parameters, project root and resources" {
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

@test "errors.sh shows the command of its example, with its parameters" {
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

# hsm init, then the sweep file as the test writes it, in a project of its own.
first_sweep() { # <sweep file on standard input>
  node "${hsm}" init >/dev/null
  cat >sweeps/sweep.yaml
  run node "${hsm}" check
}

@test "a newcomer's argparse with a flag and a list: check reports both before anything runs" {
  make_project
  rmdir sweeps
  cat >fit.py <<'PY'
import argparse, json, os
parser = argparse.ArgumentParser()
parser.add_argument("--hidden-size", type=int)
parser.add_argument("--nesterov", action="store_true")
parser.add_argument("--layers", type=int, nargs="+")
args = parser.parse_args()
with open(os.path.join(os.environ["HSM_TASK_DIR"], "metrics.json"), "w") as out:
    json.dump({"loss": args.hidden_size * len(args.layers)}, out)
PY
  first_sweep <<'YAML'
args: argparse
sweep: {grid: {hidden_size: [1, 2], nesterov: [true, false], layers: [[8], [8, 8]]}}
results: {json: metrics.json}
YAML
  expect_output 'did you mean `hidden-size`?'
  expect_output HSM351
  expect_output HSM352
  # As the help says.
  expect_output 'args: {style: argparse, booleans: flag}'
  expect_output 'args: {style: argparse, lists: words}'
  sed -i 's/hidden_size/hidden-size/; s/^args:.*/args: {style: argparse, booleans: flag, lists: words}/' sweeps/sweep.yaml
  expect_exit 0 node "${hsm}" check
  [[ ${output} != *warning* ]]
  expect_exit 0 node "${hsm}" run --name one
  sweep_dir=${PWD}/sweeps/outputs/one scripts=${PWD}/sweeps/outputs/one/scripts
  collect
  expect_equal "$(column loss)" '1 2 1 2 2 4 2 4'
}

@test "a newcomer's key=value program: init finds out how it takes its parameters" {
  make_project
  rmdir sweeps
  cat >fit.py <<'PY'
import os, sys
given = dict(word.split("=", 1) for word in sys.argv[1:])
assert set(given) == {"lr"}, given
open(os.environ["HSM_TASK_DIR"] + "/out.txt", "w").write("loss=" + given["lr"] + "\n")
PY
  expect_exit 0 node "${hsm}" init
  grep -qx 'args: \["{name}={value}"\]' sweeps/sweep.yaml
  first_sweep <<'YAML'
sweep: {grid: {lr: [0.1, 0.2]}}
YAML
  expect_output HSM353
  expect_output 'args: ["{name}={value}"]'
  first_sweep <<'YAML'
args: ["{name}={value}"]
sweep: {grid: {lr: [0.1, 0.2]}}
results: {key_value: out.txt}
YAML
  [[ ${output} != *warning* ]]
  expect_exit 0 node "${hsm}" run --name one
  sweep_dir=${PWD}/sweeps/outputs/one scripts=${PWD}/sweeps/outputs/one/scripts
  collect
  expect_equal "$(column loss)" '0.1 0.2'
}

@test "a newcomer's awk with positional arguments" {
  make_project
  rmdir sweeps
  cat >add.awk <<'AWK'
BEGIN { printf "sum=%s\n", ARGV[1] + ARGV[2] >(ENVIRON["HSM_TASK_DIR"] "/out.txt") }
AWK
  first_sweep <<'YAML'
args: ["{value}"]
sweep: {grid: {a: [1, 2], b: [10, 20]}}
results: {key_value: out.txt}
YAML
  [[ ${output} != *warning* ]]
  grep -q 'train_script: add.awk' sweeps/hsm_config.yaml
  expect_exit 0 node "${hsm}" run --name one
  sweep_dir=${PWD}/sweeps/outputs/one scripts=${PWD}/sweeps/outputs/one/scripts
  collect
  expect_equal "$(column sum)" '11 21 12 22'
}

@test "a newcomer's executable program with an INI file that a script of two lines writes" {
  make_project
  rmdir sweeps
  cp "$(command -v grep)" solve
  cat >run.sh <<'SH'
printf '[model]\nrate = %s\n' "${rate}" >"${HSM_TASK_DIR}/solve.ini"
./solve -o 'rate = .*' "${HSM_TASK_DIR}/solve.ini" | sed 's/rate = /root=/' >"${HSM_TASK_DIR}/out.txt"
SH
  first_sweep <<'YAML'
script: run.sh
args: env
sweep: {grid: {rate: [1, 2]}}
results: {key_value: out.txt}
YAML
  [[ ${output} != *warning* ]]
  expect_exit 0 node "${hsm}" run --name one
  sweep_dir=${PWD}/sweeps/outputs/one scripts=${PWD}/sweeps/outputs/one/scripts
  collect
  expect_equal "$(column root)" '1 2'
  # The compiled program without hsm.
  first_sweep <<'YAML'
script: solve
args: ["{value}"]
sweep: {grid: {pattern: [printf, nowhere]}}
YAML
  expect_exit 0 node "${hsm}" show 2
  expect_output './solve nowhere'
}
