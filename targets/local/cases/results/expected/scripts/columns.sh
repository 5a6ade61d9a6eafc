# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 d2f18b35a1bd5c952f6bb57dd74ee5f2c973d97272a54d876dbe0116722148fe).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# optimizer (sweeps/sweep.yaml:5)
optimizer_values=(adam)

# note (sweeps/sweep.yaml:6)
note_values=('it'\''s' 'a\tb' 'C:\\new' 1)

# optimizer (sweeps/sweep.yaml:8)
optimizer_2_values=(sgd)

# momentum (sweeps/sweep.yaml:9)
momentum_values=(0.0 0.9 true)

# lr (sweeps/sweep.yaml:10)
lr_values=(0.1 0.01)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_2_runs=(
  1 5 3
  1 2 12
  1 1 15
  1 2 12
  2 1 0
  1 0 0
  1 1 0
)

# --- Functions
# Prints lines of tab-separated fields. In the values above, a tab, a line break and a backslash are each written as two
# characters.
print_fields() { # <field>…
  printf '%s' "$1"
  shift
  [[ $# -eq 0 ]] || printf '\t%s' "$@"
  printf '\n'
}

describe_parameters() {
  print_fields block 0 4
  print_fields axis 4 1
  print_fields parameter optimizer
  printf '=\t%s\n' "${optimizer_values[@]}"
  print_fields axis 1 4
  print_fields text note
  printf '=\t%s\n' "${note_values[@]}"
  print_fields block 4 5
  print_fields runs "${block_2_runs[@]}"
  print_fields axis 6 1
  print_fields parameter optimizer
  printf '=\t%s\n' "${optimizer_2_values[@]}"
  print_fields axis 2 3
  print_fields parameter momentum
  printf '=\t%s\n' "${momentum_values[@]}"
  print_fields axis 1 2
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
}

# The parameters that only distinguish replicates.
describe_replicates() {
  # The sweep names none.
  :
}

# What is read for each task.
describe_sources() {
  # sweeps/sweep.yaml:14
  print_fields source json metrics.json
  print_fields metric accuracy last val.accuracy
  print_fields metric last_loss last history.-1
  # sweeps/sweep.yaml:17
  print_fields source json 'out/timing 100%.json'
  # sweeps/sweep.yaml:18
  print_fields source csv history.csv
  print_fields metric loss last loss
  print_fields metric loss_min min loss
  print_fields metric lr_mean mean lr
  # sweeps/sweep.yaml:20
  print_fields source key_value summary.txt
  print_fields metric epochs last epochs
  # sweeps/sweep.yaml:22
  print_fields source log stdout.log
  print_fields metric speed max '' '[0-9]+([.][0-9]+)?' ' it/s'
  print_fields metric checkpoint max 'saved '\''' '.*' ''\'' at [A-Za-z0-9_]+$'
}
