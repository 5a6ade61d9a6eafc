# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 ab9c82732891c74ec2dc03e3fc0c97e0b60bda199bc3d7b619a76c527fe4a52b).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# text (sweeps/sweep.yaml:5)
text_values=(
  '' 'two  spaces' 'it'\''s' 'say "hi"' 'C:\\new\\' 'line\nbreak' $'\033[31mred' '$(id)' '`id`'
  'a;b' '*' -x %s '😀' null
)

# nested (sweeps/sweep.yaml:21)
nested_values=(
  '["a","it'\''s","back\\\\"]' '{"name":"trailing\\\\","sizes":[64,[1e-4,-Infinity]],"empty":{}}'
)

# number (sweeps/sweep.yaml:24)
number_values=(1e-4 0.10 9007199254740993)

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
  print_fields block 0 90
  print_fields axis 6 15
  print_fields text text
  printf '=\t%s\n' "${text_values[@]}"
  print_fields axis 3 2
  print_fields parameter nested
  printf '=\t%s\n' "${nested_values[@]}"
  print_fields axis 1 3
  print_fields parameter number
  printf '=\t%s\n' "${number_values[@]}"
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
