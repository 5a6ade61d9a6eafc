# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 fd0a567d32a4527a33c9395b9991147d886edcc6a653b4b9272916009f3af27e).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# model.name (sweeps/sweep.yaml:13)
model_name_values=(cnn 'a b')

# lr (sweeps/sweep.yaml:14)
lr_values=(0.1 0.01)

# seed (sweeps/sweep.yaml:15)
seed_values=(1 2)

# short (sweeps/sweep.yaml:7)
short_values=(high low)

# model.name (sweeps/sweep.yaml:17)
model_name_2_values=(mlp)

# lr (sweeps/sweep.yaml:18)
lr_2_values=(0.1)

# short (sweeps/sweep.yaml:7)
short_2_values=(high)

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
  print_fields block 0 8
  print_fields axis 4 2
  print_fields parameter model.name
  printf '=\t%s\n' "${model_name_values[@]}"
  print_fields axis 2 2
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  print_fields axis 1 2
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
  print_fields table short 2
  printf '=\t%s\n' "${short_values[@]}"
  print_fields name
  print_fields + parameter model.name ''
  print_fields + text -
  print_fields + parameter short ''
  print_fields + text -s
  print_fields + parameter seed 0
  print_fields block 8 1
  print_fields axis 1 1
  print_fields parameter model.name
  printf '=\t%s\n' "${model_name_2_values[@]}"
  print_fields axis 1 1
  print_fields parameter lr
  printf '=\t%s\n' "${lr_2_values[@]}"
  print_fields table short 2
  printf '=\t%s\n' "${short_2_values[@]}"
  print_fields name
  print_fields + parameter model.name ''
  print_fields + text -
  print_fields + parameter short ''
  print_fields + text -s
  print_fields + text 0
}

# The parameters that only distinguish replicates.
describe_replicates() {
  print_fields seed
}

# What is read for each task.
describe_sources() {
  # The sweep names no results.
  :
}
