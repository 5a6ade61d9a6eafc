# A signal is taken from the first moment on. Where nothing was started yet there is nothing to stop.
trap_signals() {
  stopped='' has_started='' preparing='' workers=() todo_file=''
  trap : PIPE
  trap 'stop_workers INT' INT
  trap 'stop_workers TERM' TERM HUP
}

# Runs a command and hears signals meanwhile. Bash drops an INT that comes while a command in the foreground ends well,
# even one that is trapped; a wait for one in the background always ends with it. The process group is its own for
# stop_workers to end.
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

# Each worker stops its own program and says so in its journal. GNU parallel passes the signal on when it comes for the
# second time. The terminal may be gone, or hold back what is printed, so the message comes after the signal.
end_workers() { # [<message>]
  signal_workers
  [[ $# -eq 0 ]] || printf '\n%s: programs have %s seconds to end\n' "$1" "$grace" >&2 2>/dev/null || true
  if [[ $engine == parallel ]]; then
    sleep 1 || true
    signal_workers
  fi
}

# One that is suspended takes the signal when it goes on.
signal_workers() {
  [[ ${#workers[@]} -gt 0 ]] || return 0
  kill -s TERM "${workers[@]}" 2>/dev/null || true
  kill -s CONT "${workers[@]}" 2>/dev/null || true
}
