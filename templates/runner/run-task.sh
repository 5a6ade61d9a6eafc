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
