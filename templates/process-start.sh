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
