# Runs one attempt that is claimed already, and records what the program itself returned.
run_claimed() {
  local status state elapsed limit=$timeout
  build_command "$task"
  describe_start
  [[ -z ${links_names-} ]] || link_name
  signalled='' timed_out='' child='' killer='' alarm=''
  start_in_group
  write_journal '\t%s\t' "$child@$child_start"
  # A signal that came before there was a process to pass it to.
  [[ -z $near_end ]] || kill -s USR1 -- "-$child" 2>/dev/null || true
  [[ -z $stopping ]] || stop_program
  # What this task may take, where not all may take the same.
  [[ $limit != each ]] || limit=${task_walltime-}
  if [[ -n $limit ]]; then
    set_alarm
  fi
  wait_for_program
  child=''
  # How it ended nobody knows. The attempt stays without an end, so that it is lost when this worker is gone.
  [[ -z $through || ! -e $task_dir/unreachable ]] || die "what runs on $run_host cannot be reached any more"
  read_clock
  name_outcome
  elapsed=$((${now%.*} - ${started%.*} + 1))
  ((elapsed <= longest)) || longest=$elapsed
  write_journal '%s\t%s\t%s\n' "$state" "$status" "$now"
  describe_end "$state" "$status"
  last_state=$state last_status=$status
}

# Sets child and child_start, the program's process. Job control, which is on for this alone, gives it a process group
# of its own, so that its children are stopped with it. Left on, it would give the terminal to what this script runs
# itself, and have wait return for a program that is only suspended.
start_in_group() {
  if [[ -n $show_output ]]; then
    # These outlive the signals that end the program, to show what it says then.
    exec 5> >(keep_and_show stdout.log 7<&-) 6> >(keep_and_show stderr.log 7<&- >&2)
  else
    exec 5>"$task_dir/stdout.log" 6>"$task_dir/stderr.log"
  fi
  set -m
  if [[ -n $through ]]; then
    start_elsewhere </dev/null >&5 2>&6 5>&- 6>&- 7<&- &
  else
    start_program </dev/null >&5 2>&6 5>&- 6>&- 7<&- &
  fi
  child=$!
  set +m
  exec 5>&- 6>&-
  read_process_start "$child"
  child_start=$start_mark
}

# Becomes what runs the program elsewhere, and ends as that does.
start_elsewhere() {
  trap - TERM HUP INT USR1 USR2 PIPE
  exec "$BASH" -p "$through" "${share%/*}" "$task" "$attempt" "${limit:--}" "$grace"
}

# Sets state. A program that was told that the walltime is near has run out of time, even where it ended
# by itself: whether it finished its work or only saved it cannot be seen from here. A signal at the end of
# the walltime is the scheduler's, not the user's.
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

# Sets status. A wait that a signal interrupts returns early, so it is repeated until none did, and where it looks as if
# a signal had ended the program, until the program is gone. Where a signal arrives at the moment of the program's end,
# bash may forget that it ended; then it would wait for the timers instead, and tell -1. It was told to end by TERM.
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
  # A scheduler ends all processes of a job at once, so the program's end may be seen before the signal.
  if [[ -n $job && $status -eq 143 && -z $stopping ]]; then
    sleep 0.2 || true
  fi
  end_what_is_left
}

# What the program left behind goes with it when it was stopped.
end_what_is_left() {
  [[ -z $killer ]] || kill -s KILL -- "-$child" 2>/dev/null || true
  end_timers
}

is_child_alive() {
  read_process_start "$child"
  [[ -n $start_mark && $start_mark == "$child_start" ]]
}

describe_start() {
  print_words >"$task_dir/command.txt"
  printf '%s: %s\n' task "$task" attempt "$attempt" sweep "$sweep_id" host "${run_host:-$here}" \
    started "$started" directory "$project_dir" >"$task_dir/task_info.txt"
}

describe_end() { # <state> <exit code>
  printf '%s: %s\n' ended "$now" exit_code "$2" state "$1" >>"$task_dir/task_info.txt"
  # Whoever reads this may be gone, as a terminal that was closed; the tasks go on.
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
