# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 476b5346a80de3ff6f09c9e099ce28b71c2a45f6e7d2186e706d6bcd0019a70b).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# learning-rate (sweeps/sweep.yaml:7)
learning_rate_values=(1e-3 1e-4)

# layers (sweeps/sweep.yaml:8)
layers_values=('[64,64]' '[128]')

# note (sweeps/sweep.yaml:9)
note_values=('it'\''s' -x '')

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
  print_fields block 0 12
  print_fields axis 6 2
  print_fields parameter learning-rate
  printf '=\t%s\n' "${learning_rate_values[@]}"
  print_fields axis 3 2
  print_fields parameter layers
  printf '=\t%s\n' "${layers_values[@]}"
  print_fields axis 1 3
  print_fields text note
  printf '=\t%s\n' "${note_values[@]}"
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
