#!/bin/bash -p
# Runs the unfinished tasks, on the target that last ran this sweep.
#
#   resume.sh [--failed] [--missing] [--timeout] [--task-ids 1,5-8] [--walltime 08:00:00] [--memory 64G] [--cpus N]
#             [--gpus N] [--partition NAME] [--qos NAME] [--account NAME] [--target NAME] [--lost HOST] [--dry-run]
#             [-- DRIVER OPTION…]
#
#     --failed             only tasks that failed or timed out
#     --missing            only tasks that never ran, were cancelled or lost
#     --timeout            only tasks that timed out
#     --task-ids 1,5-8     only these tasks; with @FILE, those listed in a file
#     --where WORDS        only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --walltime 08:00:00  time limit of a job, or of a task if there are no jobs
#     --memory 64G         memory per task, instead of the sweep's
#     --cpus N             CPUs per task
#     --gpus N             GPUs per task
#     --partition NAME     the partition or queue
#     --qos NAME           the quality of service
#     --account NAME       the account to charge
#     --target NAME        another target that was built
#     --lost HOST          treat unfinished tasks of HOST as lost, because the host is gone
#     --dry-run            show what would run or be submitted, without starting it
#
#   Completed, running and queued tasks are skipped. Selecting a running task by its
#   number is an error, and then nothing is started. Exit code: the driver's.
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
# Sets aside variables that change how bash and its tools behave or that clash with this script's own names. The tasks' programs
# get them back.
for HSM_NAME in BASH_COMPAT BASH_ENV CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT \
  ${!a@} ${!b@} ${!c@} ${!d@} ${!e@} ${!f@} ${!g@} ${!h@} ${!i@} ${!j@} ${!k@} ${!l@} ${!m@} \
  ${!n@} ${!o@} ${!p@} ${!q@} ${!r@} ${!s@} ${!t@} ${!u@} ${!v@} ${!w@} ${!x@} ${!y@} ${!z@}; do
  if [[ -n ${!HSM_NAME+set} ]]; then
    export "HSM_KEPT_$HSM_NAME=${!HSM_NAME}"
    unset "$HSM_NAME"
  fi
done
# If these are exported, bash has put its own options into them. Their original values come from the shell that was replaced,
# or from this process's initial environment if the kernel shows it. Not every bash has compgen.
for HSM_NAME in SHELLOPTS BASHOPTS; do
  if compgen -e "$HSM_NAME" >/dev/null 2>&1 || [[ $? -eq 127 && $(export -p) == *" $HSM_NAME="* ]]; then
    export -n "${HSM_NAME?}"
    HSM_BEFORE=HSM_$HSM_NAME
    if [[ -n ${!HSM_BEFORE+set} ]]; then
      export "HSM_KEPT_$HSM_NAME=${!HSM_BEFORE}"
    elif [[ -r /proc/$$/environ ]]; then
      export "HSM_KEPT_$HSM_NAME=$(tr '\0' '\n' <"/proc/$$/environ" | sed -n "s/^$HSM_NAME=//p")"
    fi
  fi
done
unset HSM_SHELLOPTS HSM_BASHOPTS HSM_NAME HSM_BEFORE
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

# Sets ranges to the tasks of a list, sorted and without overlap: one line "range FROM TO" per range, tab-separated. A list is
# 1,5-8, or @FILE: such a file contains lists separated by commas, blanks or line breaks, with comments after #, and may be longer
# than a command line allows. NAME=VALUE means the tasks that select.sh lists.
read_task_list() { # <list>
  local file=${1#@} scripts=. selected
  case $1 in
    @*)
      [[ -r $file && ! -d $file ]] || usage_error "cannot read the list of tasks $file"
      ranges=$(parse_task_list <"$file")
      ;;
    *=*)
      [[ ${BASH_SOURCE[0]} != */* ]] || scripts=${BASH_SOURCE[0]%/*}
      selected=$("$BASH" -p "$scripts/select.sh" "$1") || exit 2
      ranges=$(parse_task_list <<<"$selected")
      ;;
    *[!0-9,-]*) usage_error "invalid list of tasks: $1 (example: 1,5-8)" ;;
    *) ranges=$(parse_task_list <<<"$1") ;;
  esac
  case $ranges in
    '') usage_error "empty list of tasks: $1" ;;
    wrong*) usage_error "invalid list of tasks: ${ranges#*$'\t'} (example: 1,5-8)" ;;
    *) ;;
  esac
}

parse_task_list() {
  LC_ALL=C awk '
    {
      sub(/#.*/, "")
      gsub(/[, \t\r]+/, " ")
      words = split($0, word, " ")
      for (i = 1; i <= words; i++) {
        bounds = split(word[i], bound, "-")
        # Busybox would read 010 as 8.
        sub(/^0+/, "", bound[1])
        if (bounds > 1) sub(/^0+/, "", bound[bounds])
        if (word[i] !~ /^[0-9]+(-[0-9]+)?$/ || length(bound[1]) > 15 || length(bound[bounds]) > 15) {
          gsub(/[^!-~]/, "?", word[i])
          wrong = substr(word[i], 1, 40)
          exit
        }
        if (bound[1] + 0 <= bound[bounds] + 0) printf "%.0f\t%.0f\n", bound[1], bound[bounds]
      }
    }
    END { if (wrong != "") print "wrong\t" wrong }
  ' | LC_ALL=C sort -n | LC_ALL=C awk -F '\t' '
    function end_range() {
      if (any) printf "range\t%.0f\t%.0f\n", from, to
      any = 0
    }
    # Lines that are not numbers sort first.
    $1 == "wrong" {
      print
      wrong = 1
      any = 0
    }
    wrong { next }
    !any || $1 > to + 1 {
      end_range()
      any = 1
      from = $1 + 0
      to = $2 + 0
    }
    $2 + 0 > to { to = $2 + 0 }
    END { end_range() }
  '
}

# Sets list to a list of tasks, 1,5-8 or @FILE, with the path of the file made absolute.
locate_list() { # <list>
  list=$1
  case $1 in
    @/*) ;;
    @*) list=@$PWD/${1#@} ;;
    *) ;;
  esac
}

# Without all records, completed and running tasks would look as if they had never started.
check_journals() {
  local journal
  for journal in state state/*_*.tsv; do
    [[ -r $journal && (! -d $journal || -x $journal) || ! -e $journal ]] ||
      die "cannot read $sweep_dir/$journal, so the states of tasks are unknown: check its owner and permissions"
  done
}

# Sets words to the driver's options, and more to the words after --, which follow them.
parse_options() {
  words=() more=() lost=() list='' target=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing | --dry-run) words+=("$1") ;;
      # A driver's --timeout may be the time limit of a task.
      --timeout) words+=(--timeout-only) ;;
      --task-ids | --where | --walltime | --target | --lost | \
        --memory | --cpus | --gpus | --partition | --qos | --account)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        case $1 in
          --task-ids | --where) locate_list "$2" ;;
          --walltime | --memory | --cpus | --partition | --qos | --account) words+=("$1" "$2") ;;
          # A driver's own --gpus may select the GPUs of the machine.
          --gpus) words+=(--gpus-per-task "$2") ;;
          --lost) lost+=(--lost "$2") ;;
          *) target=$2 ;;
        esac
        shift
        ;;
      --)
        shift
        more=("$@")
        return 0
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      *) usage_error "no such option: $1" ;;
    esac
    shift
  done
}

# Sets target and driver, the script that starts its work: the target that was requested, else the one that last ran the sweep,
# else the only one.
find_driver() {
  local drivers built
  drivers=$(list_drivers)
  built=$(cut -f 1 <<<"$drivers")
  [[ -n $built ]] || die "$sweep_dir has no built target, or its build.json is missing"
  if [[ -z $target ]]; then
    target=$(last_target "$built")
  fi
  if [[ -z $target ]]; then
    [[ $built != *$'\n'* ]] || usage_error "nothing has run yet: choose a target with --target: ${built//$'\n'/, }"
    target=$built
  fi
  driver=$(awk -F '\t' -v name="$target" '$1 == name { print $2 }' <<<"$drivers")
  [[ -n $driver ]] || usage_error "no target $target here: this sweep was built for ${built//$'\n'/, }"
}

# Prints the built targets whose drivers exist, from build.json: one name and script per line.
list_drivers() {
  local name script
  [[ -r build.json ]] || return 0
  awk -F '"' -v OFS='\t' '
    /^    "[^"]+": [{]$/ { name = $2 }
    /^        "script": "/ { print name, $4 }
  ' build.json | while IFS=$'\t' read -r name script; do
    [[ ! -e $script ]] || printf '%s\t%s\n' "$name" "$script"
  done
}

# Prints the target that last ran the sweep, if any.
last_target() { # <targets, one per line>
  local name
  while IFS= read -r name; do
    printf '%s %s\n' "$(last_use "$name")" "$name"
  done <<<"$1" | LC_ALL=C sort | sed -n '$s/^[0-9][^ ]* //p'
}

# Prints when a target last ran the sweep, as 2024-03-15T14:30:22, or nothing. For a scheduler that is in the ledger. Jobs that it
# starts later, and jobs of a job script submitted by hand, only have journals, and so do local runs: there it is when the
# latest worker began.
last_use() { # <target>
  local ledger=state/submissions.tsv journals=("state/$1"_*.tsv) time='' at
  if [[ -e $ledger ]]; then
    time=$(awk -F '\t' -v name="$1" '
      { sub(/\/.*/, "", $1) }
      $1 == name && $2 ~ /^(submitted|unknown)$/ { time = $3 }
      END { print time }
    ' "$ledger")
  fi
  # If nothing was submitted to a scheduler from here, its journals may have come from a machine behind SSH.
  if [[ -z $time && $1 != local && -e $ledger ]] && grep -q '^remote/' "$ledger"; then return 0; fi
  if [[ -z $time && -e ${journals[0]} ]]; then
    time=$(for ((at = 0; at < ${#journals[@]}; at += 1000)); do
      awk -F '\t' '
        /^[0-9]/ && NF >= 5 && !($4 in seen) {
          seen[$4]
          printf "%.0f\n", int($5)
        }
      ' "${journals[@]:at:1000}"
    done | LC_ALL=C sort -n | tail -n 1)
    [[ -z $time ]] || time=$(format_time "$time")
  fi
  printf '%s' "$time"
}

# Prints a time in the ledger's format, with the options of GNU date or BSD date.
format_time() { # <seconds since 1970>
  date -d "@$1" +%Y-%m-%dT%H:%M:%S 2>/dev/null || date -r "$1" +%Y-%m-%dT%H:%M:%S
}

# Refuses tasks that were selected by number and are running. The driver skips completed and queued tasks, which is reported
# here.
check_tasks() {
  local ranges last kind tasks running=''
  read_task_list "$list"
  last=${ranges##*$'\t'}
  [[ $ranges != range$'\t0\t'* ]] || usage_error "no task 0: the sweep has tasks 1 to $task_count"
  [[ $last -le $task_count ]] || usage_error "no task $last: the sweep has tasks 1 to $task_count"
  tasks=$(find_passed_over) || die 'cannot determine the state of the tasks: nothing was started'
  [[ -n $tasks ]] || return 0
  while IFS=$'\t' read -r kind tasks; do
    case $kind in
      running) running=$tasks ;;
      *) printf '%s: %s, skipped: %s\n' "${0##*/}" "$kind" "$tasks" >&2 ;;
    esac
  done <<<"$tasks"
  [[ -z $running ]] ||
    die "still running: $running. Nothing was started. Use scripts/cancel.sh to stop them, or --lost HOST if the host is gone"
}

# Prints which tasks of the list are running, and where, and which will be skipped.
find_passed_over() {
  "$BASH" -p scripts/status.sh --tsv --only "$list" ${lost[@]+"${lost[@]}"} | LC_ALL=C awk -F '\t' '
    function add(key, task) {
      if (!(key in to)) keys[++count] = key
      else if (task == to[key] + 1) {
        to[key] = task
        return
      } else end_range(key)
      from[key] = to[key] = task
    }
    function end_range(key) {
      text[key] = text[key] (text[key] == "" ? "" : ",") from[key] (from[key] == to[key] ? "" : "-" to[key])
    }
    $2 == "running" { add("running on " $5, $1 + 0) }
    $2 == "completed" { add("already completed", $1 + 0) }
    $2 == "queued" { add("already in the queue", $1 + 0) }
    END {
      for (i = 1; i <= count; i++) {
        key = keys[i]
        end_range(key)
        if (length(text[key]) > 400) {
          text[key] = substr(text[key], 1, 400)
          sub(/[^,]*$/, "...", text[key])
        }
        if (key !~ /^running/) print key "\t" text[key]
        else running = running (running == "" ? "" : "; ") text[key] substr(key, 8)
      }
      if (running != "") print "running\t" running
    }
  '
}

# The driver replaces this script, so signals and the exit code are its own. The driver claims tasks and skips those that are
# completed, running or queued, even if that has changed since the check here.
main() {
  local here=$PWD
  parse_options "$@"
  require_tools awk cut date grep sed sort tail tr
  [[ -z $list ]] || list_is_readable
  locate_sweep
  check_journals
  find_driver
  if [[ -n $list ]]; then
    check_tasks
    words+=(--only "$list")
  fi
  words+=(${lost[@]+"${lost[@]}"} ${more[@]+"${more[@]}"})
  printf '%s: on %s, with %s\n' "${0##*/}" "$target" "$driver" >&2
  # The words after -- may name files relative to the caller's directory.
  cd -- "$here" || die "cannot enter $here"
  exec "$BASH" -p "$sweep_dir/$driver" ${words[@]+"${words[@]}"}
}

# The list is read by this script, by status.sh and by the driver, so it cannot be a pipe.
list_is_readable() {
  case $list in
    @*) [[ -f ${list#@} ]] || usage_error "no file ${list#@}" ;;
    *) ;;
  esac
}

main "$@"
exit $?
