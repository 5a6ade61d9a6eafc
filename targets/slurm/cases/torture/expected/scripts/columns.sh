# shellcheck shell=bash
# Defines the columns of this sweep's table.
#
#   collect.sh reads this file; it does nothing on its own.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 5804737c42d88e0a302ef5279164c79fd6b68623f91f19e49faa9ba0ebde2824).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is part of a value; a backslash in a value is written twice. Functions and variables that
# look unused here are for collect.sh.
# shellcheck disable=SC1003,SC2016,SC2034,SC2317,SC2329

# --- Settings
readonly project_path=../../..

# --- Data: the values of each parameter, in the order of the axis they vary along

# bash 3.2 would double these bytes inside the brackets of an array.
readonly byte_001=$'\001'
readonly byte_177=$'\177'

# text (sweeps/sweep.yaml:5)
text_values=(
  '' ' ' 'two  spaces' 'it'\''s' 'say "hi"' '\\' 'C:\\new\\' '\\"' 'line\nbreak' 'tab\there'
  $'carriage\rreturn' $'\033[31mred' "$byte_001"$' and '"$byte_177" '$(id)' '`id`' 'a;b' '*' -x --
  '~' '!' '#' %s '😀' '${x}' '\\${x}' '$x' 'a=b,c' 'glob(*)' null 1
)

# nested (sweeps/sweep.yaml:37)
nested_values=(
  '["a","it'\''s","back\\\\","back\\"\\\\","${x}"]'
  '{"name":"trailing\\\\","sizes":[64,[1e-4,-Infinity]],"empty":{}}' '[]'
)

# number (sweeps/sweep.yaml:41)
number_values=(1e-4 1.0 0.10 9007199254740993 0x1F null true)

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
  print_fields block 0 651
  print_fields axis 21 31
  print_fields text text
  printf '=\t%s\n' "${text_values[@]}"
  print_fields axis 7 3
  print_fields parameter nested
  printf '=\t%s\n' "${nested_values[@]}"
  print_fields axis 1 7
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
