#!/usr/bin/env bats
# Derived parameters: the table has the values that the program gets, with any awk.

load helpers
load collect

build_derived() {
  make_project
  cat >show.py <<'PY'
import json, os, sys

arguments = dict(word.split("=", 1) for word in sys.argv[1:])
with open(os.path.join(os.environ["HSM_TASK_DIR"], "arguments.json"), "w") as file:
    json.dump(arguments, file)
PY
  build_sweep <<'YAML'
command: [python3, show.py, "first={tag}"]
args: ["{name}={value}"]
defaults: {momentum: 7}
derive:
  tag: "{model.name}-lr{lr}"
  out: "{task_dir}/{again}/{task_id}.{sweep_id}"
  again: '{tag}\{head}'
  head: "= backbone / 2"
  share: "= lr * backbone"
  code: "= model.name == 'cnn' ? '1' : '02'"
  note: "m{momentum}"
sweep:
  - grid:
      model.name: [cnn, "it's\n$x, \t\"\\"]
      backbone: [64, 128]
      lr: [0.1, 1e-3]
    exclude:
      - {model.name: cnn, lr: 1e-3}
  - grid:
      lr: 1..1500
    cases:
      - grid: {model.name: [a], momentum: [1, 2]}
      - grid: {model.name: [b]}
YAML
}

test_derived() { # <awk>
  command -v "$1" >/dev/null || skip "no $1"
  build_derived
  expect_exit 0 "${scripts}/local.sh" --engine bash --jobs 2 --only 1-12,4500-4506
  with_awk "$1" expect_exit 0 "${scripts}/collect.sh"
  python3 - "${sweep_dir}" <<'PY'
import csv, json, sys

sweep = sys.argv[1]
names = ["out", "again", "head", "share", "code", "note"]
count = 0
with open(sweep + "/results.csv", encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file, strict=True):
        if row["state"] != "completed":
            continue
        given = json.load(open(f"{sweep}/tasks/task_{row['task']}/arguments.json"))
        assert given["first"] == row["tag"], (given, row)
        for name in names:
            value = given.get(name, "").replace(sweep + "/", "")
            assert value == row[name], (name, value, row[name])
        count += 1
assert count == 19, count
PY
}

for awk in mawk gawk busybox original-awk; do
  bats_test_function --description "columns of derived parameters match what the program got (${awk})" -- test_derived "${awk}"
done
