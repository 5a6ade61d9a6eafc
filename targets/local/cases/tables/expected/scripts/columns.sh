# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 32d5fa32bfcfc4540d6abc48bdb34413aa4ae95a904904e69fdfe3cdb70e31e1).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# lr (sweeps/sweep.yaml:6)
lr_values=(0.10 1e-3 0x10)

# model (sweeps/sweep.yaml:6)
model_values=(cnn mlp 010)

# note (sweeps/sweep.yaml:6)
note_values=('a "b", c' '\-' '')

# seed (sweeps/sweep.yaml:8)
seed_values=(1 2)

# Which of their combinations are kept, as in task.sh: three numbers are a run of neighbouring values of one axis.
block_1_runs=(
  1 2 9
  1 1 12
  1 2 9
  2 1 0
  1 1 0
  1 0 0
)

# optimizer.lr (sweeps/sweep.yaml:12)
optimizer_lr_values=(1E-3 12345678901234567890)

# optimizer.betas (sweeps/sweep.yaml:12)
optimizer_betas_values=('[0.9,0.999]' '\-')

# amp (sweeps/sweep.yaml:12)
amp_values=(true '\-')

# note (sweeps/sweep.yaml:12)
note_2_values=('\-' 'it'\''s é')

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
  print_fields block 0 5
  print_fields runs "${block_1_runs[@]}"
  print_fields axis 2 3
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  print_fields text model
  printf '=\t%s\n' "${model_values[@]}"
  print_fields text note
  printf '=\t%s\n' "${note_values[@]}"
  print_fields axis 1 2
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
  print_fields block 5 2
  print_fields axis 1 2
  print_fields parameter optimizer.lr
  printf '=\t%s\n' "${optimizer_lr_values[@]}"
  print_fields parameter optimizer.betas
  printf '=\t%s\n' "${optimizer_betas_values[@]}"
  print_fields parameter amp
  printf '=\t%s\n' "${amp_values[@]}"
  print_fields parameter note
  printf '=\t%s\n' "${note_2_values[@]}"
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
