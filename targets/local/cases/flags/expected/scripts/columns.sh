# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 fdc1550b6a43a9aa3d2fbe2557871f2adfa3274fc77af402513fe9996dba98f6).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# lr (sweeps/sweep.yaml:9)
lr_values=(0.1 0.01)

# use-ema (sweeps/sweep.yaml:10)
use_ema_values=(true false)

# layers (sweeps/sweep.yaml:11)
layers_values=('[64,64]' '[128]' auto '[64,64,32]')

# pretrained (sweeps/sweep.yaml:13)
pretrained_values=(true)

# layers (sweeps/sweep.yaml:14)
layers_2_values=('[]')

# freeze (sweeps/sweep.yaml:16)
freeze_values=(true false)

# seed (sweeps/sweep.yaml:17)
seed_values=(1 2)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_2_runs=(
  1 1 3
  1 1 6
  1 1 0
  1 0 0
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
  print_fields block 0 16
  print_fields axis 8 2
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  print_fields axis 4 2
  print_fields parameter use-ema
  printf '=\t%s\n' "${use_ema_values[@]}"
  print_fields axis 1 4
  print_fields parameter layers
  printf '=\t%s\n' "${layers_values[@]}"
  print_fields block 16 1
  print_fields runs "${block_2_runs[@]}"
  print_fields axis 2 1
  print_fields parameter pretrained
  printf '=\t%s\n' "${pretrained_values[@]}"
  print_fields axis 2 1
  print_fields parameter layers
  printf '=\t%s\n' "${layers_2_values[@]}"
  print_fields axis 1 2
  print_fields parameter freeze
  printf '=\t%s\n' "${freeze_values[@]}"
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
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
