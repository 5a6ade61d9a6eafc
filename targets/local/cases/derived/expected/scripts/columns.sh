# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 2dbe52aabf7a8f64f41d1d530bc818f0e63df6c89d92d57ceb53f6cf2e0dd4b1).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# model.name (sweeps/sweep.yaml:18)
model_name_values=(cnn 'it'\''s $x')

# backbone (sweeps/sweep.yaml:19)
backbone_values=(64 128)

# lr (sweeps/sweep.yaml:20)
lr_values=(0.1 1e-3)

# head (sweeps/sweep.yaml:10)
head_values=(32 64)

# share (sweeps/sweep.yaml:11)
share_values=(6.4 0.064 12.8 0.128)

# is-large (sweeps/sweep.yaml:12)
is_large_values=(false true)

# widths (sweeps/sweep.yaml:13)
widths_values=('[64,32]' '[128,64]')

# code (sweeps/sweep.yaml:15)
code_values=(1 02)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_1_runs=(
  1 2 6
  1 4 9
  2 1 12
  2 2 18
  1 1 0
  1 0 0
  2 1 0
)

# lr (sweeps/sweep.yaml:24)
lr_2_values=(0.5)

# backbone (sweeps/sweep.yaml:26)
backbone_2_values=(8)

# model.name (sweeps/sweep.yaml:28)
model_name_2_values=(a b)

# momentum (sweeps/sweep.yaml:29)
momentum_values=(0.9 0.5)

# head (sweeps/sweep.yaml:10)
head_2_values=(4)

# share (sweeps/sweep.yaml:11)
share_2_values=(4.0)

# is-large (sweeps/sweep.yaml:12)
is_large_2_values=(false)

# widths (sweeps/sweep.yaml:13)
widths_2_values=('[8,4]')

# half (sweeps/sweep.yaml:14)
half_values=(0.45 0.25)

# code (sweeps/sweep.yaml:15)
code_2_values=(02 02)

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
  print_fields block 0 6
  print_fields runs "${block_1_runs[@]}"
  print_fields axis 4 2
  print_fields parameter model.name
  printf '=\t%s\n' "${model_name_values[@]}"
  print_fields axis 2 2
  print_fields parameter backbone
  printf '=\t%s\n' "${backbone_values[@]}"
  print_fields axis 1 2
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  # tag (sweeps/sweep.yaml:8)
  print_fields pasted tag
  print_fields + parameter model.name ''
  print_fields + text -lr
  print_fields + parameter lr ''
  # out (sweeps/sweep.yaml:9)
  print_fields pasted out
  print_fields + task_dir
  print_fields + text /out
  print_fields + text /
  print_fields + parameter model.name ''
  print_fields + text -lr
  print_fields + parameter lr ''
  print_fields + text -
  print_fields + task_id
  print_fields table head 2
  printf '=\t%s\n' "${head_values[@]}"
  print_fields table share 2 3
  printf '=\t%s\n' "${share_values[@]}"
  print_fields table is-large 2
  printf '=\t%s\n' "${is_large_values[@]}"
  print_fields table widths 2
  printf '=\t%s\n' "${widths_values[@]}"
  print_fields text_table code 1
  printf '=\t%s\n' "${code_values[@]}"
  print_fields block 6 4000
  print_fields axis 4000 1
  print_fields parameter lr
  printf '=\t%s\n' "${lr_2_values[@]}"
  print_fields axis 2 2000
  # seed (sweeps/sweep.yaml:25)
  print_fields range seed 1 1 0
  print_fields axis 2 1
  print_fields parameter backbone
  printf '=\t%s\n' "${backbone_2_values[@]}"
  print_fields axis 1 2
  print_fields parameter model.name
  printf '=\t%s\n' "${model_name_2_values[@]}"
  print_fields parameter momentum
  printf '=\t%s\n' "${momentum_values[@]}"
  # tag (sweeps/sweep.yaml:8)
  print_fields pasted tag
  print_fields + parameter model.name ''
  print_fields + text -lr
  print_fields + parameter lr ''
  # out (sweeps/sweep.yaml:9)
  print_fields pasted out
  print_fields + task_dir
  print_fields + text /out
  print_fields + text /
  print_fields + parameter model.name ''
  print_fields + text -lr
  print_fields + parameter lr ''
  print_fields + text -
  print_fields + task_id
  print_fields table head 3
  printf '=\t%s\n' "${head_2_values[@]}"
  print_fields table share 1 3
  printf '=\t%s\n' "${share_2_values[@]}"
  print_fields table is-large 3
  printf '=\t%s\n' "${is_large_2_values[@]}"
  print_fields table widths 3
  printf '=\t%s\n' "${widths_2_values[@]}"
  print_fields table half 4
  printf '=\t%s\n' "${half_values[@]}"
  print_fields text_table code 4
  printf '=\t%s\n' "${code_2_values[@]}"
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
