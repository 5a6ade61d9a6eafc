# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 f91fb1b9f54ff8d133aa86de75dd4d30cd9047b582236915ebfd864d2182a4be).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# model (sweeps/sweep.yaml:6)
model_values=(small)

# seed (sweeps/sweep.yaml:7)
seed_values=(1 2 3)

# model (sweeps/sweep.yaml:9)
model_2_values=(large)

# seed (sweeps/sweep.yaml:10)
seed_2_values=(1 2)

# model (sweeps/sweep.yaml:13)
model_3_values=(tiny)

# seed (sweeps/sweep.yaml:14)
seed_3_values=(1)

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
  print_fields block 0 3
  print_fields axis 3 1
  print_fields parameter model
  printf '=\t%s\n' "${model_values[@]}"
  print_fields axis 1 3
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
  print_fields block 3 2
  print_fields axis 2 1
  print_fields parameter model
  printf '=\t%s\n' "${model_2_values[@]}"
  print_fields axis 1 2
  print_fields parameter seed
  printf '=\t%s\n' "${seed_2_values[@]}"
  print_fields block 5 1
  print_fields axis 1 1
  print_fields parameter model
  printf '=\t%s\n' "${model_3_values[@]}"
  print_fields axis 1 1
  print_fields parameter seed
  printf '=\t%s\n' "${seed_3_values[@]}"
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
