#!/bin/bash -p
# Lists the tasks with the same resources.
#
#   classes.sh 2         print the tasks of the second class, such as 1,5-8
#   classes.sh 2 10      print the jobs with tasks of that class, at 10 tasks per job
#   classes.sh --tell    read lines that begin with a task number (as from status.sh --todo) and print each with
#                        the class of its task; without input, one line for every task
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 73fc9377d09f23e7a3160c226e71a5df4d00466524aa76596ac5397dfe2ae411).
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
readonly task_count=7
# For each block, the class of its tasks by the row of its last axis: a number of consecutive rows, then their class.
readonly block_classes=('2 1 1 2')

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

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

main() {
  local want=0 per_job=1
  case ${1-} in
    -h | --help)
      show_help "${BASH_SOURCE[0]}"
      return 0
      ;;
    --tell) [[ $# -eq 1 ]] || usage_error '--tell takes no other arguments' ;;
    *)
      is_number "${1-}" || usage_error 'missing class number'
      want=$((10#$1))
      [[ $# -eq 1 ]] || { is_number "$2" && per_job=$((10#$2)); } || usage_error "invalid number of tasks: $2"
      ;;
  esac
  require_tools awk
  locate_sweep
  # shellcheck disable=SC1091 # it is checked separately
  . "$sweep_dir/scripts/columns.sh"
  {
    printf 'classes\t%s\n' "${block_classes[@]}"
    describe_parameters
    printf 'tasks\n'
    [[ $want -gt 0 ]] || cat
  } | LC_ALL=C awk -v task_count="$task_count" -v want="$want" -v per_job="$per_job" '# Reads from the output of describe_parameters which tasks and axes each block has. Blocks and axes count from 1.
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


# Reads the classes of each block, the output of describe_parameters, and lines "task attempt". With a wanted class, prints its tasks,
# as 1,5-8, or with several tasks per job the jobs that contain them. Otherwise prints each line with the class of its task or, if
# the input has no lines, one line for every task.

BEGIN { FS = "\t" }

is_task {
  if ($0 == "") next
  split($0, part, " ")
  print $0, class_of(part[1])
  any = 1
  next
}
$1 == "tasks" {
  is_task = 1
  next
}
$1 == "classes" {
  count = split($2, part, " ")
  ++described
  for (at = 1; at < count; at += 2) {
    rows[described] += part[at]
    last_row[described, ++run_of[described]] = rows[described]
    class_at[described, run_of[described]] = part[at + 1]
  }
  next
}

END {
  if (!want && any) exit
  from = to = -1
  for (block = 1; block <= block_count; block++) {
    first = start[block] + 1
    last = start[block] + tasks[block]
    if (last > task_count) last = task_count
    if (want && run_of[block] == 1) {
      if (class_at[block, 1] == want && first <= last) add(first, last)
      continue
    }
    for (task = first; task <= last; task++) {
      class = class_in(block, task - first)
      if (!want) printf "%.0f 1 %d\n", task, class
      else if (class == want) add(task, task)
    }
  }
  if (!want) exit
  end_range()
  printf "\n"
}

# Tasks mostly come in order.
function class_of(task) {
  if (block < 1 || block > block_count || task <= start[block]) block = 1
  while (block < block_count && task > start[block] + tasks[block]) block++
  return class_in(block, task - start[block] - 1)
}

# The class of a task, given by its position in its block, from 0.
function class_in(block, cell, row, at) {
  if (run_of[block] == 1) return class_at[block, 1]
  if (block in taken_count) cell = taken[block, cell]
  if (block in run_count) {
    find_rows(block, cell)
    row = row_of[last_axis[block]]
  } else row = cell % rows[block]
  for (at = 1; row >= last_row[block, at]; at++);
  return class_at[block, at]
}

function add(first, last) {
  first = int((first - 1) / per_job) + 1
  last = int((last - 1) / per_job) + 1
  if (first <= to + 1 && to > 0) {
    if (last > to) to = last
    return
  }
  end_range()
  from = first
  to = last
}

function end_range() {
  if (to < 0) return
  printf "%s%.0f", is_any ? "," : "", from
  if (to > from) printf "-%.0f", to
  is_any = 1
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
'
}

main "$@"
exit $?
