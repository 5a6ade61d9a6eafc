# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 586ef7a805d4870c7cd71780e6f0bd94ebbc7d8c225142163d020715ad283b8b).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# model.name (sweeps/sweep.yaml:9)
model_name_values=(cnn 'a b')

# note (sweeps/sweep.yaml:10)
note_values=('say "hi"' plain)

# lr (sweeps/sweep.yaml:11)
lr_values=(0.1 0.01)

# quoted (sweeps/sweep.yaml:5)
quoted_values=('say "hi"/0.1' 'say "hi"/0.01' plain/0.1 plain/0.01)

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
  print_fields parameter model.name
  printf '=\t%s\n' "${model_name_values[@]}"
  print_fields axis 2 2
  print_fields parameter note
  printf '=\t%s\n' "${note_values[@]}"
  print_fields axis 1 2
  print_fields parameter lr
  printf '=\t%s\n' "${lr_values[@]}"
  # tag (sweeps/sweep.yaml:4)
  print_fields pasted tag
  print_fields + parameter model.name ''
  print_fields + text -lr
  print_fields + parameter lr ''
  print_fields table quoted 2 3
  printf '=\t%s\n' "${quoted_values[@]}"
  # logger.directory (sweeps/sweep.yaml:6)
  print_fields pasted logger.directory
  print_fields + task_dir
  print_fields + text /
  print_fields + parameter model.name ''
  print_fields + text -lr
  print_fields + parameter lr ''
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
