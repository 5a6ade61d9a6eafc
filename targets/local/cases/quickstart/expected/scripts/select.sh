#!/bin/bash -p
# Lists the tasks with the given parameter values.
#
#   select.sh 'NAME=VALUE,VALUE… NAME=VALUE…'
#
#   Several values of a name are alternatives; several names must all match. Numbers are compared by value, but 1 and
#   1.0 differ. In double quotes a value may contain blanks, commas and equals signs. The output is a list of tasks such as
#   1,5-8. The other scripts accept the same words with --where, and wherever they accept such a list.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
# To change it, edit that file and run: hsm build

# --- Strict mode
# The rest needs bash -p, which ignores functions, options and start-up files from its environment. Any other shell stops reading
# here and is replaced; in POSIX mode no function of the caller can stand in for exec.
case ${BASH_VERSION-}:$- in
  [1-9]*:*p*) ;;
  *)
    HSM_SHELLOPTS=${SHELLOPTS-} HSM_BASHOPTS=${BASHOPTS-} POSIXLY_CORRECT=${POSIXLY_CORRECT-}
    export HSM_SHELLOPTS HSM_BASHOPTS
    exec /bin/bash -p "$0" "$@"
    ;;
esac
unset BASH_COMPAT CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
readonly task_count=18

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# Some machines, such as minimal containers, lack some of these tools.
require_tools() { # <name>…
  local tool
  for tool; do
    command -v "$tool" >/dev/null || die "$tool is required but not on PATH"
  done
}

# The help is the comment at the top of the script.
show_help() { # <script>
  sed -n -e '/^#!/d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$1"
}

# Sets sweep_dir from the location of this script, so that the directory can be moved.
locate_sweep() {
  local scripts=.
  case ${BASH_SOURCE[0]} in
    */*) scripts=${BASH_SOURCE[0]%/*} ;;
    *) ;;
  esac
  cd -- "$scripts/.." || die "cannot enter $scripts/.."
  sweep_dir=$PWD
  readonly sweep_dir
  [[ ! -d .update ]] || finish_update
}

# Finishes a build that was interrupted while it was replacing files.
finish_update() {
  "$BASH" -p "$sweep_dir/.update/finish.sh" 2>/dev/null || true
}

# Sets terms to lines "NAME VALUE", tab-separated, from words such as: lr=0.01 model.name=cnn,mlp note="a b". Inside double quotes,
# blanks, commas and equals signs are literal, and a quote or a backslash needs a backslash before it.
read_terms() { # <words>
  terms=$(LC_ALL=C awk '
    function fail(why) {
      print "wrong\t" why
      failed = 1
      exit
    }
    function end_value() {
      if (name == "") fail("missing parameter name before  " text)
      print "term\t" name "\t" (quoted ? "\"" : "") text
      text = quoted = ""
    }
    { words = words (NR > 1 ? "\n" : "") $0 }
    END {
      if (failed) exit
      if (words ~ /[\n\t]/) fail("values with line breaks or tabs cannot be selected")
      length_of = length(words)
      for (at = 1; at <= length_of; at++) {
        character = substr(words, at, 1)
        if (in_quotes && character == "\\") text = text substr(words, ++at, 1)
        else if (character == "\"") {
          in_quotes = !in_quotes
          quoted = 1
        } else if (in_quotes) text = text character
        else if (character == "=" && name == "") {
          name = text
          text = quoted = ""
          if (name == "") fail("missing parameter name")
        } else if (character == "," && name != "") end_value()
        else if (character == " ") {
          if (name != "") end_value()
          else if (text != "") fail("not NAME=VALUE: " text)
          name = ""
        } else text = text character
      }
      if (in_quotes) fail("missing closing quote")
      if (name != "") end_value()
      else if (text != "") fail("not NAME=VALUE: " text)
    }
  ' <<<"$1")
  case $terms in
    '') usage_error 'nothing to select: write NAME=VALUE' ;;
    wrong*) usage_error "${terms#*$'\t'}" ;;
    *$'\n'wrong*) usage_error "${terms##*wrong$'\t'}" ;;
    *) ;;
  esac
}

main() {
  local words=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        return 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) words+="${words:+ }$1" ;;
    esac
    shift
  done
  require_tools awk sed
  locate_sweep
  read_terms "$words"
  # shellcheck disable=SC1091 # checked separately
  . "$sweep_dir/scripts/columns.sh"
  selected=$({
    printf '%s\n' "$terms"
    describe_parameters
  } | LC_ALL=C awk -v task_count="$task_count" '# Reads from the output of describe_parameters which tasks and axes each block has. Blocks and axes count from 1.
$1 == "block" {
  block = ++block_count
  start[block] = $2
  tasks[block] = $3
  first_axis[block] = axis + 1
  last_axis[block] = axis
  next
}
$1 == "runs" {
  run_count[block] = NF - 1
  for (at = 2; at <= NF; at++) runs[block, at - 2] = $at
  next
}
$1 == "taken" {
  taken_count[block] = NF - 1
  for (at = 2; at <= NF; at++) taken[block, at - 2] = $at + 0
  next
}
$1 == "axis" {
  last_axis[block] = ++axis
  stride[axis] = $2
  size[axis] = $3
  next
}


# Reads the terms, then the space that describe_parameters prints. Prints the tasks whose parameters have these values, as 1,5-8,
# or one line that begins with "wrong" and a tab.

# Two texts have the same key if they are the same value, as in an exclude: numbers by value, with integers and floats distinct.
function key_of(text, sign, digits, power, places, at) {
  if (text ~ /^[-+]?[0-9]+$/) {
    sign = text ~ /^-/ ? "-" : ""
    sub(/^[-+]?0*/, "", text)
    return "integer " (text == "" ? "0" : sign text)
  }
  if (text ~ /^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$/) {
    sign = text ~ /^-/ ? "-" : ""
    sub(/^[-+]/, "", text)
    power = 0
    if ((at = match(text, /[eE]/)) > 0) {
      power = substr(text, at + 1) + 0
      text = substr(text, 1, at - 1)
    }
    if ((at = index(text, ".")) > 0) {
      places = length(text) - at
      text = substr(text, 1, at - 1) substr(text, at + 1)
    }
    sub(/^0+/, "", text)
    power -= places
    while (text ~ /0$/) {
      text = substr(text, 1, length(text) - 1)
      power++
    }
    return "float " sign text "e" (text == "" ? 0 : power)
  }
  if (text ~ /^(true|True|TRUE|false|False|FALSE)$/) return "boolean " tolower(text)
  if (text ~ /^(null|Null|NULL|~)$/) return "null"
  if (text ~ /^[-+]?[.](inf|Inf|INF)$|^[.](nan|NaN|NAN)$/) {
    sub(/^[+]/, "", text)
    return "float " tolower(text)
  }
  return "text " text
}

function fail(why) {
  print "\nwrong\t" why
  failed = 1
  exit
}

# Records that the named parameter has one of its wanted values in this row of the current axis.
function hit(name, row) {
  if ((axis, row, name) in is_hit) return
  is_hit[axis, row, name] = 1
  if (!((axis, row) in hits)) {
    rows_hit[axis, rows_of[axis]++] = row
    hits[axis, row] = 0
  }
  hits[axis, row]++
}

# A row of a range is computed. 0.5 with one place is 5.
function find_in_range(name, first, step, places, text, at, digits, row, found) {
  for (at = 1; at <= value_count[name]; at++) {
    text = value_of[name, at]
    if (text !~ (places > 0 ? "^-?[0-9]+[.][0-9]+$" : "^-?[0-9]+$")) {
      text = plain(text, places)
      if (text == "") continue
    }
    digits = text
    sub(/[.]/, "", digits)
    if (places > 0) {
      found = length(text) - index(text, ".")
      while (found < places) {
        digits = digits "0"
        found++
      }
      while (found > places && digits ~ /0$/) {
        digits = substr(digits, 1, length(digits) - 1)
        found--
      }
      if (found != places) continue
    }
    row = (digits - first) / step
    if (row == int(row) && row >= 0 && row < size[axis]) {
      any[name] = 1
      hit(name, row)
    }
  }
}

# Rewrites a float in another notation, such as 1e-1, with its digits after the point; returns nothing if it is not a float.
function plain(text, places) {
  if (places == 0 || key_of(text) !~ /^float [-0-9]/) return ""
  return sprintf("%." places "f", text + 0)
}

BEGIN { FS = "\t" }

$1 == "term" {
  if (!($2 in value_count)) names[++name_count] = $2
  quoted = $3 ~ /^"/
  text = quoted ? substr($3, 2) : $3
  value_of[$2, ++value_count[$2]] = text
  wanted[$2, quoted ? "text " text : key_of(text)] = 1
  # Something that looks like a number may be meant as text, if the parameter only has texts.
  wanted_text[$2, text] = 1
  next
}
$1 == "=" {
  row++
  if (!name_is_wanted || $2 == "\\-") next
  text = unescape($2)
  if ((kind == "text" && (name, text) in wanted_text) || (kind != "text" && (name, key_of(text)) in wanted)) {
    any[name] = 1
    hit(name, row)
  }
  next
}
$1 == "name" {
  name_is_wanted = 0
  next
}
$1 == "pasted" || $1 ~ /table$/ {
  name_is_wanted = 0
  derived[unescape($2)] = 1
  next
}
$1 == "+" { next }
{
  kind = $1
  name = unescape($2)
  row = -1
  is_known[name] = 1
  name_is_wanted = name in value_count
  if (!name_is_wanted) next
  needed[axis]++
  asked[block]++
  if (kind == "range") find_in_range(name, $3, $4, $5)
}

END {
  if (failed) exit
  for (at = 1; at <= name_count; at++) {
    name = names[at]
    if (name in derived && !(name in is_known)) fail(name " is derived: select by the parameters that it depends on")
    if (!(name in is_known)) fail("this sweep has no parameter " name)
    if (!(name in any)) fail("no task has this value of " name)
  }
  from = to = -1
  for (block = 1; block <= block_count; block++) {
    # A block that does not set one of the parameters has no matching task.
    if (asked[block] < name_count) continue
    for (axis = first_axis[block]; axis <= last_axis[block]; axis++) if (axis in needed) keep_rows(axis)
    if (block in taken_count) go_through(block)
    else if (block in run_count) walk(block, first_axis[block], 0, start[block])
    else go(block, first_axis[block], start[block])
  }
  end_range()
  if (!is_any) fail("no task has this combination of values")
  printf "\n"
}

# If a block has selected cells, each of them is checked.
function go_through(block, task, axis, is_meant) {
  for (task = 0; task < taken_count[block]; task++) {
    find_rows(block, taken[block, task])
    is_meant = 1
    for (axis = first_axis[block]; axis <= last_axis[block]; axis++)
      if (axis in needed && hits_in(axis, row_of[axis]) < needed[axis]) is_meant = 0
    if (is_meant) emit(start[block] + task, start[block] + task)
  }
}

function hits_in(axis, row) {
  return (axis, row) in hits ? hits[axis, row] : 0
}

# Keeps the rows of an axis in which all wanted values match, in order.
function keep_rows(axis, at, other, row, kept) {
  for (at = 0; at < rows_of[axis]; at++) {
    row = rows_hit[axis, at]
    if (hits[axis, row] < needed[axis]) continue
    for (other = kept++; other > 0 && rows_hit[axis, other - 1] > row; other--) rows_hit[axis, other] = rows_hit[axis, other - 1]
    rows_hit[axis, other] = row
  }
  rows_of[axis] = kept
}

# Whether rows are selected on this axis, or on one that varies faster.
function is_free(block, axis) {
  for (; axis <= last_axis[block]; axis++) if (axis in needed) return 0
  return 1
}

function go(block, axis, base, at) {
  if (is_free(block, axis)) emit(base, base + (axis > last_axis[block] ? 1 : size[axis] * stride[axis]) - 1)
  else if (axis in needed) for (at = 0; at < rows_of[axis]; at++) go(block, axis + 1, base + rows_hit[axis, at] * stride[axis])
  else for (at = 0; at < size[axis]; at++) go(block, axis + 1, base + at * stride[axis])
}

# Like go, but follows the runs of a diagram, which begin at a node; see task.sh.
function walk(block, axis, node, base, at, row, next_at, run, cells, last) {
  if (axis > last_axis[block]) return emit(base, base)
  for (row = 0; row < size[axis]; row = last) {
    run = runs[block, node]
    cells = runs[block, node + 1]
    next_at = runs[block, node + 2]
    last = row + run
    if (cells > 0) {
      if (is_free(block, axis)) emit(base, base + run * cells - 1)
      else if (axis in needed) {
        for (at = 0; at < rows_of[axis]; at++)
          if (rows_hit[axis, at] >= row && rows_hit[axis, at] < last)
            walk(block, axis + 1, next_at, base + (rows_hit[axis, at] - row) * cells)
      } else for (at = row; at < last; at++) walk(block, axis + 1, next_at, base + (at - row) * cells)
    }
    base += run * cells
    node += 3
  }
}

# From cells, counted from 0, to tasks, counted from 1.
function emit(first, last) {
  if (first >= task_count) return
  if (last >= task_count) last = task_count - 1
  if (first == to + 1 && is_open) {
    to = last
    return
  }
  end_range()
  if (++range_count > 1000000) fail("more than a million ranges of tasks: name more parameters, or one that varies more slowly")
  is_open = 1
  from = first
  to = last
}

function end_range() {
  if (!is_open) return
  printf "%s%.0f", is_any ? "," : "", from + 1
  if (to > from) printf "-%.0f", to + 1
  is_any = 1
  is_open = 0
}

# Sets row_of to the row of each axis of a block. The cell is counted from 0 among the cells that were kept.
function find_rows(block, rank, axis, row, at) {
  at = 0
  for (axis = first_axis[block]; axis <= last_axis[block]; axis++) {
    if (block in run_count) {
      row = 0
      while (rank >= runs[block, at] * runs[block, at + 1]) {
        rank -= runs[block, at] * runs[block, at + 1]
        row += runs[block, at]
        at += 3
      }
      row += int(rank / runs[block, at + 1])
      rank %= runs[block, at + 1]
      at = runs[block, at + 2]
    } else row = int(rank / stride[axis]) % size[axis]
    row_of[axis] = row
  }
}

# Undoes the escaping of tabs, line breaks and backslashes in a field.
function unescape(text, out, at, kind) {
  if (!index(text, "\\")) return text
  out = ""
  while ((at = index(text, "\\")) > 0) {
    kind = substr(text, at + 1, 1)
    out = out substr(text, 1, at - 1) (kind == "n" ? "\n" : kind == "t" ? "\t" : kind == "u" ? "\037" : kind)
    text = substr(text, at + 2)
  }
  return out text
}
')
  case $selected in
    wrong*) die "${selected#*$'\t'}" ;;
    *$'\n'wrong*) die "${selected##*wrong$'\t'}" ;;
    *) printf '%s\n' "$selected" ;;
  esac
}

main "$@"
exit $?
