# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 73fc9377d09f23e7a3160c226e71a5df4d00466524aa76596ac5397dfe2ae411).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# seed (sweeps/sweep.yaml:6)
seed_values=(1 2 3)

# model (sweeps/sweep.yaml:8)
model_values=(small medium large)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_1_runs=(
  1 3 9
  1 1 12
  1 3 9
  3 1 0
  1 0 0
  1 1 0
  1 0 0
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
  print_fields block 0 7
  print_fields runs "${block_1_runs[@]}"
  print_fields axis 3 3
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
  print_fields axis 1 3
  print_fields parameter model
  printf '=\t%s\n' "${model_values[@]}"
}

# The parameters that only distinguish replicates.
describe_replicates() {
  # The sweep names none.
  :
}

# What is read for each task.
describe_sources() {
  # The sweep names no results.
  :
}
