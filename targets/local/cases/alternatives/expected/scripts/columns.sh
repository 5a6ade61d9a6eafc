# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 aa9c51b72bbd47d275296f7935ac43b5ac7b9bfb93395dc1bcfa3c5545b4d66b).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# seed (sweeps/sweep.yaml:12)
seed_values=(1 2 3)

# optimizer (sweeps/sweep.yaml:7)
optimizer_values=(sgd sgd adam '\-')

# momentum (sweeps/sweep.yaml:7)
momentum_values=(0.0 0.9 '\-' '\-')

# log (sweeps/sweep.yaml:7)
log_values=(none none '\-' '\-')

# beta2 (sweeps/sweep.yaml:9)
beta2_values=('\-' '\-' 0.99 '\-')

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_1_runs=(
  1 4 9
  1 3 12
  1 4 9
  4 1 0
  2 1 0
  1 0 0
  1 1 0
)

# warmup (sweeps/sweep.yaml:16)
warmup_values=(1 2 '\-')

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
  print_fields block 0 11
  print_fields runs "${block_1_runs[@]}"
  print_fields axis 4 3
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
  print_fields axis 1 4
  print_fields parameter optimizer
  printf '=\t%s\n' "${optimizer_values[@]}"
  print_fields parameter momentum
  printf '=\t%s\n' "${momentum_values[@]}"
  print_fields parameter log
  printf '=\t%s\n' "${log_values[@]}"
  print_fields parameter beta2
  printf '=\t%s\n' "${beta2_values[@]}"
  print_fields block 11 3
  print_fields axis 1 3
  print_fields parameter warmup
  printf '=\t%s\n' "${warmup_values[@]}"
}

# The parameters that only distinguish replicates.
describe_replicates() {
  # The sweep names none.
  :
}

# What is read for each task.
describe_sources() {
  # sweeps/sweep.yaml:18
  print_fields source json metrics.json
}
