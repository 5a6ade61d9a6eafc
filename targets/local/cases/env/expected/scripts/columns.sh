# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 f641eafc8ecf9de28435145ef2c95c6cd9b401c965c6b7f1fab3b71566176e3e).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# model.lr (sweeps/sweep.yaml:8)
model_lr_values=(0.1 0.01)

# seed (sweeps/sweep.yaml:9)
seed_values=(1 2)

# model.lr (sweeps/sweep.yaml:11)
model_lr_2_values=(1.0)

# warm-up (sweeps/sweep.yaml:12)
warm_up_values=('two words' '$(id)')

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
  print_fields axis 2 2
  print_fields parameter model.lr
  printf '=\t%s\n' "${model_lr_values[@]}"
  print_fields axis 1 2
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
  print_fields block 4 2
  print_fields axis 2 1
  print_fields parameter model.lr
  printf '=\t%s\n' "${model_lr_2_values[@]}"
  print_fields axis 1 2
  print_fields parameter warm-up
  printf '=\t%s\n' "${warm_up_values[@]}"
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
