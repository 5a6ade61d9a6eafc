#!/usr/bin/env bats
# From hsm init in an existing program's directory to a sweep over its parameters that runs as written.

load helpers

setup() {
  make_project
  rmdir sweeps
  unset VIRTUAL_ENV CONDA_PREFIX
}

# Init, check, and the first and last commands.
expect_first_sweep() { # <tasks> <first command> <last command>
  run_hsm 0 init
  expect_output 'next: run `hsm show`'
  run_hsm 0 check
  expect_output "sweeps/sweep.yaml: $1 tasks, no errors"
  run_hsm 0 show 1
  expect_equal "${lines[1]}" "$2"
  run_hsm 0 show "$1"
  expect_equal "${lines[1]}" "$3"
}

run_hsm() { # <exit code> <word>...
  local expected=$1
  shift
  run node "${hsm}" "$@"
  expect_equal "${status} ${output}" "${expected} ${output}"
}

# Each task of the sweep writes what it got into its own directory.
expect_run() { # <tasks> <text in the first result> <text in the last result>
  run_hsm 0 run --name first
  expect_output "$1 of $1 tasks completed"
  grep -qF -- "$2" sweeps/outputs/first/tasks/task_1/metrics.json
  grep -qF -- "$3" "sweeps/outputs/first/tasks/task_$1/metrics.json"
}

@test "argparse: a rate, choices and a seed; the output directory is each task's own" {
  cat >train.py <<'PY'
import argparse
import json
from pathlib import Path

RATE = 1e-3
parser = argparse.ArgumentParser(description="Trains (a thing).")
parser.add_argument("--data", default="data/train.csv", help="where, of course")
parser.add_argument("-l", "--learning-rate", type=float, default=RATE)
parser.add_argument("--epochs", type=int, default=3)
parser.add_argument("--optimizer", choices=["sgd", "adam"], default="adam")
parser.add_argument("--layers", type=int, nargs="+", default=[64, 64])
parser.add_argument("--use-ema", action="store_true")
parser.add_argument("--seed", type=int, default=0)
parser.add_argument("--output-dir", default="out")
options = parser.parse_args()
Path(options.output_dir, "metrics.json").write_text(json.dumps(vars(options)))
PY
  expect_first_sweep 12 \
    "python3 train.py --output-dir '{task_dir}' --learning-rate 1e-4 --optimizer sgd --seed 1" \
    "python3 train.py --output-dir '{task_dir}' --learning-rate 1e-3 --optimizer adam --seed 3"
  expect_run 12 '"learning_rate": 0.0001, ' '"optimizer": "adam", '
  # The values in the comments of the grid are accepted, too.
  sed -i 's/^    # \(layers\|use-ema\)/    \1/' sweeps/sweep.yaml
  run_hsm 0 check
  expect_output '24 tasks, no errors'
  run_hsm 0 run --name flags -- --only 1
}

@test "argparse: an argument without an option is left to be filled in" {
  cat >main.py <<'PY'
import argparse, json, os
parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--depth", type=int, default=4)
options = parser.parse_args()
json.dump(vars(options), open(os.environ["HSM_TASK_DIR"] + "/metrics.json", "w"))
PY
  run_hsm 0 init
  expect_output 'next: give `data` a value in sweeps/sweep.yaml'
  run_hsm 1 check
  expect_output 'give `data` a value under `defaults`'
  sed -i 's/^# defaults:/defaults:/; s/^#   data: ""/  data: points.csv/' sweeps/sweep.yaml
  run_hsm 0 check
  expect_run 2 '{"data": "points.csv", "depth": 2}' '{"data": "points.csv", "depth": 4}'
}

@test "click: options by their decorators" {
  cat >main.py <<'PY'
import json
import os

import click


@click.command()
@click.option("--lr", default=0.1, show_default=True)
@click.option("--momentum", type=click.FloatRange(0, 1), default=0.9)
@click.option("--optimizer", type=click.Choice(["sgd", "adam"]), required=True)
@click.option("-v", "--verbose", is_flag=True)
@click.option("--seed", type=int, default=42)
def main(**options):
    with open(os.path.join(os.environ["HSM_TASK_DIR"], "metrics.json"), "w") as out:
        json.dump(options, out)


if __name__ == "__main__":
    main()
PY
  expect_first_sweep 12 'python3 main.py --lr 0.01 --optimizer sgd --seed 1' \
    'python3 main.py --lr 0.1 --optimizer adam --seed 3'
  python3 -c 'import click' 2>/dev/null || skip 'no click'
  expect_run 12 '"lr": 0.01, ' '"optimizer": "adam", '
}

@test "Hydra: groups and nested options of the config that the script names" {
  cp -r "${BATS_TEST_DIRNAME}"/../examples/hydra-app/{conf,train.py} .
  expect_first_sweep 4 "python3 train.py 'model=\"cnn\"' 'optimizer.lr=0.0001' 'hydra.run.dir=\"{task_dir}\"'" \
    "python3 train.py 'model=\"mlp\"' 'optimizer.lr=0.001' 'hydra.run.dir=\"{task_dir}\"'"
  python3 -c 'import hydra' 2>/dev/null || skip 'no Hydra'
  expect_run 4 '"name": "cnn"' '"name": "mlp"'
}

@test "R: optparse options" {
  cat >fit.R <<'R'
library(optparse)
options <- list(
  make_option(c("-d", "--degree"), type = "integer", default = 3L, help = "of the polynomial"),
  make_option(c("-l", "--lambda"), type = "double", default = 0.1),
  make_option("--seed", type = "integer", default = 1),
  make_option(c("-v", "--verbose"), action = "store_true", default = FALSE)
)
opt <- parse_args(OptionParser(option_list = options))
result <- sprintf('{"degree": %d, "lambda": %g, "seed": %d}', opt$degree, opt$lambda, opt$seed)
writeLines(result, file.path(Sys.getenv("HSM_TASK_DIR"), "metrics.json"))
R
  expect_first_sweep 12 'Rscript fit.R --degree 2 --lambda 0.01 --seed 1' 'Rscript fit.R --degree 3 --lambda 0.1 --seed 3'
  Rscript -e 'library(optparse)' >/dev/null 2>&1 || skip 'no R with optparse'
  expect_run 12 '{"degree": 2, "lambda": 0.01, "seed": 1}' '{"degree": 3, "lambda": 0.1, "seed": 3}'
}

@test "R without a package, with name=value" {
  cp "${BATS_TEST_DIRNAME}/../examples/r-script/fit.R" .
  run_hsm 0 init
  expect_output 'next: give `degree` a value'
  sed -i 's/^    seed: .*/&\n    degree: 1..2/' sweeps/sweep.yaml
  run_hsm 0 show 6
  expect_equal "${lines[1]}" "Rscript fit.R 'seed=3' 'degree=2'"
  command -v Rscript >/dev/null || skip 'no Rscript'
  expect_run 6 rmse rmse
}

@test "positional values: all of them, in their order" {
  printf '%s\n' 'import json, os, sys' 'size = int(sys.argv[2])' 'lr = float(sys.argv[1])' \
    'json.dump([lr, size], open(os.environ["HSM_TASK_DIR"] + "/metrics.json", "w"))' >solve.py
  run_hsm 0 init
  expect_output 'next: give `size` a value'
  sed -i 's/^  # grid:/  grid:/; s/^  #   lr/    lr/; s/^  #   size: \[\]/    size: [8, 16]/' sweeps/sweep.yaml
  expect_equal "$(node "${hsm}" show 1 | sed -n 2p)" 'python3 solve.py 1e-3 8'
  expect_run 4 '[0.001, 8]' '[0.01, 16]'
}
