# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 1ea1373d7f16a58f532649ad69d6028c7db3d1672b18aa65deb707750fb06bd7).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# seed (sweeps/sweep.yaml:6)
seed_values=(1 2)

# learning rate (sweeps/sweep.yaml:7)
learning_rate_values=(0.1 'it'\''s 5%')

# - (sweeps/sweep.yaml:8)
parameter__values=(a)

# 1st (sweeps/sweep.yaml:9)
parameter_1st_values=(b)

# PATH (sweeps/sweep.yaml:10)
PATH_values=(c)

# $(id) (sweeps/sweep.yaml:11)
id_values=('$(id)')

# two lines; id # (sweeps/sweep.yaml:12)
two_lines_id_values=('two\nlines')

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
  print_fields block 0 4
  print_fields axis 2 2
  print_fields parameter seed
  printf '=\t%s\n' "${seed_values[@]}"
  print_fields axis 1 2
  print_fields parameter 'learning rate'
  printf '=\t%s\n' "${learning_rate_values[@]}"
  print_fields axis 1 1
  print_fields parameter -
  printf '=\t%s\n' "${parameter__values[@]}"
  print_fields axis 1 1
  print_fields parameter 1st
  printf '=\t%s\n' "${parameter_1st_values[@]}"
  print_fields axis 1 1
  print_fields parameter PATH
  printf '=\t%s\n' "${PATH_values[@]}"
  print_fields axis 1 1
  print_fields parameter '$(id)'
  printf '=\t%s\n' "${id_values[@]}"
  print_fields axis 1 1
  print_fields parameter 'two\nlines; id\n#'
  printf '=\t%s\n' "${two_lines_id_values[@]}"
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
