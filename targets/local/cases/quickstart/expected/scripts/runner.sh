# shellcheck shell=bash
# Claims tasks, runs them and records the outcome.
#
#   task.sh reads this file; it does nothing on its own, and is the same for every sweep.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
# To change it, edit that file and run: hsm build

# Variables that are used but not set here come from task.sh, which reads this file; functions that are not called here are
# called by task.sh or a trap.
# shellcheck disable=SC2154,SC2317,SC2329

# --- Functions
# The help is the comment at the top of the script.
show_help() { # <script>
  sed -n -e '/^#!/d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$1"
}

# Sets now to the seconds since 1970, with milliseconds if bash can do that without a fork.
read_clock() {
  if [[ -n ${EPOCHREALTIME-} ]]; then
    now=${EPOCHREALTIME/,/.}
    now=${now%???}
  elif ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
    printf -v now '%(%s)T' -1
  else
    now=$(date +%s)
  fi
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

# Stops if a script or the plan differs from what was built; HSM_ALLOW_EDITED=1 permits it.
verify_manifest() {
  local check
  [[ -z ${HSM_ALLOW_EDITED-} ]] || return 0
  if command -v sha256sum >/dev/null; then
    check=(sha256sum)
  elif command -v shasum >/dev/null; then
    check=(shasum -a 256)
  else
    return 0
  fi
  # A build may be replacing files right now: then its update is finished first.
  agrees "${check[@]}" || { finish_update && agrees "${check[@]}"; } ||
    die "a file of $sweep_dir was edited since the build: (cd '$sweep_dir' && ${check[*]} -c MANIFEST.sha256) shows which. Build again, or set HSM_ALLOW_EDITED=1"
}

agrees() { # <command that checks a manifest>
  (cd -- "$sweep_dir" && "$@" -c MANIFEST.sha256) >/dev/null 2>&1
}

# The journal has one line per attempt, with tab-separated fields:
#   task attempt host worker started process state exit_code ended cpu_time peak_memory
# A worker is its process, its start time and its machine, as 4711@8215734@MACHINE (see read_place). Under a scheduler the job
# follows, as @SCHEDULER/CLUSTER/USER:12_3.0 with the number of restarts; the job then decides whether the worker is alive. A
# process is its id and its start time. The first five fields are written before the claim, the process and a tab once it has
# started, and the rest when it has ended. So an incomplete line is an attempt that is running or lost.
# The cost comes last, in seconds and mebibytes, - if it was not measured; earlier builds did not write it. Each journal has one
# writer, and its name contains a _, unlike those of other files in state/.
open_journal() { # <name, or nothing>
  local name=$1
  read_place
  read_process_start "$$"
  worker_start=$start_mark
  worker=${run_host:-$here}$'\t'$$@$start_mark@$machine${job:+@$job}
  [[ -n $name ]] || name=task_${here}_${machine}_$$
  [[ $name == *_* ]] || name=task_$name
  journal=$sweep_dir/state/${name//[!A-Za-z0-9._-]/_}.tsv
  mkdir -p "$sweep_dir/state" "$sweep_dir/tasks" || die "cannot write to $sweep_dir"
  # Terminates a line that a dead process left unfinished; it stays incomplete.
  if [[ -s $journal ]]; then
    write_journal '\n'
  fi
}

write_journal() { # <format> [<value>…]
  # shellcheck disable=SC2059 # the callers' formats are constants
  printf "$@" >>"$journal" || die "cannot write $journal"
}

# Measures an attempt as far as bash and the system allow without another process: the CPU time of the program and of all
# processes that it waited for, and the peak memory of the job's cgroup. What cannot be measured here stays empty.

# Opens descriptors 9 and 8, through which the output of `times` is read back without a process: the pipe of a here-string, opened
# a second time; before bash 5.1 it is a file without a name. Sets can_time to yes if the system allows this.
open_meter() {
  can_time='' readings=0
  [[ -z ${hides_cpu-} && -z $through ]] || return 0
  if { exec 8<<<'' 9>>/dev/fd/8; } 2>/dev/null && read -r -u 8; then
    can_time=yes
  fi
}

# Sets user and system to the CPU time of all children of this process that have ended, as 2m3.456s; to nothing if it is unknown.
read_cpu_time() {
  user='' system=''
  [[ -n $can_time ]] || return 0
  # A file grows, so a new one is opened after some time.
  readings=$((readings + 1))
  [[ $readings -lt 20000 ]] || open_meter
  # The first line is of this process, the second of its children.
  times >&9
  read -r -u 8 && read -r -u 8 user system || can_time=''
}

# Sets cpu_time to the seconds between two readings.
subtract_times() {
  # The locale decides between point and comma.
  local u=${user//[!0-9m]/} s=${system//[!0-9m]/} v=${user_before//[!0-9m]/} t=${system_before//[!0-9m]/} used
  used=$(((${u%m*} + ${s%m*} - ${v%m*} - ${t%m*}) * 60000 + 10#${u#*m} + 10#${s#*m} - 10#${v#*m} - 10#${t#*m}))
  printf -v cpu_time '%d.%03d' "$((used / 1000))" "$((used % 1000))"
}

# Sets peak_file to the file with the peak memory of the job with a given number; to nothing if the job has no cgroup of its own,
# because then other processes are counted, too.
find_peak_file() { # <number>
  local controllers path memory='' unified=''
  peak_file=''
  [[ -n $1 && -z ${hides_memory-} && -r /proc/self/cgroup ]] || return 0
  while IFS=: read -r _ controllers path; do
    case ,$controllers, in
      *,memory,*) memory=$path ;;
      ,,) unified=$path ;;
      *) ;;
    esac
  done </proc/self/cgroup
  if [[ -n $memory ]]; then
    find_own_group "$1" /sys/fs/cgroup/memory "$memory" memory.max_usage_in_bytes
  else
    find_own_group "$1" /sys/fs/cgroup "$unified" memory.peak
  fi
}

find_own_group() { # <number> <root> <path> <file>
  local path=$3
  while [[ $path == */* && $path != / ]]; do
    case ${path##*/} in
      "$1" | "$1".* | "$1"\[* | job_"$1" | job-"$1" | job"$1")
        [[ ! -r $2$path/$4 ]] || peak_file=$2$path/$4
        return 0
        ;;
      *) path=${path%/*} ;;
    esac
  done
}

# Sets peak to the number of bytes in peak_file; to nothing without such a file.
read_peak() {
  peak=''
  [[ -n $peak_file ]] || return 0
  { read -r peak <"$peak_file"; } 2>/dev/null || peak=''
  is_number "$peak" || peak=''
}

begin_measuring() {
  read_peak
  peak_before=$peak
  read_cpu_time
  user_before=$user system_before=$system
}

# Sets cpu_time, in seconds, and peak_memory, in mebibytes rounded up, each to - if it was not measured. A peak that an earlier task of
# the job reached does not show what this one used.
end_measuring() {
  cpu_time=- peak_memory=-
  read_cpu_time
  [[ -z $system || -z $system_before ]] || subtract_times
  [[ -n $peak_file ]] || return 0
  read_peak
  if [[ -n $peak && -n $peak_before ]] && ((peak > peak_before)); then
    peak_memory=$(((peak + 1048575) / 1048576))
  fi
}

# Claims an attempt by making a directory, which only one process can do; fails if another process did. Sets claim. The attempt
# is in the journal before the claim is made, so every claim has an owner.
claim_task() { # <task> <attempt>
  locate_task "$1"
  attempt=$2
  claim=$task_dir
  if [[ $attempt -gt 1 ]]; then
    claim=$task_dir/attempt_$attempt
    [[ -d $task_dir ]] || mkdir -p "$task_dir" || die "cannot create $task_dir"
  fi
  [[ ! -d $claim ]] || return 1
  read_clock
  started=$now
  write_journal '%s\t%s\t%s\t%s' "$task" "$attempt" "$worker" "$started"
  if ! LC_ALL=C mkdir "$claim" 2>/dev/null; then
    write_journal '\t-\tskipped\t-\t%s\n' "$now"
    [[ -d $claim ]] || die "cannot create $claim: is the disk full or read-only?"
    return 1
  fi
  # From its first task on, builds can see the worker and wait for it.
  [[ -n ${has_claimed-} ]] || is_current || begin_again
  has_claimed=yes
  [[ $attempt -eq 1 ]] || keep_previous_attempt
}

# Whether the commands that this process has read are still those of the directory. A build first checks which tasks were started
# and then announces what it will replace; here the order is reversed, so at least one of the two notices the other.
is_current() {
  local before=$built
  [[ ! -d $sweep_dir/.update ]] || finish_update
  read_built "$sweep_dir/scripts"
  [[ $built == "$before" ]]
}

# Nothing has run yet, so the new script takes over from this one.
begin_again() {
  rm -r -- "$claim" || true
  write_journal '\t-\tskipped\t-\t%s\n' "$now"
  exec "$BASH" -p "$sweep_dir/scripts/task.sh" ${arguments[@]+"${arguments[@]}"}
}

# Moves the previous attempt's records into its own directory: task_dir holds those of the latest.
keep_previous_attempt() {
  local previous=$task_dir/attempt_$((attempt - 1)) file
  mkdir -p "$previous"
  for file in command.txt task_info.txt stdout.log stderr.log; do
    [[ ! -e $task_dir/$file ]] || mv -f "$task_dir/$file" "$previous/"
  done
}

# Links the task's name in tasks/by-name to its directory. Later attempts use the same link.
link_name() {
  { mkdir -p "$sweep_dir/tasks/by-name" && ln -sfn "../task_$task" "$sweep_dir/tasks/by-name/$task_name"; } 2>/dev/null ||
    printf '%s: cannot create the link tasks/by-name/%s\n' "${0##*/}" "$task_name" >&2
}

# Passes a signal for the worker on to the program and its children, which form a process group.
forward_signal() { # <signal>
  signalled=$1
  case $1 in
    TERM | INT)
      stopping=$1
      stop_program
      ;;
    USR2)
      timed_out=yes
      stop_program
      ;;
    *)
      [[ -z $usr1_is_end ]] || near_end=yes
      [[ -z $child ]] || kill -s "$1" -- "-$child" 2>/dev/null || true
      ;;
  esac
}

# Asks the program to end, and kills it after the grace period. A suspended program must be continued first.
stop_program() {
  [[ -n $child ]] || return 0
  kill -s TERM -- "-$child" 2>/dev/null || true
  kill -s CONT -- "-$child" 2>/dev/null || true
  if [[ -z $killer ]]; then
    set -m
    end_after_grace >/dev/null 2>&1 7<&- 8<&- 9>&- &
    killer=$!
    set +m
  fi
}

end_after_grace() {
  trap - TERM HUP INT USR1 USR2 PIPE
  sleep "$grace"
  kill -s KILL -- "-$child"
}

# The alarm of --timeout. If this worker is gone by then, its number may belong to another process.
set_alarm() {
  set -m
  {
    trap - TERM HUP INT USR1 USR2 PIPE
    sleep "$limit"
    read_process_start "$$"
    [[ $start_mark != "$worker_start" ]] || kill -s USR2 "$$"
  } >/dev/null 2>&1 7<&- 8<&- 9>&- &
  alarm=$!
  set +m
}

end_timers() {
  local timer
  for timer in $killer $alarm; do
    kill -s KILL -- "-$timer" 2>/dev/null || true
    wait "$timer" 2>/dev/null || true
  done
  killer='' alarm=''
}

# USR2 is the alarm of --timeout: GNU parallel makes its jobs ignore ALRM, and a signal that is ignored when a shell starts cannot
# be trapped. A closed standard output does not end the worker.
trap_signals() {
  trap : PIPE
  trap 'forward_signal TERM' TERM HUP
  trap 'forward_signal INT' INT
  trap 'forward_signal USR1' USR1
  trap 'forward_signal USR2' USR2
}

# Runs one attempt that is already claimed, and records the exit code of the program itself.
run_claimed() {
  local status state elapsed limit=$timeout
  build_command "$task"
  # The task's own time limit, if tasks have different limits.
  [[ $limit != each ]] || limit=${task_walltime-}
  [[ -z $stretch || -z $limit ]] || stretch_limit "${stretch%,*}" "${stretch#*,}"
  describe_start
  [[ -z ${links_names-} ]] || link_name
  signalled='' timed_out='' child='' killer='' alarm=''
  begin_measuring
  start_in_group
  write_journal '\t%s\t' "$child@$child_start"
  # Handles a signal that arrived before the program had started.
  [[ -z $near_end ]] || kill -s USR1 -- "-$child" 2>/dev/null || true
  [[ -z $stopping ]] || stop_program
  if [[ -n $limit ]]; then
    set_alarm
  fi
  wait_for_program
  child=''
  # Its outcome is unknown. The attempt is left without an end, so that it counts as lost when this worker is gone.
  [[ -z $through || ! -e $task_dir/unreachable ]] || die "the task on $run_host can no longer be reached"
  read_clock
  name_outcome
  elapsed=$((${now%.*} - ${started%.*} + 1))
  ((elapsed <= longest)) || longest=$elapsed
  write_journal '%s\t%s\t%s\t%s\t%s\n' "$state" "$status" "$now" "$cpu_time" "$peak_memory"
  describe_end "$state" "$status"
  last_state=$state last_status=$status
}

# Lengthens limit for a retry, by a factor in thousandths, up to a bound in seconds (0: no bound).
stretch_limit() { # <thousandths> <bound>
  local longer=$((limit * $1 / 1000))
  [[ $2 -eq 0 || $longer -le $2 ]] || longer=$2
  [[ $longer -le $limit ]] || limit=$longer
}

# Sets child and child_start, the program's process. Job control is switched on for this step alone. It gives the program its own
# process group, so that its children are stopped with it. Left on, it would give the terminal to the commands that this script
# runs itself, and make wait return for a program that is only suspended.
start_in_group() {
  if [[ -n $show_output ]]; then
    # These readers outlive the signals that end the program, to show its last output.
    exec 5> >(keep_and_show stdout.log 7<&- 8<&- 9>&-) 6> >(keep_and_show stderr.log 7<&- 8<&- 9>&- >&2)
  else
    exec 5>"$task_dir/stdout.log" 6>"$task_dir/stderr.log"
  fi
  set -m
  if [[ -n $through ]]; then
    start_elsewhere </dev/null >&5 2>&6 5>&- 6>&- 7<&- 8<&- 9>&- &
  else
    start_program </dev/null >&5 2>&6 5>&- 6>&- 7<&- 8<&- 9>&- &
  fi
  child=$!
  set +m
  exec 5>&- 6>&-
  read_process_start "$child"
  child_start=$start_mark
}

# Replaced by the command that runs the program elsewhere, and ends with its exit code.
start_elsewhere() {
  trap - TERM HUP INT USR1 USR2 PIPE
  exec "$BASH" -p "$through" "${share%/*}" "$task" "$attempt" "${limit:--}" "$grace"
}

# Sets state. A program that was warned of the walltime's end has timed out, even if it exited on its own: it is unknown
# whether it finished its work or only saved it. A signal at the end of the walltime comes from the scheduler, not
# from the user.
name_outcome() {
  if [[ -n $stopping && -n $deadline ]] && is_near_deadline 5; then
    near_end=yes
  fi
  if [[ -n $timed_out || -n $near_end ]]; then
    state=timeout
  elif [[ -n $stopping ]]; then
    state=cancelled
  elif [[ $status -eq 0 ]]; then
    state=completed
  else
    state=failed
    any_failed=yes
  fi
}

# Sets status. A wait that is interrupted by a signal returns early, so it is repeated until none did, and if a signal seems to
# have ended the program, until the program is gone. If a signal arrives just as the program ends, bash may forget that it
# ended; then wait would wait for the timers, and returns -1 here. The program had been sent TERM.
wait_for_program() {
  while :; do
    signalled=''
    status=0
    wait "$child" 2>/dev/null || status=$?
    if [[ -n $signalled ]]; then
      kill -s 0 "$child" 2>/dev/null || end_what_is_left
    elif [[ $status -gt 128 ]] && is_child_alive; then
      sleep 1 || true
    else
      break
    fi
  done
  [[ $status -ge 0 ]] || status=143
  end_measuring
  # A scheduler ends all processes of a job at once, so the program's end may be seen before the signal.
  if [[ -n $job && $status -eq 143 && -z $stopping ]]; then
    sleep 0.2 || true
  fi
  end_what_is_left
}

# Processes that the program left behind are stopped with it.
end_what_is_left() {
  [[ -z $killer ]] || kill -s KILL -- "-$child" 2>/dev/null || true
  end_timers
}

is_child_alive() {
  read_process_start "$child"
  [[ -n $start_mark && $start_mark == "$child_start" ]]
}

describe_start() {
  local asked=$resources
  # In a job, the walltime of the job is recorded.
  [[ $asked == *walltime=* || -z $limit ]] || asked+=${asked:+,}walltime=${limit}s
  print_words >"$task_dir/command.txt"
  printf '%s: %s\n' task "$task" attempt "$attempt" sweep "$sweep_id" host "${run_host:-$here}" \
    started "$started" directory "$project_dir" ${asked:+resources "$asked"} >"$task_dir/task_info.txt"
}

describe_end() { # <state> <exit code>
  local cost=()
  [[ $cpu_time == - ]] || cost+=(cpu_time "$cpu_time")
  [[ $peak_memory == - ]] || cost+=(peak_memory "$peak_memory")
  printf '%s: %s\n' ended "$now" exit_code "$2" state "$1" ${cost[@]+"${cost[@]}"} >>"$task_dir/task_info.txt"
  # The reader of this output may be gone, such as a closed terminal; the tasks continue.
  [[ -n $quiet ]] || printf 'task %s %s (exit %s)\n' "$task" "$1" "$2" 2>/dev/null || true
}

keep_and_show() { # <file>
  local line
  trap '' TERM HUP INT USR1 USR2
  trap : PIPE
  tee "$task_dir/$1" | while IFS= read -r line || [[ -n $line ]]; do
    printf '[%s] %s\n' "$task" "$line" 2>/dev/null || true
  done
}

# Sets stop_limit to the number of failures that stops the submission, or to nothing. A submission has its own, because a percentage is
# of its tasks; a job script that was submitted by hand has that of the whole sweep.
read_stop_limit() {
  stop_limit=${failures_of_all-} stop_folder=$sweep_dir/state/stop
  [[ -n $stop_limit && -e $stop_folder/limit ]] || return 0
  read -r stop_limit <"$stop_folder/limit" || true
  is_number "$stop_limit" || stop_limit=$failures_of_all
}

is_stopped() {
  [[ -n $stop_limit && -d $stop_folder/stopped ]]
}

# Adds one byte per failure to a file, so that its size is the count, whatever the number of tasks and journals. The worker that
# reaches the limit creates a marker, after which no worker starts a task, and removes the waiting jobs from the queue. If several
# hosts append at once over NFS, bytes may be lost, and the submission stops a little later.
count_failure() {
  local count
  [[ -n $stop_limit ]] || return 0
  { mkdir -p "$stop_folder" && printf 'x' >>"$stop_folder/failures"; } || return 0
  count=$(wc -c <"$stop_folder/failures") || return 0
  ((count >= stop_limit)) || return 0
  mkdir "$stop_folder/stopped" 2>/dev/null || return 0
  [[ -z $job || ! -e $sweep_dir/state/submissions.tsv ]] ||
    "$BASH" -p "$sweep_dir/scripts/cancel.sh" --waiting -y </dev/null >/dev/null 2>&1 || true
}

# Runs an attempt if it is free, and repeats while it fails and --retries allows.
run_task() { # <task> <attempt>
  local next=$2 left=$retries
  while claim_task "$1" "$next"; do
    run_claimed
    case $last_state in
      failed | timeout) ;;
      *) return 0 ;;
    esac
    if [[ -n $stopping || -n $near_end || $left -eq 0 ]]; then
      # A job that is requeued at the end of its walltime continues the task.
      [[ -n $near_end && -n $goes_back ]] || count_failure
      return 0
    fi
    left=$((left - 1)) next=$((next + 1))
  done
}

# Runs tasks for the first time, from one number to another in steps.
run_range() { # <first> <last> <step>
  local next
  for ((next = $1; next <= $2; next += $3)); do
    may_begin || return 0
    run_task "$next" 1
  done
}

# Runs the "task attempt" lines read from descriptor 7.
run_list() {
  local next_task next_attempt
  while may_begin && read -r -u 7 next_task next_attempt; do
    run_task "$next_task" "$next_attempt"
  done
}

may_begin() {
  [[ -z $stopping && -z $near_end ]] && ! is_stopped && has_time_left
}

# Near the end of a job's walltime no new task starts: it could not finish. If no margin is given, the margin is twice the longest
# task that this worker has run.
has_time_left() {
  local margin=$claim_margin
  [[ -n $margin && -n $deadline ]] || return 0
  [[ $margin != auto ]] || margin=$((2 * longest))
  ! is_near_deadline "$margin" || near_end=yes
  [[ -z $near_end ]]
}

# A job that was suspended, or given more time, ends later than expected: when the end seems near, the driver is asked again.
is_near_deadline() { # <seconds>
  local later
  read_clock
  ((${now%.*} + $1 >= deadline)) || return 1
  [[ -n $ask_end ]] || return 0
  later=$("$BASH" -p "$ask_end" --end-time "$job" </dev/null 2>/dev/null) || return 0
  ! is_number "$later" || deadline=$later
  ((${now%.*} + $1 >= deadline))
}

# A worker takes its own share first, so that workers rarely compete for a task, and then whatever the others have not reached.
# For a sweep that has run before, a list contains the remaining tasks. It may be long, so it is read incrementally.
run_worker() { # <number> <of>
  if [[ -n $todo_file ]]; then
    [[ -r $todo_file ]] || die "cannot read $todo_file"
    exec 7< <(list_share "$1" "$2")
    run_list
    exec 7<&-
  else
    run_range $((first_task + $1 - 1)) "$last_task" "$2"
    [[ $2 -eq 1 ]] || run_range "$first_task" "$last_task" 1
  fi
}

# Prints the list's "task attempt" lines: every Nth, and then the others.
list_share() { # <number> <of>
  awk -v first="$first_task" -v last="$last_task" -v number="$1" -v of="$2" '
    pass != this_pass {
      pass = this_pass
      position = 0
    }
    NF == 2 && $0 !~ /[^0-9 ]/ && $1 >= first + 0 && $1 <= last + 0 {
      is_own = position++ % of == number - 1
      if (pass == 1 ? is_own : !is_own) print
    }
  ' this_pass=1 "$todo_file" this_pass=2 "$todo_file"
}

# Runs one task, as the next attempt if an earlier one ended without completing it.
run_one() { # <task>
  local next=1 found
  locate_task "$1"
  if [[ -d $task_dir ]]; then
    found=$("$BASH" -p "$sweep_dir/scripts/status.sh" --todo --only "$1")
    if [[ -z $found ]]; then
      printf 'task %s is already completed or running\n' "$1"
      return 0
    fi
    next=${found#* }
  fi
  run_task "$1" "$next"
  return "$last_status"
}

# The worker slot's share of the GPUs that --gpus lists: as many as a task requests, or one.
assign_gpus() { # <list> <slot>
  local devices each=$gpus_each first index
  IFS=, read -r -a devices <<<"$1"
  # A program cannot use a GPU twice.
  [[ $each -le ${#devices[@]} ]] || each=${#devices[@]}
  first=$((($2 - 1) * each))
  for ((index = first; index < first + each; index++)); do
    task_gpus+=${task_gpus:+,}${devices[index % ${#devices[@]}]}
  done
}

run() {
  local preflight='' elsewhere='' share='' gpus='' gpus_each=${gpus_per_task-1} journal_name='' cgroup=''
  wanted='' timeout='' retries=0 grace=$default_grace show_output='' quiet='' todo_file='' task_gpus=''
  first_task=1 last_task=$task_count job='' deadline='' ask_end='' claim_margin='' usr1_is_end='' near_end=''
  goes_back='' resources='' stretch='' through='' run_host='' stopping='' last_state='' last_status=0 any_failed='' longest=0 child='' child_start='' killer='' alarm=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --preflight) preflight=yes ;;
      --elsewhere) elsewhere=yes ;;
      --show-output) show_output=yes ;;
      --quiet) quiet=yes ;;
      --usr1-is-end) usr1_is_end=yes ;;
      --goes-back) goes_back=yes ;;
      --worker | --journal | --timeout | --retries | --grace | --todo | --gpus | --tasks | --job | --until | \
        --ask-end | --claim-margin | --gpus-per-task | --resources | --stretch | --through | --cgroup)
        [[ $# -ge 2 ]] || usage_error "$1 needs a value"
        case $1 in
          --worker) share=$2 ;;
          --journal) journal_name=$2 ;;
          --timeout) timeout=$2 ;;
          --retries) retries=$2 ;;
          --grace) grace=$2 ;;
          --todo) todo_file=$2 ;;
          --tasks) read_range "$2" ;;
          --job) job=$2 ;;
          --until) deadline=$2 ;;
          --ask-end) ask_end=$2 ;;
          --claim-margin) claim_margin=$2 ;;
          --gpus-per-task) gpus_each=$2 ;;
          --resources) resources=$2 ;;
          --cgroup) cgroup=$2 ;;
          --stretch) stretch=$2 ;;
          --through) through=$2 elsewhere=yes ;;
          *) gpus=$2 ;;
        esac
        shift
        ;;
      -h | --help)
        show_help "$sweep_dir/scripts/task.sh"
        return 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) check_task "$1" ;;
    esac
    shift
  done
  verify_manifest
  enter_project "$elsewhere" "$preflight"
  [[ -z $preflight ]] || return 0
  [[ -n $wanted || -n $share ]] || usage_error 'missing task number'
  trap_signals
  [[ -z $through ]] || bind_slot "${share%/*}"
  open_journal "$journal_name"
  read_stop_limit
  open_meter
  find_peak_file "$cgroup"
  if [[ -n $share ]]; then
    [[ -z $gpus ]] || assign_gpus "$gpus" "${share%/*}"
    run_worker "${share%/*}" "${share#*/}"
  else
    run_one "$wanted"
  fi
  # Tells the driver that tasks may be left for lack of time.
  [[ -z $near_end ]] || return 75
  [[ -z $stopping ]] || return 130
  [[ -z $any_failed ]]
}

# With --through, a script runs the programs elsewhere. For each worker it prints where that is and the worker's name in the
# journal, or nothing if this worker runs them itself.
bind_slot() { # <worker>
  local place
  place=$("$BASH" -p "$through" --slot "$1" </dev/null) || die "$through did not report where worker $1 runs its tasks"
  IFS=$'\t' read -r run_host job <<<"$place"
  [[ -n $run_host ]] || through=''
}

read_range() { # <first>-<last>
  check_task "${1%-*}"
  first_task=$wanted
  check_task "${1#*-}"
  last_task=$wanted wanted=''
}
