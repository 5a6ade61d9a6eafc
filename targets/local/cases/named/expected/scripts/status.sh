#!/bin/bash -p
# Shows the state of this sweep's tasks, from the journals in state/.
#
#   status.sh [--watch] [--failed] [--tsv] [--counts] [--lost HOST] [--interval SECONDS]
#
#     --watch      refresh every two seconds until nothing is left to do
#     --failed     list every task that failed, timed out, was cancelled or lost
#     --tsv        one line per task, machine-readable
#     --counts     one line per key, machine-readable: the number of tasks in each state, and when they ran
#     --lost HOST  treat unfinished attempts of HOST as lost unless they are known to be alive, because the
#                  host is gone. HOST may also be a machine or job run as written in the journals
#     --interval SECONDS
#                  the maximum age of a scheduler's answer, at least 10 (default: 30)
#     --fresh      query schedulers again, as --todo always does
#     --todo       one line "task attempt" per task to run, selected by --failed,
#                  --missing, --timeout, --queued and --only 1,5-8 or --only @FILE; and by
#                  --where 'lr=0.01 model=cnn,mlp', as in select.sh
#     --completed  the number of completed tasks; with --among FILE, of those in its "task attempt" lines
#
#   States: completed; failed, timeout, cancelled; lost: the process or the job disappeared;
#   running; queued: a waiting job will run it; pending.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 fd0a567d32a4527a33c9395b9991147d886edcc6a653b4b9272916009f3af27e).
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
readonly task_count=9
# yes if tasks have names.
readonly has_names=yes

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

# Sets columns to the width of the terminal.
read_terminal_width() {
  local size=''
  size=$({ stty size </dev/tty; } 2>/dev/null) || size=''
  columns=${size#* }
  if ! is_number "$columns" || [[ $columns -lt 1 ]]; then
    columns=${COLUMNS-}
  fi
  if ! is_number "$columns" || [[ $columns -lt 1 ]]; then
    columns=80
  fi
}

# Filters out characters that could control a terminal: ASCII control characters except newline, and C1 control characters, both as UTF-8
# and as single bytes outside any UTF-8 character. Truncated characters are dropped.
replace_controls() {
  LC_ALL=C tr '\000-\011\013-\037\177' ' ' | LC_ALL=C sed -e $'s/\302[\200-\237]/ /g' -e ':next' \
    -e $'s/^[\200-\237]/ /;s/\([\001-\177\365-\377]\)[\200-\237]/\\1 /' \
    -e $'s/\([\303-\337][\200-\277]\)[\200-\237]/\\1 /;s/\(\302[\240-\277]\)[\200-\237]/\\1 /' \
    -e $'s/\([\340-\357][\200-\277]\{2\}\)[\200-\237]/\\1 /;s/\([\360-\364][\200-\277]\{3\}\)[\200-\237]/\\1 /' \
    -e 't next' -e $'s/[\302-\337]$//;s/[\340-\357][\200-\277]\{0,1\}$//;s/[\360-\364][\200-\277]\{0,2\}$//'
}

# Prints the matching lines of all journals. grep terminates a last line that the writer did not.
search_journals() { # <option or pattern of grep>…
  local journals=(state/*_*.tsv) at
  [[ -e ${journals[0]} ]] || return 0
  # There may be more names than argv holds.
  for ((at = 0; at < ${#journals[@]}; at += 1000)); do
    LC_ALL=C grep -ah "$@" "${journals[@]:at:1000}" || true
  done
}

# Without all records, completed and running tasks would look as if they had never started.
check_journals() {
  local journal
  for journal in state state/*_*.tsv; do
    [[ -r $journal && (! -d $journal || -x $journal) || ! -e $journal ]] ||
      die "cannot read $sweep_dir/$journal, so the states of tasks are unknown: check its owner and permissions"
  done
}

# Sets unended to the lines of attempts without an end, and to lines that are not records. bash drops the zeros in a journal that
# a crash left behind, with a warning, which is suppressed.
read_unended() {
  { unended=$(search_journals -Ev $'^([^\t]*\t){8}'); } 2>/dev/null
}

# Sets completed to the number of completed tasks; lines to the lines of all other attempts, of second and later attempts, and of
# what is not a record; and unended to those of lines without an end. Most lines of most sweeps are tasks that completed at once:
# grep finds a fixed text many times faster than awk splits fields.
read_journals_briefly() {
  local count more
  exec 4< <(search_journals -Fc $'\tcompleted\t0\t') 5< <(search_journals -v $'^[0-9]*\t1\t')
  { unended=$(search_journals -Fv $'\tcompleted\t0\t'); } 2>/dev/null
  completed=0
  while read -r count <&4; do
    completed=$((completed + count))
  done
  { more=$(cat <&5); } 2>/dev/null
  exec 4<&- 5<&-
  lines=$unended${more:+$'\n'$more}
}

# A second pass. If no attempt began or ended in between, nothing has changed.
reread_journals() {
  local now
  { now=$(search_journals -Fv $'\tcompleted\t0\t'); } 2>/dev/null
  [[ $now == "$unended" ]] || read_journals_briefly
}

# Prints the records of all attempts, or of those between the lowest and the highest selected task.
list_attempts() { # <purpose, as for derive>
  if [[ -z $ranges || ($1 != tsv && $1 != todo) ]]; then
    search_journals '^[0-9]'
  else
    # A list may be longer than a command line.
    { printf '%s\n/\n' "$ranges" && search_journals '^[0-9]'; } | LC_ALL=C awk '
      $0 == "/" { in_journals = 1; next }
      !in_journals {
        if (!low || $2 + 0 < low) low = $2 + 0
        if ($3 + 0 > high) high = $3 + 0
        next
      }
      $0 + 0 >= low && $0 + 0 <= high
    '
  fi
}

# Sets queue to what the schedulers report about this sweep and its owner's other jobs, one line per job; running_jobs to those
# that run, as " PLACE:NUMBER … "; and answered to " PLACE=TIME … ", the places covered and when they were asked. silent lists
# schedulers that are not responding: their jobs count as still running. gone_jobs lists jobs that ended before they began. For
# display an answer of the last half minute is good enough; decisions on what to run need a fresh one.
read_queue() {
  local script name rows users
  queue='' answered=' ' running_jobs=' ' silent='' queued='' asked_from='' gone_jobs=''
  for script in "$sweep_dir"/scripts/queue-*.sh; do
    [[ -e $script ]] || continue
    [[ -n $asked_from ]] || asked_from=$(date +%s)
    name=${script##*/queue-}
    name=${name%.sh}
    users=$(list_users "$name")
    if rows=$("$BASH" -p "$script" --all ${may_be_kept:+--max-age "$max_age"} ${users:+--users "$users"} 2>/dev/null); then
      [[ -z $rows ]] || queue+=${queue:+$'\n'}$rows
    else
      silent+=${silent:+ }$name
    fi
  done
  [[ -n $queue ]] || return 0
  answered+=$(awk -F '\t' '$1 == "answered" && $2 != "" && $3 ~ /^[0-9]+$/ { printf "%s=%s ", $2, $3 }' <<<"$queue")
  # A job that is about to end or to be moved still runs.
  running_jobs+=$(awk -F '\t' 'NF == 9 && $3 == "running" { printf "%s ", $2 }' <<<"$queue")
  gone_jobs=$(awk -F '\t' '$1 == "gone" && NF == 8' <<<"$queue")
  # The first task, last task and list of each job of this sweep that is still waiting.
  queued=$(awk -F '\t' -v OFS='\t' 'NF == 9 && $1 != "-" && $3 == "queued" && $5 > 0 { print "queued", $5, $6, $7 }' <<<"$queue")
}

# Tasks on another machine leave their records there. The queue script fetches them whenever it is asked, so it is asked once
# before they are read, and again by read_queue, like every scheduler.
bring_records() {
  [[ ! -e $sweep_dir/scripts/queue-remote.sh ]] ||
    "$BASH" -p "$sweep_dir/scripts/queue-remote.sh" ${may_be_kept:+--max-age "$max_age"} >/dev/null 2>&1 || true
}

# Prints the users whose jobs have attempts without an end, separated by commas.
list_users() { # <scheduler>
  LC_ALL=C awk -F '\t' -v name="$1" '
    NF >= 5 && NF < 9 {
      parts = split($4, part, "@")
      if (part[parts] !~ /^[^:\/]+\/[^:\/]+\/[^:\/]+:/) next
      split(part[parts], place, /[\/:]/)
      if (place[1] == name && !(place[3] in seen)) {
        seen[place[3]]
        printf "%s%s", separator, place[3]
        separator = ","
      }
    }
  ' <<<"$unended"
}

# For the summary: the number of this sweep's jobs, and what is unknown.
count_jobs() {
  [[ -z $queue ]] || awk -F '\t' '
    NF != 9 || $1 == "-" { next }
    # It has no tasks: it retries tasks of the others after they have ended.
    $8 ~ /[.]retry$/ {
      retries++
      next
    }
    { count[$3]++ }
    $9 ~ /^needs attention: / && !stuck[$9]++ { reasons[++ways] = $9 }
    END {
      if (count["running"] + count["queued"])
        printf "%10s  jobs in the queue: %d running, %d waiting\n", "", count["running"], count["queued"]
      if (retries) printf "%10s  %s\n", "", (retries == 1 ? "and a job that retries tasks" : "and " retries " jobs that retry tasks") " that run out of memory or time out"
      for (i = 1; i <= ways; i++) printf "%10d  of those need attention: %s\n", stuck[reasons[i]], substr(reasons[i], 18)
    }
  ' <<<"$queue"
  [[ $judged != unseen* ]] || awk '
    $1 == "unseen" { printf "%10d  of the running tasks cannot be checked from here: on %s\n", $2, $3 }
  ' <<<"$judged"
}

# Sets judged, from unended and the queue, to one line "lost task:attempt:worker" for each attempt without an end whose owner is
# gone, after lines "unseen count place" for attempts that cannot be checked from here. An owner is gone only if its own place
# does not have it: the scheduler, cluster and user that submitted the job, or the machine that a process ran on. Attempts
# elsewhere count as running. --lost names hosts, machines and job runs that are known to be gone.
find_lost() {
  local processes=''
  judged=''
  [[ -n $unended ]] || return 0
  read_place
  [[ -r /proc/1/stat ]] || processes=$(list_processes)
  judged=$(judge <<<"$queue"$'\n/\n'"$processes"$'\n/\n'"$unended")
}

has_lost() {
  [[ $judged == lost* || $judged == *$'\n'lost* ]]
}

# Sets unclaimed to one line "unclaimed task:attempt" for each lost attempt whose owner was gone before it made the claim: that
# attempt is still available, and another worker may be about to claim it, so it is also the next one.
find_unclaimed() {
  local key task attempt claim
  unclaimed=''
  while IFS=$'\t:' read -r key task attempt _; do
    [[ $key == lost ]] || continue
    claim=tasks/task_$task
    [[ $attempt == 1 ]] || claim+=/attempt_$attempt
    [[ -d $claim ]] || unclaimed+=unclaimed$'\t'$task:$attempt$'\n'
  done <<<"$judged"
}

# If /proc does not show all processes, prints "process group start" for each one that ps shows, after lines "process - ?" for
# those of unended that merely exist, such as other users' processes.
list_processes() {
  local process mine
  mine=$(LC_ALL=C awk -F '\t' 'NF >= 5 && NF < 9 { print $4 + 0; if (NF > 6) print $6 + 0 }' <<<"$unended" | LC_ALL=C sort -u)
  for process in $mine; do
    if LC_ALL=C kill -s 0 "$process" 2>&1; then printf '(%s) permitted\n' "$process"; fi
  done | LC_ALL=C awk -F '[()]' -v OFS='\t' '/ermitted/ { print $(NF - 1), "-", "?" }'
  LC_ALL=C ps -A -o pid= -o pgid= -o stat= -o lstart= 2>/dev/null | LC_ALL=C awk -v OFS='\t' '
    $3 ~ /^Z/ { print $1, $2, "" }
    $3 !~ /^Z/ {
      process = $1
      group = $2
      $1 = $2 = $3 = ""
      gsub(/[^0-9A-Za-z]/, "")
      print process, group, $0
    }
  ' || true
}

# Reads the queue, the processes and the attempts without an end, separated by /.
#
# A worker is PROCESS@START@MACHINE, followed under a scheduler by @PLACE:JOB.RESTARTS. Earlier builds wrote no machine, and only
# the scheduler as a job's place; then the host name shows what is local. A process without a tab after it may have been
# truncated, and is then another process's number.
judge() {
  LC_ALL=C LOST=$lost_hosts awk -F '\t' -v OFS='\t' -v here="$here" -v own_machine="$machine" -v asked_from="$asked_from" '
    BEGIN {
      count = split(ENVIRON["LOST"], said, " ")
      for (i = 1; i <= count; i++) said_lost[said[i]]
    }
    $0 == "/" {
      section++
      next
    }
    section == 0 && $1 == "answered" {
      asked[$2] = $3
      sub(/[\/].*/, "", $2)
      asked[$2] = $3
    }
    section == 0 && NF == 9 {
      queued_as[$2] = $3
      sub(/[\/][^:]*/, "", $2)
      queued_as[$2] = $3
    }
    section == 1 {
      shown_group[$1] = $2 == "-" ? $1 : $2
      shown_start[$1] = $3
    }
    section == 2 && NF >= 5 && NF < 9 && /^[0-9]/ && $4 ~ /^[0-9]+@/ {
      parts = split($4, part, "@")
      machine = parts > 2 && part[3] !~ /:/ ? part[3] : "-"
      job = part[parts] ~ /:/ ? part[parts] : ""
      is_here = machine == own_machine
      if (machine == "-" || machine ~ /^[^.]*[.]-[.]/) is_here = $3 == here && (machine == "-" || is_here)
      # Processes may outlive the job that started them, and a program its worker.
      if (is_here && (is_alive(part[1] "@" part[2]) || NF > 6 && is_alive($6))) next
      if (is_gone()) lost[++losses] = $1 ":" $2 ":" $4
    }
    END {
      for (i = 1; i <= places; i++) print "unseen", unseen[place[i]], place[i]
      for (i = 1; i <= losses; i++) print "lost", lost[i]
    }

    # A process without a start mark, as earlier builds recorded programs, is matched by number and by being a group leader.
    function is_alive(process, part) {
      split(process, part, "@")
      if (part[1] !~ /^[0-9]+$/) return 0
      if (!(part[1] in start)) read_stat(part[1])
      if (start[part[1]] == "") return 0
      return start[part[1]] == "?" || (process ~ /@/ ? part[2] == start[part[1]] : group[part[1]] == part[1])
    }
    # A process name may contain brackets and line breaks. A zombie is not alive.
    function read_stat(process, file, line, record, field) {
      group[process] = shown_group[process]
      start[process] = shown_start[process]
      file = "/proc/" process "/stat"
      while ((getline line <file) > 0) record = record line
      close(file)
      sub(/^.*[)] /, "", record)
      if (split(record, field, " ") < 20) return
      group[process] = field[3]
      start[process] = field[1] ~ /[ZX]/ ? "" : field[20]
    }
    function is_gone() {
      # The jobs of a single machine are gone with it.
      if (job ~ /^remote\// && $3 in said_lost) return 1
      if (job != "") return (job in said_lost) || is_job_gone(job)
      if (is_here || ($3 in said_lost) || (machine in said_lost) || is_earlier_boot($3, machine)) return 1
      return leave_open($3)
    }
    function leave_open(where) {
      if (!(where in unseen)) place[++places] = where
      unseen[where]++
      return 0
    }
    # Whether that was this machine before a reboot: then nothing of it is left. Containers cannot be identified, because another
    # one may have the same names. 4026531836 is the PID namespace outside containers.
    function is_earlier_boot(host, machine, then, now) {
      if (split(machine, then, ".") < 3 || split(own_machine, now, ".") < 3) return 0
      return host == here && then[1] != "-" && then[1] == now[1] && then[2] != "-" && then[3] == 4026531836 && now[3] == 4026531836
    }
    # A job is gone if its place answered and does not list it. In a cached answer a job may still be waiting, or be missing because
    # it was submitted by hand afterwards (submit-*.sh removes older answers); it may have begun since, and clocks may differ by a
    # minute.
    function is_job_gone(job, scheduler) {
      scheduler = job
      sub(/:.*/, "", scheduler)
      sub(/[.][0-9]+$/, "", job)
      if (!(scheduler in asked)) return leave_open(scheduler)
      if (queued_as[job] == "running") return 0
      if (asked[scheduler] >= asked_from || queued_as[job] == "" && is_in_ledger(job)) return 1
      return int($5) < asked[scheduler] - 60
    }
    function is_in_ledger(job, line, field) {
      while ((getline line <"state/submissions.tsv") > 0) {
        split(line, field, "\t")
        if (field[2] == "submitted") submitted[field[1] ":" field[5]]
      }
      sub(/_[0-9]+$/, "", job)
      return job in submitted
    }
  '
}

# Derives states from the lines of the journals. An attempt without an end is running, unless its process is gone: then it is
# lost. Of several attempts, the latest counts. For "summary", prints the counts as task 0 and one line per unsuccessful task,
# unsorted, or "recount" if the number of completed tasks cannot be found by counting alone; for "counts" one line per key,
# starting with clock, the seconds since 1970; for "gone" the output of print_gone; for "tsv" one line per task; for "todo" the
# next attempt of each selected task that is not completed, running or (unless --queued is set) waiting in a queue; for
# "completed" the number of completed tasks, of all or of those in the list of --among.
#
# Input: first the facts that are not in the journals, each line starting with its kind; then lines, or all journals if
# completed is unknown. A million records are too much for a bash variable.
derive() { # <summary | counts | gone | tsv | todo | completed>
  # awk would read escapes in a path that -v sets.
  LC_ALL=C AMONG=$among awk -F '\t' -v OFS='\t' -v want="$1" -v total="$task_count" -v completed="$completed" \
    -v failed="$want_failed" -v missing="$want_missing" -v late="$want_timeout" -v take_queued="$want_queued" \
    -v clock="$clock" '
    # A waiting job runs its tasks except completed ones. If it was submitted with a list, it runs exactly those; if not, it skips
    # tasks that have failed before.
    function mark_queued(first, last, list, task, line) {
      if (list == "-") {
        for (task = first; task <= last; task++) if (!(task in state) || state[task] != "failed") await(task)
        return
      }
      list = "state/" list
      while ((getline line <list) > 0) {
        task = line + 0
        if (task >= first && task <= last) await(task)
      }
      close(list)
    }
    function await(task) {
      if (!(task in state)) {
        attempt[task] = 0
        host[task] = code[task] = started[task] = ended[task] = cpu_time[task] = peak_memory[task] = "-"
      }
      if (state[task] != "completed" && state[task] != "running") state[task] = "queued"
    }
    function wanted(state) {
      if (state == "queued" && !take_queued) return 0
      if (state == "completed" || state == "running") return 0
      if (!failed && !missing && !late) return 1
      if (state == "timeout") return failed || late
      return state == "failed" ? failed : missing
    }
    function print_task(task) {
      if (!(task in state)) {
        if (want == "tsv") print task, "pending", 0, "-", "-", "-", "-", "-", "-"
        else if (wanted("pending")) print task " " 1
      } else if (want == "tsv") {
        print task, state[task], attempt[task], code[task], host[task], started[task], ended[task], cpu_time[task], peak_memory[task]
      } else if (wanted(state[task])) print task " " attempt[task] + !(task in free)
    }
    # Prints the number of tasks in each state; when the first and the latest attempt started, and when the latest one ended; how many
    # tasks ended on their own in the last minute, five minutes and so on; the five tasks that have been running longest; and the
    # five that failed or were stopped most recently.
    function count_numbers(task, state_names, age, i, k, badly, runs, latest) {
      for (task in state) {
        count[state[task]]++
        if (started[task] + 0 > last_start + 0) last_start = started[task]
        if (ended[task] + 0 > last_end + 0) last_end = ended[task]
        if (state[task] ~ /^(failed|timeout|cancelled|lost)$/)
          badly[task] = ended[task] == "-" ? started[task] : ended[task]
        if (state[task] == "running") runs[task] = started[task]
        age = clock - ended[task]
        if (state[task] ~ /^(completed|failed|timeout)$/)
          for (i = 6; i > 0 && age <= window_of(i); i--) within[i]++
      }
      count["pending"] = total
      k = split("completed failed timeout cancelled lost running queued", state_names, " ")
      for (i = 1; i <= k; i++) {
        print state_names[i], count[state_names[i]] + 0
        count["pending"] -= count[state_names[i]]
      }
      # Some awks print large numbers as 1e+10.
      printf "pending\t%.0f\n", count["pending"]
      print "now", clock
      print "first_start", first ? first : "-"
      print "last_start", last_start ? last_start : "-"
      print "last_end", last_end ? last_end : "-"
      for (i = 1; i <= 6; i++) print "ended_within", window_of(i), within[i] + 0
      for (k = 1; k <= 5; k++) {
        latest = ""
        for (task in runs) if (latest == "" || runs[task] + 0 < runs[latest] + 0) latest = task
        if (latest == "") break
        print "runs", latest, host[latest], clock - started[latest]
        delete runs[latest]
      }
      for (k = 1; k <= 5; k++) {
        latest = ""
        for (task in badly) if (latest == "" || badly[task] + 0 > badly[latest] + 0) latest = task
        if (latest == "") return
        print "failure", latest, state[latest], code[latest], host[latest], \
          (ended[latest] == "-" ? "-" : ended[latest] - started[latest])
        delete badly[latest]
      }
    }
    # In seconds.
    function window_of(i) {
      return substr("    60   300   900  3600 21600 86400", 6 * i - 5, 6) + 0
    }
    # For each way in which jobs ended before their script began, prints one line: how many jobs, the state and reason of the scheduler,
    # their tasks, and one of the jobs. Jobs whose tasks have all begun or are waiting again do not count.
    function print_gone(i, field, way, ways, jobs, ways_order, tasks, example, any) {
      for (i = 1; i <= total + 0 && !any; i++) any = !(i in state)
      for (i = 1; i <= gone_jobs; i++) {
        split(gone_job[i], field, "\t")
        # Workers have no tasks of their own.
        if (field[5] + 0 > 0 ? !has_pending(field[4] + 0, field[5] + 0, field[6]) : !any) continue
        way = field[3] "\t" field[8]
        if (!(way in jobs)) {
          ways_order[++ways] = way
          example[way] = field[2]
        }
        jobs[way]++
        if (field[5] + 0 > 0 && length(tasks[way]) < 60) tasks[way] = tasks[way] (tasks[way] == "" ? "" : ",") \
          field[4] (field[4] == field[5] ? "" : "-" field[5])
        else if (field[5] + 0 > 0 && tasks[way] !~ /\.\.\.$/) tasks[way] = tasks[way] ",..."
      }
      for (i = 1; i <= ways; i++) {
        way = ways_order[i]
        print "gone", jobs[way], way, (tasks[way] == "" ? "-" : tasks[way]), example[way]
      }
    }
    function has_pending(first, last, list, task, line, found) {
      if (list == "-") {
        for (task = first; task <= last; task++) if (!(task in state)) return 1
        return 0
      }
      list = "state/" list
      while (!found && (getline line <list) > 0) {
        task = line + 0
        found = task >= first && task <= last && !(task in state)
      }
      close(list)
      return found
    }
    # For tasks to run, only the state is needed: there may be a million.
    BEGIN {
      among = ENVIRON["AMONG"]
      counted = completed != ""
      is_brief = want == "todo" || want == "completed"
    }
    !in_journals {
      if ($1 == "journals") in_journals = 1
      else if ($1 == "lost") gone[$2]
      else if ($1 == "unclaimed") free_attempt[$2]
      else if ($1 == "range") {
        from[++ranges] = $2 + 0
        to[ranges] = $3 + 0
      } else if ($1 == "queued") {
        queued_from[++waiting] = $2 + 0
        queued_to[waiting] = $3 + 0
        queued_list[waiting] = $4
      } else if ($1 == "gone") gone_job[++gone_jobs] = $0
      next
    }
    # Anything else in the file is not a record, and may have been counted.
    !/^[0-9]/ || NF < 5 || $1 + 0 < 1 || $1 + 0 > total + 0 || $4 !~ /^[0-9]+@/ {
      if (/\tcompleted\t0\t/) doubtful = 1
      next
    }
    $7 == "skipped" { next }
    counted && $2 + 0 == 1 { began[$1] }
    ($1 in attempt) && $2 + 0 < attempt[$1] { next }
    {
      now = NF >= 9 ? $7 : ($1 ":" $2 ":" $4) in gone ? "lost" : "running"
      # A worker that was killed while claiming an attempt that another had already claimed.
      if (now == "lost" && ($1 in attempt) && $2 + 0 == attempt[$1]) next
      attempt[$1] = $2 + 0
      state[$1] = now
      if (now == "lost" && ($1 ":" $2) in free_attempt) free[$1]
      else if ($1 in free) delete free[$1]
      if (is_brief) next
      # A line of five fields may have been truncated in the fifth.
      if (NF > 5 && (!first || $5 + 0 < first + 0)) first = $5
      host[$1] = $3
      started[$1] = $5
      code[$1] = NF >= 9 ? $8 : "-"
      ended[$1] = NF >= 9 ? $9 : "-"
      # Earlier builds wrote no cost.
      cpu_time[$1] = $10 ~ /^[0-9.]+$/ ? $10 : "-"
      peak_memory[$1] = $11 ~ /^[0-9]+$/ ? $11 : "-"
    }
    END {
      for (i = 1; i <= waiting; i++) mark_queued(queued_from[i], queued_to[i], queued_list[i])
      if (want == "gone") {
        print_gone()
        exit
      }
      if (want == "completed") {
        while (among != "" && (getline line <among) > 0) if (state[line + 0] == "completed") done++
        if (among == "") for (task in state) if (state[task] == "completed") done++
        print done + 0
        exit
      }
      if (want == "counts") {
        count_numbers()
        exit
      }
      if (want == "summary") {
        if (!counted) for (task in state) if (state[task] == "completed") completed++
        pending = total - completed
        for (task in state) {
          count[state[task]]++
          if (state[task] != "completed") pending--
          # Its first attempt may have completed too, or its journal is gone.
          else if (attempt[task] > 1 && !(task in began)) doubtful = 1
        }
        if (counted && (doubtful || pending < 0)) {
          print "recount"
          exit
        }
        print 0, completed + 0, count["failed"] + 0, count["timeout"] + 0, count["cancelled"] + 0, \
          count["lost"] + 0, count["running"] + 0, count["queued"] + 0, pending
        for (task in state)
          if (state[task] ~ /^(failed|timeout|cancelled|lost)$/)
            print task, state[task], code[task], host[task], \
              (ended[task] == "-" ? "-" : sprintf("%.1fs", ended[task] - started[task]))
        exit
      }
      if (want == "tsv") print "task", "state", "attempt", "exit_code", "host", "started", "ended", "cpu_time", "peak_memory"
      if (!ranges) {
        from[++ranges] = 1
        to[ranges] = total
      }
      for (i = 1; i <= ranges; i++) {
        for (task = from[i] ? from[i] : 1; task <= to[i] && task <= total + 0; task++) print_task(task)
      }
    }
  ' - <([[ -n $completed ]] || list_attempts "$1") \
    <<<"$ranges"$'\n'"$queued"$'\n'"$gone_jobs"$'\n'"$judged"$'\n'"$unclaimed"$'\njournals\n'"$lines"
}

# For the summary: jobs that ended before their script began, with the tasks that are therefore still pending. If nothing else
# is running or waiting, there is nothing left to wait for.
show_gone() { # <how many tasks run or wait>
  local ways count state reason tasks job jobs scheduler cluster
  [[ -n $gone_jobs ]] || return 0
  ways=$(derive gone)
  [[ -n $ways ]] || return 0
  while IFS=$'\t' read -r _ count state reason tasks job; do
    jobs="$count jobs ended before they began"
    [[ $count -ne 1 ]] || jobs='1 job ended before it began'
    [[ $state != - ]] || state='reason unknown'
    [[ $reason == - ]] || state+=", $reason"
    printf '%10s  %s: %s\n' '' "$jobs" "$state"
    [[ $tasks == - ]] || printf '%12s  tasks %s\n' '' "$tasks"
    IFS=/ read -r scheduler cluster job <<<"$job"
    show_words_of "$scheduler" "$cluster" "${job#*:}"
  done <<<"$ways"
  if [[ $1 -eq 0 ]] && ! awk -F '\t' 'NF == 9 && $1 != "-" { found = 1 } END { exit !found }' <<<"$queue"; then
    open_tasks=0
  fi
}

# Where a job may have reported why: its log, or another place if the log was not writable.
show_words_of() { # <scheduler> <cluster> <job>
  local name=hsm-$1-$3.log place
  for place in "logs/$1_$2_$3.log" "$name" "${HOME-}/$name" "/tmp/$name"; do
    [[ -s $place ]] || continue
    printf '%12s  see %s\n' '' "$place"
    return 0
  done
}

# Schedulers that matter if they are not responding: they were given jobs.
show_silent() {
  local name
  [[ -n $silent ]] || return 0
  while read -r _ name; do
    printf '%10s  %s is not responding: the state of its jobs is unknown\n' '' "$name"
  done < <(list_unanswered)
}

# Warns if the code has changed since waiting jobs were submitted.
warn_of_changes() {
  local names changed
  [[ -n $queued && -r state/submissions.tsv && -d state/provenance ]] || return 0
  # The name of a job ends in that of its record and a number.
  names=$(awk -F '\t' '
    NR == FNR {
      if (NF == 9 && $1 != "-" && $3 == "queued" && $5 > 0 && match($2, /:[0-9]+/)) waiting[substr($2, 1, RSTART + RLENGTH - 1)]
      next
    }
    $2 == "submitted" && ($1 ":" $5) in waiting {
      parts = split($4, part, ".")
      if (!seen[part[parts - 1]]++) print part[parts - 1]
    }
  ' - state/submissions.tsv <<<"$queue")
  [[ -n $names ]] || return 0
  # shellcheck disable=SC2086 # times and numbers
  changed=$("$BASH" -p scripts/provenance.sh --changed $names 2>/dev/null) || return 0
  [[ -z $changed ]] || printf '%10s  the code has changed since waiting jobs were submitted: they will run the code as it is when they start\n' ''
}

# Shows whether a submission was stopped by stop_after_failures.
show_stopped() {
  local count
  [[ -d state/stop/stopped ]] || return 0
  count=$(wc -c <state/stop/failures)
  printf '%10s  stopped after %d failure%s; to continue, run scripts/resume.sh\n' '' "$count" "$([[ $count -eq 1 ]] || printf s)"
}

show_summary() {
  local completed lines unended judged queue queued gone_jobs silent all counts
  bring_records
  read_journals_briefly
  read_queue
  find_lost
  # A worker may end an attempt between the reading of its line and the check whether it is alive. The task numbers distinguish
  # waiting tasks from completed ones.
  if [[ -n $queued$gone_jobs ]]; then
    completed='' lines=''
  elif has_lost; then
    reread_journals
  fi
  all="0"$'\t'"$completed"$'\t0\t0\t0\t0\t0\t0\t'$((task_count - completed))
  [[ -z $lines && -z $queued$gone_jobs && $completed -le $task_count ]] || all=$(derive summary | LC_ALL=C sort -n)
  if [[ $all == recount* ]]; then
    completed='' lines=''
    all=$(derive summary | LC_ALL=C sort -n)
  fi
  IFS=$'\t' read -r -a counts <<<"$all"
  show_counts "${counts[@]:1}"
  count_jobs
  show_stopped
  warn_of_changes
  open_tasks=$((counts[6] + counts[7] + counts[8]))
  [[ $queue != *.retry$'\t'* ]] || open_tasks=$((open_tasks + 1))
  # Pending tasks then wait for somebody to resume the sweep.
  [[ ! -d state/stop/stopped ]] || open_tasks=$((open_tasks - counts[8]))
  show_gone "$((counts[6] + counts[7]))"
  show_silent
  [[ $all != *$'\n'* ]] || show_failures "${all#*$'\n'}"
}

show_counts() { # <completed> <failed> <timeout> <cancelled> <lost> <running> <queued> <pending>
  local width=40 filled bar names=(completed failed timeout cancelled lost running queued pending) name
  filled=$((task_count ? $1 * width / task_count : 0))
  printf -v bar '%*s' "$filled" ''
  printf '%s: %s tasks\n[%s' "$sweep_id" "$task_count" "${bar// /#}"
  printf -v bar '%*s' "$((width - filled))" ''
  printf '%s] %s%%\n' "${bar// /.}" "$((task_count ? $1 * 100 / task_count : 0))"
  for name in "${names[@]}"; do
    case $name:$1 in
      completed:* | running:* | pending:*) print_count "$1" "$name" ;;
      *:0) ;;
      *) print_count "$1" "$name" ;;
    esac
    shift
  done
}

# On a terminal in a colour that can be read on light and on dark, unless NO_COLOR is set.
print_count() { # <count> <state>
  local color=''
  if [[ $1 -gt 0 && -n $columns && -z ${NO_COLOR-} && ${TERM-} != dumb ]]; then
    case $2 in
      completed) color=32 ;;
      running) color=36 ;;
      failed | timeout | cancelled | lost) color=31 ;;
      *) ;;
    esac
  fi
  printf '%s%10s  %s%s\n' "${color:+$'\033['${color}m}" "$1" "$2" "${color:+$'\033[0m'}"
}

show_failures() { # <lines of: task state exit_code host duration>
  local limit=20 shown=0 task state code host duration row batch=() logs=() ids=()
  printf '\n%8s  %-10s %5s  %-16s %10s  %s%s\n' TASK STATE EXIT HOST DURATION "${has_names:+NAME  }" 'LAST LINE OF STDERR'
  while IFS=$'\t' read -r task state code host duration; do
    shown=$((shown + 1))
    [[ -n $want_failed || $shown -le $limit ]] || break
    printf -v row '%8s  %-10s %5s  %-16s %10s' "$task" "$state" "$code" "$host" "$duration"
    batch+=("$row")
    logs+=("tasks/task_$task/stderr.log")
    ids+=("$task")
    if [[ ${#batch[@]} -eq 500 ]]; then
      show_batch
    fi
  done <<<"$1"
  [[ ${#batch[@]} -eq 0 ]] || show_batch
  [[ -n $want_failed || $shown -le $limit ]] || printf '%8s  more: %s --failed\n' ... "$0"
}

# Prints the rows in batch, each with the last line of its log. One tail reads all logs, with a header before each, so a long table
# needs hardly more processes than a short one. A log may contain anything, even a header, so lines are identified by position.
# On a terminal, rows are cut to its width in bytes, which are at least as many as the columns they take; a truncated character
# is dropped.
show_batch() {
  local log said=() names=()
  [[ -z $has_names ]] || read_names
  for log in "${logs[@]}"; do
    [[ ! -s $log ]] || said+=("$log")
  done
  [[ ${#said[@]} -eq 0 ]] ||
    exec 4< <(tail -n 1 /dev/null "${said[@]}" 2>/dev/null | cut -b 1-200 | replace_controls)
  if [[ -n $columns ]]; then
    print_rows | LC_ALL=C cut -b "1-$columns" | replace_controls
  else
    print_rows
  fi
  exec 4<&-
  batch=() logs=() ids=()
}

# Sets names to the names of the tasks in ids, or to nothing if a variable that their commands need is not set here.
read_names() {
  local name
  while IFS=$'\t' read -r _ name; do
    names+=("$name")
  done < <("$BASH" -p "$sweep_dir/scripts/task.sh" --names "${ids[@]}" 2>/dev/null)
}

print_rows() {
  local index line text next=0 LC_ALL=C
  for ((index = 0; index < ${#batch[@]}; index++)); do
    text=''
    if [[ ${logs[index]} == "${said[next]-}" ]]; then
      while IFS= read -r line <&4 && [[ $line != "==> ${logs[index]} <==" ]]; do :; done
      IFS= read -r text <&4 || true
      next=$((next + 1))
    fi
    printf '%s  %s%s\n' "${batch[index]}" "${has_names:+${names[index]-}  }" "$text"
  done
}

watch_summary() {
  local screen
  while :; do
    open_tasks=0
    [[ -z $columns ]] || read_terminal_width
    screen=$(show_summary && printf '\n%s' "$open_tasks")
    printf '\033[H\033[2J%s\n' "${screen%$'\n'*}"
    [[ ${screen##*$'\n'} -gt 0 ]] || return 0
    sleep 2
  done
}

# Sets the input of derive. The journals are read after the processes are checked: a worker may end an attempt before the check,
# and then the journals show it.
look_up() {
  local unended
  bring_records
  read_unended
  read_queue
  find_lost
}

show_tsv() {
  local judged queue queued gone_jobs
  look_up
  derive tsv
}

# A task directory without a line in any journal is a claim whose journal was damaged. The line is written before the claim is
# made, so a claim that existed before the journals were read a second time and still has no line has no owner: the next
# attempt takes it over.
show_todo() {
  local judged queue queued gone_jobs unclaimed list unowned may_be_kept=''
  look_up
  find_unclaimed
  list=$(derive todo)
  [[ -n $list ]] || return 0
  unowned=$(list_unowned)
  if [[ -n $unowned ]]; then
    look_up
    find_unclaimed
    list=$(
      { printf '%s\n' "$unowned" && derive todo; } | awk '
        NF == 1 {
          unowned[$1]
          next
        }
        $2 == 1 && $1 in unowned { $2 = 2 }
        { print }
      '
    )
  fi
  # All at once, because printf would write line by line.
  [[ -z $list ]] || cat <<<"$list"
}

# Prints the tasks of list that would run for the first time but have already been claimed.
list_unowned() {
  local task attempt
  [[ -d tasks ]] || return 0
  if [[ ${#list} -lt 10000 ]]; then
    while read -r task attempt; do
      [[ $attempt != 1 || ! -d tasks/task_$task ]] || printf '%s\n' "$task"
    done <<<"$list"
    return
  fi
  # File names contain no slash. Busybox has no ls -f, so there they are sorted first.
  { { ls -f tasks 2>/dev/null || ls tasks; } && printf '/\n' && cat <<<"$list"; } | LC_ALL=C awk '
    $1 == "/" {
      in_list = 1
      next
    }
    !in_list {
      if (sub(/^task_/, "")) claimed[$0]
      next
    }
    $2 == 1 && $1 in claimed { print $1 }
  '
}

# The number of completed tasks, of all or of those in a list of "task attempt" lines.
show_completed() {
  local judged='' queued='' gone_jobs=''
  derive completed
}

# The numbers for hsm monitor and similar tools: one line per key, tab-separated. Waiting jobs are counted by the scheduler's
# reason. A scheduler counts as unanswered if it was given jobs and does not report their state.
show_numbers() {
  local judged queue queued gone_jobs clock
  look_up
  clock=$(date +%s)
  printf 'tasks\t%s\n' "$task_count"
  derive counts
  count_waiting
  [[ -z $gone_jobs ]] || derive gone | cut -f 1-4
  list_unanswered
}

count_waiting() {
  awk -F '\t' -v OFS='\t' '
    $1 == "-" || NF != 9 { next }
    { jobs[$3]++ }
    $3 == "queued" { waiting[$9]++ }
    END {
      print "jobs_running", jobs["running"] + 0
      print "jobs_waiting", jobs["queued"] + 0
      for (reason in waiting) print "waiting", waiting[reason], reason
    }
  ' <<<"$queue"
}

list_unanswered() {
  local script name
  [[ -e state/submissions.tsv ]] || return 0
  for script in scripts/queue-*.sh; do
    name=${script##*/queue-}
    name=${name%.sh}
    [[ -e $script && $answered != *" $name/"* ]] || continue
    awk -F '\t' -v name="$name" '
      { sub(/\/.*/, "", $1) }
      $1 == name && $2 != "refused" && $2 != "asked" { sent++ }
      $1 == name && $2 == "asked" { open++ }
      $1 == name && $2 == "refused" { open-- }
      END { if (sent > 0 || open > 0) print "unanswered\t" name }
    ' state/submissions.tsv
  done
}

main() {
  local mode=show
  columns='' only='' among='' max_age=30 may_be_kept=yes want_failed='' want_missing='' want_timeout='' want_queued='' lost_hosts=''
  completed='' lines='' clock='' unclaimed=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --watch) mode=watch ;;
      --tsv) mode=tsv ;;
      --counts) mode=counts ;;
      --todo) mode=todo ;;
      --completed) mode=completed ;;
      --failed) want_failed=1 ;;
      --missing) want_missing=1 ;;
      --timeout) want_timeout=1 ;;
      --queued) want_queued=1 ;;
      --fresh) may_be_kept='' ;;
      --only | --where | --among | --lost | --interval)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        case $1 in
          --lost) lost_hosts+=" $2" ;;
          --only | --where) only=$2 ;;
          --among) among=$2 ;;
          *)
            is_number "$2" || usage_error "invalid number of seconds: $2"
            max_age=$((10#$2))
            [[ $max_age -ge 10 ]] || usage_error '--interval must be at least 10 seconds'
            ;;
        esac
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        return 0
        ;;
      *) usage_error "no such option: $1" ;;
    esac
    shift
  done
  ranges=''
  [[ -z $only ]] || read_task_list "$only"
  require_tools awk cat cut date grep ls sed sleep sort tail tr wc
  case $among in
    '' | /*) ;;
    *) among=$PWD/$among ;;
  esac
  locate_sweep
  check_journals
  sweep_id=${sweep_dir##*/}
  [[ ! -t 1 ]] || read_terminal_width
  case $mode in
    show) show_summary ;;
    watch) watch_summary ;;
    tsv) show_tsv ;;
    counts) show_numbers ;;
    completed) show_completed ;;
    *) show_todo ;;
  esac
}

main "$@"
exit $?
