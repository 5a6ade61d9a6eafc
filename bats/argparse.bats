#!/usr/bin/env bats
# Booleans and lists reach a real program that uses Python's argparse in the form that it expects.

load helpers

write_parser() {
  cat >train.py <<'PY'
import argparse
import json
import os

parser = argparse.ArgumentParser()
parser.add_argument("--amsgrad", action="store_true")
parser.add_argument("--use-ema", action=argparse.BooleanOptionalAction)
parser.add_argument("--layers", nargs="+", type=int)
parser.add_argument("--tag", action="append")
parser.add_argument("--lr", type=float)
args = parser.parse_args()
with open(os.path.join(os.environ["HSM_TASK_DIR"], "parsed.json"), "w") as file:
    json.dump(vars(args), file, sort_keys=True)
PY
}

parsed() {
  local task
  for ((task = 1; task <= $1; task++)); do
    cat "${sweep_dir}/tasks/task_${task}/parsed.json"
    echo
  done
}

@test "flags for store_true and words for nargs" {
  make_project
  write_parser
  build_sweep <<YAML
command: [python3, train.py]
args: {style: argparse, booleans: flag, lists: words}
sweep:
  grid:
    amsgrad: [true, false]
    layers: [[64, 64], [-8], 3]
    lr: [0.1]
YAML
  expect_exit 0 "${scripts}/local.sh" --engine bash --jobs 2
  parsed 6 >actual
  diff - actual <<'JSON'
{"amsgrad": true, "layers": [64, 64], "lr": 0.1, "tag": null, "use_ema": null}
{"amsgrad": true, "layers": [-8], "lr": 0.1, "tag": null, "use_ema": null}
{"amsgrad": true, "layers": [3], "lr": 0.1, "tag": null, "use_ema": null}
{"amsgrad": false, "layers": [64, 64], "lr": 0.1, "tag": null, "use_ema": null}
{"amsgrad": false, "layers": [-8], "lr": 0.1, "tag": null, "use_ema": null}
{"amsgrad": false, "layers": [3], "lr": 0.1, "tag": null, "use_ema": null}
JSON
}

@test "flags for BooleanOptionalAction, and one option per item" {
  make_project
  write_parser
  build_sweep <<YAML
command: [python3, train.py]
args: {style: argparse, booleans: no-flag, lists: repeat}
sweep:
  grid:
    use-ema: [true, false]
    tag: [["it's a", b], []]
YAML
  expect_exit 0 "${scripts}/local.sh" --engine bash --jobs 2
  parsed 4 >actual
  diff - actual <<'JSON'
{"amsgrad": false, "layers": null, "lr": null, "tag": ["it's a", "b"], "use_ema": true}
{"amsgrad": false, "layers": null, "lr": null, "tag": null, "use_ema": true}
{"amsgrad": false, "layers": null, "lr": null, "tag": ["it's a", "b"], "use_ema": false}
{"amsgrad": false, "layers": null, "lr": null, "tag": null, "use_ema": false}
JSON
}

@test "parameters in the command: the number of ranks that mpirun starts; none is passed twice" {
  command -v mpirun >/dev/null || skip 'no mpirun'
  make_project
  # shellcheck disable=SC2016 # for the program
  printf '%s\n' 'printf "%s " "$@" >>"${HSM_TASK_DIR}/ran.${OMPI_COMM_WORLD_RANK:-$PMI_RANK}"' | write_program
  build_sweep <<'YAML'
command: [mpirun, --oversubscribe, --allow-run-as-root, -n, "{ranks}", bash, program.sh, "{mesh}.msh"]
args: {style: argparse, lists: words}
sweep:
  grid:
    ranks: [1, 3]
    mesh: ["very fine"]
    layers: [[64, 64]]
YAML
  expect_exit 0 "${scripts}/local.sh" --engine bash --jobs 1
  expect_equal "$(cd "${sweep_dir}/tasks" && ls task_1/ran.* task_2/ran.* | tr '\n' ' ')" \
    'task_1/ran.0 task_2/ran.0 task_2/ran.1 task_2/ran.2 '
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/ran.2")" 'very fine.msh --layers 64 64 '
}
