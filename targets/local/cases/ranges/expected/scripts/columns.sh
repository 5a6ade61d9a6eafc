# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 24fd62e5ab261d08391238355be6c739f640553874658f7841a2e20a60ea8efd).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# lr (sweeps/sweep.yaml:6)
lr_values=(0.0001 0.000316228 0.001 0.00316228 0.01 0.0316228 0.1)

# width (sweeps/sweep.yaml:12)
width_values=(64 128 192 256)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_2_runs=(
  1 1601 9
  2 1605 18
  1 1601 9
  2 1 0
  4 0 0
  1599 1 0
  1605 1 0
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
  print_fields block 0 7000000000
  print_fields axis 1000000000 7
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  print_fields axis 1 1000000000
  # seed (sweeps/sweep.yaml:7)
  print_fields range seed 1 1 0
  print_fields block 7000000000 6412
  print_fields runs "${block_2_runs[@]}"
  print_fields axis 1605 4
  print_fields parameter width
  printf '=\t%s\n' "${width_values[@]}"
  print_fields axis 1 1605
  # shift (sweeps/sweep.yaml:9)
  print_fields range shift -100 25 2
  # step (sweeps/sweep.yaml:10)
  print_fields range step 1605 -1 0
}

# The parameters that only distinguish replicates.
describe_replicates() {
  # The sweep names none.
  :
}

# What is read for each task.
describe_sources() {
  # sweeps/sweep.yaml:15
  print_fields source json metrics.json
}
