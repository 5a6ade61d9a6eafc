# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 a9f714c7385cf05d51977aa86e37e7f0b80eb56a73343555aef17f36ce0b1006).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# mesh.name (sweeps/sweep.yaml:8)
mesh_name_values=(coarse 'very fine')

# order (sweeps/sweep.yaml:9)
order_values=(1 2)

# ranks (sweeps/sweep.yaml:10)
ranks_values=(2 4)

# mesh.name (sweeps/sweep.yaml:12)
mesh_name_2_values=(coarse)

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
  print_fields parameter mesh.name
  printf '=\t%s\n' "${mesh_name_values[@]}"
  print_fields axis 2 2
  print_fields parameter order
  printf '=\t%s\n' "${order_values[@]}"
  print_fields axis 1 2
  print_fields parameter ranks
  printf '=\t%s\n' "${ranks_values[@]}"
  print_fields block 8 2000
  print_fields axis 2000 1
  print_fields parameter mesh.name
  printf '=\t%s\n' "${mesh_name_2_values[@]}"
  print_fields axis 1 2000
  # seed (sweeps/sweep.yaml:13)
  print_fields range seed 1 1 0
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
