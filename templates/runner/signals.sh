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
