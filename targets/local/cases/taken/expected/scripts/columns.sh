# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 529b95a95e4fff625324700ad7a68dfda3176e1e2f0a3c759460412c824abe2e).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# lr (sweeps/sweep.yaml:7)
lr_values=(0.0001 0.000215443 0.000464159 0.001 0.00215443 0.00464159 0.01 0.0215443 0.0464159 0.1)

# The cells that are tasks, in order (sweeps/sweep.yaml:8)
block_1_cells=(479352566 192166996 287158609 252703920 981918817 727315923 668234071)

# depth (sweeps/sweep.yaml:10)
depth_values=(1 2 3)

# width (sweeps/sweep.yaml:12)
width_values=(7 10 8 5 4 7 '\-')

# heads (sweeps/sweep.yaml:12)
heads_values=(1 2 2 2 2 2 '\-')

# The cells that are tasks, in order (sweeps/sweep.yaml:17)
block_2_cells=(12 7 5 2 11)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_2_runs=(
  1 5 9
  1 4 18
  1 5 9
  3 1 0
  2 0 0
  2 1 0
  1 0 0
  2 1 0
  2 0 0
  2 1 0
)

# depth (sweeps/sweep.yaml:18)
depth_2_values=(4)

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
  print_fields taken "${block_1_cells[@]}"
  print_fields axis 10 100000000
  # seed (sweeps/sweep.yaml:6)
  print_fields range seed 1 1 0
  print_fields axis 1 10
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  print_fields block 7 5
  print_fields taken "${block_2_cells[@]}"
  print_fields runs "${block_2_runs[@]}"
  print_fields axis 7 3
  print_fields parameter depth
  printf '=\t%s\n' "${depth_values[@]}"
  print_fields axis 1 7
  print_fields parameter width
  printf '=\t%s\n' "${width_values[@]}"
  print_fields parameter heads
  printf '=\t%s\n' "${heads_values[@]}"
  print_fields block 12 1
  print_fields axis 1 1
  print_fields parameter depth
  printf '=\t%s\n' "${depth_2_values[@]}"
}

# The parameters that only distinguish replicates.
describe_replicates() {
  # The sweep names none.
  :
}

# What is read for each task.
describe_sources() {
  # sweeps/sweep.yaml:19
  print_fields source json metrics.json
}
