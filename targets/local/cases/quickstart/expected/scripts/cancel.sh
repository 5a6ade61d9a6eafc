#!/bin/bash -p
# Cancels this sweep: its jobs in the queue, and its workers on this host.
#
#   cancel.sh [--only 1,5-8] [--waiting] [-y]
#
#     --only 1,5-8  only jobs all of whose tasks are listed; with @FILE, listed in a file
#     --where WORDS only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --waiting     only jobs that have not started
#     -y, --yes     do not ask for confirmation
#
#   Tasks that were running become cancelled, and run again when the sweep is run or submitted again.
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

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

# Sets here to this host's name as the kernel has it, and machine to an id that distinguishes this system from all others that
# may share the directory, including containers with the same host name: the beginnings of the machine id and of the kernel's
# boot id, and the PID namespace. - means unknown.
read_place() {
  local id='' boot='' namespace=''
  here=''
  { IFS= read -r here </proc/sys/kernel/hostname; } 2>/dev/null || here=$(uname -n) || here=${HOSTNAME-}
  here=${here//[!A-Za-z0-9._-]/_}
  here=${here:-unknown}
  { IFS= read -r id </etc/machine-id; } 2>/dev/null || true
  { IFS= read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null ||
    boot=$(sysctl -n kern.bootsessionuuid 2>/dev/null) || true
  namespace=$(readlink /proc/self/ns/pid 2>/dev/null) || true
  id=${id//[!0-9A-Za-z]/} boot=${boot//[!0-9A-Za-z]/} namespace=${namespace//[!0-9]/}
  id=${id:0:8} boot=${boot:0:8}
  machine=${id:--}.${boot:--}.${namespace:--}
}

# Sets start_mark to when a process began, or to nothing if it is not alive: it does not exist, or is a zombie that nobody
# waited for. Together with the process id, the mark distinguishes a process from a later one with the same number. The mark is
# ? for a process that exists but may not be inspected, such as other users' processes if /proc hides them.
read_process_start() { # <process id>
  local record
  start_mark=
  if [[ -r /proc/$1/stat ]]; then
    { IFS= read -r record <"/proc/$1/stat"; } 2>/dev/null || return 0
    # Field 22. Counting starts after the command name, which is in brackets and may contain anything.
    record=${record##*) }
    # shellcheck disable=SC2086 # splits into fields
    set -- $record
    [[ $1 == [ZX] ]] || start_mark=${20-}
  elif [[ ! -r /proc/1/stat ]]; then
    ask_for_process "$1"
  fi
}

# Same as above, for systems without /proc or with one that does not show all processes.
ask_for_process() { # <process id>
  local record
  if record=$(LC_ALL=C ps -o stat= -o lstart= -p "$1" 2>/dev/null) && [[ -n ${record//[[:space:]]/} ]]; then
    # shellcheck disable=SC2086 # splits into fields
    set -- $record
    [[ $1 == Z* ]] && return 0
    shift
    start_mark=${*//[!0-9A-Za-z]/}
  elif record=$(LC_ALL=C kill -s 0 "$1" 2>&1) || [[ $record == *ermitted* ]]; then
    start_mark='?'
  fi
}

# Whether a process on this machine, as recorded in a journal, is still alive. Without a start mark, only its number is checked.
is_alive() { # <process id>@<start>
  is_number "${1%%@*}" || return 1
  read_process_start "${1%%@*}"
  [[ -n $start_mark && ($start_mark == '?' || $1 != *@* || $start_mark == "${1#*@}") ]]
}

# Whether machine_then and host are this machine. If the machine is unknown, the host name decides.
is_this_machine() {
  case $machine_then in
    - | *.-.*) [[ $host == "$here" && ($machine_then == - || $machine_then == "$machine") ]] ;;
    *) [[ $machine_then == "$machine" ]] ;;
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

# Sets jobs to one line "scheduler job" for each job to cancel, based on what the schedulers report for this sweep.
# With --only, which sets ranges, a job is cancelled only if all of its tasks were selected.
find_jobs() {
  local script name rows silent='' answered=$'\n'
  jobs=''
  for script in scripts/queue-*.sh; do
    [[ -e $script ]] || continue
    name=${script##*/queue-}
    name=${name%.sh}
    # The script itself reports why it has no answer.
    rows=$("$BASH" -p "$script") || {
      silent+=" $name"
      continue
    }
    answered+=$(sed -n 's/^answered.\([^/]*\).*/\1/p' <<<"$rows")$'\n'
    [[ -z $rows ]] || jobs+=$(choose_jobs "$name" <<<"$rows")$'\n'
  done
  # Another machine may report the jobs of a scheduler that is not installed here.
  for name in $silent; do
    [[ $answered == *$'\n'"$name"$'\n'* ]] || unanswered+=${unanswered:+ and }$name
  done
}

choose_jobs() { # <scheduler>
  LC_ALL=C awk -F '\t' -v scheduler="$1" -v only="${only:+yes}" -v waiting="$waiting" '
    # The ranges are sorted and do not overlap, so only the last one that begins before the task can contain it.
    function asked(task, low, high, middle) {
      low = 0
      high = ranges
      while (low < high) {
        middle = int((low + high + 1) / 2)
        if (from[middle] <= task) low = middle
        else high = middle - 1
      }
      return low > 0 && task <= to[low]
    }
    # Counts how many tasks of a job were selected (wanted) and how many were not (others).
    function count_tasks(task, listed, line) {
      wanted = others = 0
      if ($7 == "-") {
        for (task = $5 + 0; task <= $6 + 0; task++) asked(task) ? wanted++ : others++
        return
      }
      listed = "state/" $7
      while ((getline line <listed) > 0) {
        task = line + 0
        if (task >= $5 + 0 && task <= $6 + 0) asked(task) ? wanted++ : others++
      }
      close(listed)
    }
    mode == "ranges" {
      from[++ranges] = $2 + 0
      to[ranges] = $3 + 0
      next
    }
    NF != 9 || waiting && $3 != "queued" { next }
    !only { print scheduler " " $2; next }
    $6 == 0 && $8 ~ /[.]retry$/ { next }
    $6 == 0 {
      print "job " $2 " keeps running: it takes any task that is free" >"/dev/stderr"
      next
    }
    {
      count_tasks()
      if (wanted && !others) print scheduler " " $2
      else if (wanted) print "job " $2 " keeps running: of its tasks " $5 "-" $6 ", " others " were not selected" >"/dev/stderr"
    }
  ' mode=ranges <(printf '%s' "${ranges:+$ranges$'\n'}") mode=jobs -
}

# Sets workers to the processes on this machine that work on this sweep without a scheduler, and elsewhere to the hosts that
# may have more: hosts with another name, or a machine or container with this name that cannot be seen from here.
find_workers() {
  local host process machine_then
  read_place
  workers='' elsewhere=''
  while read -r host process machine_then; do
    if ! is_this_machine; then
      [[ " $elsewhere " == *" $host "* ]] || elsewhere+=${elsewhere:+ }$host
    elif is_alive "$process" && [[ " $workers " != *" ${process%@*} "* ]]; then
      workers+=${workers:+ }${process%@*}
    fi
  done < <(list_workers)
}

# A worker is alive according to its journal if the journal's last line has no end and no job.
list_workers() {
  local journal
  for journal in state/*_*.tsv; do
    [[ -f $journal ]] || continue
    tail -n 1 "$journal"
    # The last line may be unterminated.
    printf '\n'
  done | LC_ALL=C awk -F '\t' '
    /^[0-9]/ && NF >= 5 && NF < 9 && $4 ~ /^[0-9]+@/ && $4 !~ /:/ {
      parts = split($4, part, "@")
      print $3, part[1] "@" part[2], (parts > 2 ? part[3] : "-")
    }
  '
}

parse_options() {
  only='' ranges='' yes='' waiting=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      -y | --yes) yes=yes ;;
      --waiting) waiting=yes ;;
      --only | --where)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        only=$2
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      *) usage_error "no such option: $1" ;;
    esac
    shift
  done
  # Before entering the sweep directory, because the path of a list is relative to the caller's directory.
  [[ -z $only ]] || read_task_list "$only"
}

confirm() { # <question>
  local answer
  [[ -z $yes ]] || return 0
  [[ -t 0 ]] || die 'no terminal to ask for confirmation: use -y to skip it'
  read -r -p "$1 [y/N] " answer
  case $answer in
    y | Y | yes) ;;
    *) die 'nothing was cancelled' ;;
  esac
}

# Sets job_count to the number of cancelled jobs.
cancel_jobs() {
  local name own numbers report result=0
  job_count=0
  while read -r name; do
    own=$(awk -v name="$name" '$1 == name { printf "%s ", $2 }' <<<"$jobs")
    IFS=' ' read -r -a numbers <<<"$own"
    report=$("$BASH" -p "scripts/queue-$name.sh" --cancel "${numbers[@]}") || result=1
    job_count=$((job_count + $(awk '$1 == "cancelled" { count += $2 } END { print count + 0 }' <<<"$report")))
  done < <(awk 'NF { print $1 }' <<<"$jobs" | sort -u)
  return "$result"
}

main() {
  local worker_count=0 job_count=0 processes=() failed='' targets
  unanswered=''
  parse_options "$@"
  require_tools awk grep sed sort tail
  locate_sweep
  check_journals
  find_jobs
  find_workers
  [[ -z $waiting ]] || workers='' elsewhere=''
  if [[ -n $workers && -n $only ]]; then
    printf 'workers on this host keep running: they take any task that is free\n' >&2
    workers=''
  fi
  job_count=$(grep -c . <<<"$jobs") || true
  IFS=' ' read -r -a processes <<<"$workers"
  worker_count=${#processes[@]}
  [[ -z $elsewhere ]] || printf 'tasks running on %s must be cancelled there\n' "$elsewhere" >&2
  if [[ $job_count -eq 0 && $worker_count -eq 0 ]]; then
    [[ -z $unanswered ]] || die "nothing was cancelled: no response from $unanswered, which may have jobs of this sweep"
    printf 'nothing to cancel\n'
    return 0
  fi
  targets="$job_count job$([[ $job_count -eq 1 ]] || printf s) and $worker_count worker$([[ $worker_count -eq 1 ]] || printf s)"
  confirm "cancel $targets of ${sweep_dir##*/}?"
  [[ $job_count -eq 0 ]] || cancel_jobs || failed=yes
  [[ $worker_count -eq 0 ]] || kill -s TERM ${processes[@]+"${processes[@]}"} 2>/dev/null || true
  printf 'cancelled %s\n' "$targets"
  [[ -z $unanswered ]] || die "no response from $unanswered, which may have jobs of this sweep"
  [[ -z $failed ]]
}

main "$@"
exit $?
