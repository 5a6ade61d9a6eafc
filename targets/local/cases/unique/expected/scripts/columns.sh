# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 6bdad1187fe56b2eb739861bdbb54fbcee6ed151ef40f44ca47f3b1b8afa1a12).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# lr (sweeps/sweep.yaml:7)
lr_values=(0.1 0.01)

# momentum (sweeps/sweep.yaml:7)
momentum_values=(0.9 0.0)

# lr (sweeps/sweep.yaml:10)
lr_2_values=(0.01 0.001 0.1 0.001)

# momentum (sweeps/sweep.yaml:10)
momentum_2_values=(0.0 0.0 '\-' '\-')

# The cells that are tasks, in order (sweeps/sweep.yaml:4)
block_2_cells=(1 3)

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
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  print_fields axis 1 2
  print_fields parameter momentum
  printf '=\t%s\n' "${momentum_values[@]}"
  print_fields block 4 2
  print_fields taken "${block_2_cells[@]}"
  print_fields axis 1 4
  print_fields parameter lr
  printf '=\t%s\n' "${lr_2_values[@]}"
  print_fields parameter momentum
  printf '=\t%s\n' "${momentum_2_values[@]}"
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
