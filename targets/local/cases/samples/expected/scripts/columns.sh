# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 619f4a0efcce4b7460c3c2bb06ab53998d2c358d05588ff5eff5f9c15c8e228a).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# lr (sweeps/sweep.yaml:9)
lr_values=(0.000314891 0.0000420705 0.0000120875 0.0000541524 0.00280164 0.0138262)

# width (sweeps/sweep.yaml:10)
width_values=(834 20 904 56 28 36)

# dropout (sweeps/sweep.yaml:11)
dropout_values=(0.362 0.411 0.396 0.306 0.245 0.304)

# decay (sweeps/sweep.yaml:12)
decay_values=(0.00132653 0.00133925 0.000275342 0.000705124 0.000546347 0.00129485)

# optimizer (sweeps/sweep.yaml:13)
optimizer_values=(adam sgd adam adam adam adam)

# layers (sweeps/sweep.yaml:17)
layers_values=('[64,64]' '[64]' '[128,64]')

# shift (sweeps/sweep.yaml:18)
shift_values=(0.25 0.75 0.00)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_1_runs=(
  1 0 0
  1 3 12
  1 0 0
  3 3 12
  3 1 0
)

# lr (sweeps/sweep.yaml:24)
lr_2_values=(
  0.803587934797349 0.79390118644295 0.118635069870202 0.229223431198788 0.581875014559554
)

# width (sweeps/sweep.yaml:24)
width_2_values=(-2 -2 0 3 1)

# lr (sweeps/sweep.yaml:29)
lr_3_values=(
  -1.43035003025512 0.192458059187174 0.939676704988904 -0.450130171928415 -0.122356632857325
  1.65767334032006 0.528167019905585 -0.836957278268231 -1.08568906014621
)

# width (sweeps/sweep.yaml:29)
width_3_values=(
  227339074947 727339074947 477339074947 977339074947 352339074947 852339074947 102339074947
  602339074947 414839074947
)

# lr (sweeps/sweep.yaml:30)
lr_4_values=(0.0 0.5 0.75 0.25 0.375 0.875 0.625 0.125)

# dropout (sweeps/sweep.yaml:30)
dropout_2_values=(0.0 0.5 0.25 0.75 0.375 0.875 0.125 0.625)

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
  print_fields runs "${block_1_runs[@]}"
  print_fields axis 3 6
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  print_fields parameter width
  printf '=\t%s\n' "${width_values[@]}"
  print_fields parameter dropout
  printf '=\t%s\n' "${dropout_values[@]}"
  print_fields parameter decay
  printf '=\t%s\n' "${decay_values[@]}"
  print_fields parameter optimizer
  printf '=\t%s\n' "${optimizer_values[@]}"
  print_fields axis 1 3
  print_fields parameter layers
  printf '=\t%s\n' "${layers_values[@]}"
  print_fields parameter shift
  printf '=\t%s\n' "${shift_values[@]}"
  print_fields block 12 5
  print_fields axis 1 5
  print_fields parameter lr
  printf '=\t%s\n' "${lr_2_values[@]}"
  print_fields parameter width
  printf '=\t%s\n' "${width_2_values[@]}"
  print_fields block 17 9
  print_fields axis 1 9
  print_fields parameter lr
  printf '=\t%s\n' "${lr_3_values[@]}"
  print_fields parameter width
  printf '=\t%s\n' "${width_3_values[@]}"
  print_fields block 26 8
  print_fields axis 1 8
  print_fields parameter lr
  printf '=\t%s\n' "${lr_4_values[@]}"
  print_fields parameter dropout
  printf '=\t%s\n' "${dropout_2_values[@]}"
}

# The parameters that only distinguish replicates.
describe_replicates() {
  # The sweep names none.
  :
}

# What is read for each task.
describe_sources() {
  # sweeps/sweep.yaml:31
  print_fields source json metrics.json
}
