# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 7b48bcf9ca9acc6cd8f60a6e74c2bf7e448bf622c4cbd4d9fd44a58b2ee36219).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# depth (sweeps/sweep.yaml:5)
depth_values=(2 4 8)

# width (sweeps/sweep.yaml:8)
width_values=(64 128 256)

# heads (sweeps/sweep.yaml:9)
heads_values=(4 4 8)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_1_runs=(
  1 3000 9
  1 1000 15
  1 1999 21
  1000 0 0
  1000 3 30
  1000 0 0
  1000 1 33
  4 1 33
  1 0 0
  1995 1 33
  3 1 0
  1 1 0
  2 0 0
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
  print_fields block 0 5999
  print_fields runs "${block_1_runs[@]}"
  print_fields axis 6000 3
  print_fields parameter depth
  printf '=\t%s\n' "${depth_values[@]}"
  print_fields axis 3 2000
  # seed (sweeps/sweep.yaml:6)
  print_fields range seed 1 1 0
  print_fields axis 1 3
  print_fields parameter width
  printf '=\t%s\n' "${width_values[@]}"
  print_fields parameter heads
  printf '=\t%s\n' "${heads_values[@]}"
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
