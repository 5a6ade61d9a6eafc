#!/usr/bin/env bats
# Booleans and lists reach a real program of Python's argparse as it takes them.

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

@test "flags for BooleanOptionalAction, and an option per item" {
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
