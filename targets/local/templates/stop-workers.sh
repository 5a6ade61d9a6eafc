# Signals are handled from the start. If nothing was started yet, there is nothing to stop.
trap_signals() {
  stopped='' has_started='' preparing='' workers=() todo_file='' run_list='' stretch=''
  trap : PIPE
  trap 'stop_workers INT' INT
  trap 'stop_workers TERM' TERM HUP
}

# Runs a command while listening for signals. Bash drops an INT that arrives while a foreground command ends successfully, even if
# INT is trapped; a wait for a background command is always interrupted. The command has its own process group, which
# stop_workers can end.
run_and_listen() { # <command> [<argument>…]
  local result=0
  set -m
  "$@" </dev/null &
  preparing=$!
  set +m
  wait "$preparing" || result=$?
  preparing=''
  return "$result"
}

# shellcheck disable=SC2317,SC2329 # called by traps
stop_workers() { # <signal>
  [[ -z $stopped ]] || return 0
  stopped=$1
  if [[ -z $has_started ]]; then
    [[ -z $preparing ]] || kill -s TERM -- "-$preparing" 2>/dev/null || true
    [[ -z $todo_file ]] || rm -f "$todo_file"
    exit 130
  fi
  end_workers 'stopping'
}

# Each worker stops its own program and records that in its journal. GNU parallel passes on the second signal. The message is
# printed after the signal, because the terminal may be gone or block output.
end_workers() { # [<message>]
  signal_workers
  [[ $# -eq 0 ]] || printf '\n%s: waiting up to %s seconds for programs to end\n' "$1" "$grace" >&2 2>/dev/null || true
  if [[ $engine == parallel ]]; then
    sleep 1 || true
    signal_workers
  fi
}

# A suspended process only receives the signal when it continues.
signal_workers() {
  [[ ${#workers[@]} -gt 0 ]] || return 0
  kill -s TERM "${workers[@]}" 2>/dev/null || true
  kill -s CONT "${workers[@]}" 2>/dev/null || true
}
