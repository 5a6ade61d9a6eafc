# Sets start_mark to when a process began, or to nothing where it is not alive: there is none, or only a zombie that
# nobody waited for. With the process id it tells a process from a later one that got the same number. It is ? for a
# process that exists and may not be looked at, as other users' where /proc hides them.
read_process_start() { # <process id>
  local record
  start_mark=
  if [[ -r /proc/$1/stat ]]; then
    { IFS= read -r record <"/proc/$1/stat"; } 2>/dev/null || return 0
    # Field 22, counted after the command name, which is in brackets and may hold anything.
    record=${record##*) }
    # shellcheck disable=SC2086 # split into fields
    set -- $record
    [[ $1 == [ZX] ]] || start_mark=${20-}
  elif [[ ! -r /proc/1/stat ]]; then
    ask_for_process "$1"
  fi
}

# As above, where there is no /proc, or one that does not show all processes.
ask_for_process() { # <process id>
  local record
  if record=$(LC_ALL=C ps -o stat= -o lstart= -p "$1" 2>/dev/null) && [[ -n ${record//[[:space:]]/} ]]; then
    # shellcheck disable=SC2086 # split into fields
    set -- $record
    [[ $1 == Z* ]] && return 0
    shift
    start_mark=${*//[!0-9A-Za-z]/}
  elif record=$(LC_ALL=C kill -s 0 "$1" 2>&1) || [[ $record == *ermitted* ]]; then
    start_mark='?'
  fi
}
