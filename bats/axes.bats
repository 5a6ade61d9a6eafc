#!/usr/bin/env bats
# Axes whose rows are not typed: a real argparse program gets the values in the table, with any awk.

load helpers
load collect

setup() {
  make_project
  cat >show.py <<'PY'
import argparse, json, os

parser = argparse.ArgumentParser(allow_abbrev=False)
for name in ["seed", "optimizer", "momentum", "beta2", "lr", "width", "note", "fold"]:
    parser.add_argument(f"--{name}")
given = {name: text for name, text in vars(parser.parse_args()).items() if text is not None}
with open(os.path.join(os.environ["HSM_TASK_DIR"], "arguments.json"), "w") as file:
    json.dump(given, file)
PY
}

# Compares the table with the output of the programs; prints each task's parameters.
compare_table() { # <awk>
  rm -rf "${sweep_dir}/state/collect"
  with_awk "$1" expect_exit 0 "${scripts}/collect.sh"
  python3 - "${sweep_dir}" <<'PY'
import csv, json, sys

names = ["seed", "optimizer", "momentum", "beta2", "lr", "width", "note", "fold"]
with open(f"{sys.argv[1]}/results.csv", encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file, strict=True):
        with open(f"{sys.argv[1]}/tasks/task_{row['task']}/arguments.json") as arguments:
            given = json.load(arguments)
        table = {name: row[name] for name in names if name in row}
        assert {**dict.fromkeys(table, ""), **given} == table, (given, table)
        print(row["task"], *(f"{name}={text!r}" for name, text in given.items()))
PY
}

# Builds the sweep on standard input and runs all of it.
run_whole() {
  build_sweep
  expect_exit 0 "${scripts}/local.sh" --engine bash --jobs 2
}

@test "cases: two optimizers with their own parameters, times three seeds" {
  run_whole <<'YAML'
command: [python3, show.py]
args: argparse
sweep:
  grid: {seed: 1..3}
  cases:
    - grid: {optimizer: [sgd], momentum: [0.9]}
    - grid: {optimizer: [adam], beta2: [0.999]}
YAML
  expect_equal "$(compare_table mawk | tr -d "'")" '1 seed=1 optimizer=sgd momentum=0.9
2 seed=1 optimizer=adam beta2=0.999
3 seed=2 optimizer=sgd momentum=0.9
4 seed=2 optimizer=adam beta2=0.999
5 seed=3 optimizer=sgd momentum=0.9
6 seed=3 optimizer=adam beta2=0.999'
}

@test "samples, tables, cases and a selection from a billion cells, with every awk" {
  printf 'note,fold\n"it'\''s, ""so""",\n,2\n"a\nb",3\n' >points.csv
  run_whole <<'YAML'
command: [python3, show.py]
args: argparse
unique: true
sweep:
  - grid: {seed: 1..1000000000}
    sample: {count: 5, seed: 1, parameters: {lr: {from: 1e-5, to: 0.1, scale: log}, width: {values: [64, 128], weights: [1, 2]}}}
    take: {count: 6, seed: 3}
  - paired: [{file: points.csv}]
    cases:
      - sample: {count: 2, method: halton, parameters: {lr: {mean: 0, sd: 1}}}
      - {}
    exclude: [{fold: 3, lr: 0.0}]
  - paired: [{file: points.csv}]
YAML
  compare_table mawk >tables
  expect_equal "$(wc -l <tables)" 14
  for awk in gawk busybox original-awk; do
    if command -v "${awk}" >/dev/null; then expect_equal "$(compare_table "${awk}")" "$(cat tables)"; fi
  done
}
