# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 3928d3ed76e1766dd33407e5227e8d7a94db1ceb7a7a09f810573a8ed2b519d1).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# seed (sweeps/sweep.yaml:3)
seed_values=(1 2 3 4 5)

# model.hidden_size (sweeps/sweep.yaml:4)
model_hidden_size_values=(128 256 512)

# optimizer.lr (sweeps/sweep.yaml:5)
optimizer_lr_values=(0.001 0.01 0.1)

# model.name (sweeps/sweep.yaml:9)
model_name_values=(cnn transformer mlp)

# data.augmentation (sweeps/sweep.yaml:10)
data_augmentation_values=(basic advanced none)

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
  print_fields block 0 135
  print_fields axis 27 5
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
  print_fields axis 9 3
  print_fields parameter model.hidden_size
  printf '=\t%s\n' "${model_hidden_size_values[@]}"
  print_fields axis 3 3
  print_fields parameter optimizer.lr
  printf '=\t%s\n' "${optimizer_lr_values[@]}"
  print_fields axis 1 3
  print_fields parameter model.name
  printf '=\t%s\n' "${model_name_values[@]}"
  print_fields parameter data.augmentation
  printf '=\t%s\n' "${data_augmentation_values[@]}"
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
