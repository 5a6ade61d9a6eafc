# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 f8485c68453f32e077d4749785fc61f327afb90af897dadc70f686f4e1ef2bc4).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# optimizer (sweeps/sweep.yaml:8)
optimizer_values=(adam)

# model (sweeps/sweep.yaml:9)
model_values=(cnn mlp transformer)

# lr (sweeps/sweep.yaml:10)
lr_values=(0.1 0.01 0.001)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_1_runs=(
  1 6 3
  1 2 12
  1 3 18
  1 1 21
  2 1 0
  1 0 0
  3 1 0
  2 0 0
  1 1 0
)

# optimizer (sweeps/sweep.yaml:15)
optimizer_2_values=(sgd)

# model (sweeps/sweep.yaml:16)
model_2_values=(cnn mlp)

# momentum (sweeps/sweep.yaml:17)
momentum_values=(0.0 0.9)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_2_runs=(
  1 3 3
  1 2 9
  1 1 12
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
  print_fields block 0 6
  print_fields runs "${block_1_runs[@]}"
  print_fields axis 9 1
  print_fields parameter optimizer
  printf '=\t%s\n' "${optimizer_values[@]}"
  print_fields axis 3 3
  print_fields parameter model
  printf '=\t%s\n' "${model_values[@]}"
  print_fields axis 1 3
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  print_fields block 6 3
  print_fields runs "${block_2_runs[@]}"
  print_fields axis 4 1
  print_fields parameter optimizer
  printf '=\t%s\n' "${optimizer_2_values[@]}"
  print_fields axis 2 2
  print_fields parameter model
  printf '=\t%s\n' "${model_2_values[@]}"
  print_fields axis 1 2
  print_fields parameter momentum
  printf '=\t%s\n' "${momentum_values[@]}"
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
