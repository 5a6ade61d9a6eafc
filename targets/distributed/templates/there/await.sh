# Reports how a run ended, if it ends within the given number of seconds; or that the run, or its end, is unknown.
await() { # <slot> <run> <seconds>
  enter_copy
  if is_run "$slots/$1" "$2"; then
    wait_for_end "$1" "$3"
  else
    say unknown yes
  fi
}

wait_for_end() { # <slot> <seconds>
  local job=$slots/$1 end=$((SECONDS + $2)) pauses=(0.02 0.05 0.1 0.2 0.4 1) step=0 code
  until [[ -e $job/end ]]; do
    # A killed run leaves no end.
    if [[ $step -eq 5 ]] && ! is_running "$job" && [[ ! -e $job/end ]]; then
      say unknown yes
      return
    fi
    [[ $SECONDS -lt $end ]] || return 0
    sleep "${pauses[step]}"
    [[ $step -eq 5 ]] || step=$((step + 1))
  done
  IFS= read -r code <"$job/end" || die "cannot read $job/end"
  say end "$code"
  [[ ! -e $job/stopped ]] || say stopped yes
}

# Asks a run to end.
stop() { # <slot> <run>
  enter_copy
  ! is_run "$slots/$1" "$2" || stop_slot "$1"
}

stop_slot() { # <slot>
  local process
  : >"$slots/$1/stopped"
  IFS=$'\t' read -r process _ <"$slots/$1/process" || return 0
  if is_alive "${process%@*}"; then kill -s TERM "${process%%@*}" 2>/dev/null || true; fi
}
