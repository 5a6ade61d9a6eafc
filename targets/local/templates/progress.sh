# If standard output is a terminal, the workers' output goes through a pipe to a progress bar; otherwise it is printed as it is.
# Error messages take the same way if both go to the terminal, so that they do not break the bar.
open_progress() {
  reader='' ticker='' begun=$SECONDS complaints=2
  if [[ $bar == auto && -t 1 && -z $show_output ]]; then
    pipe=$(mktemp -u "${TMPDIR:-/tmp}/hsm.XXXXXX")
    run_and_listen mkfifo -m 600 "$pipe" || die "cannot create $pipe"
    show_bar <"$pipe" &
    reader=$!
    exec 3>"$pipe"
    [[ ! -t 2 ]] || complaints=3
    run_and_listen rm -f "$pipe"
    tick >&3 3>&- &
    ticker=$!
  else
    exec 3>&1
  fi
}

# Prints one line per second, so that the bar is redrawn. Reading with a time limit instead would split lines, and bash 3.2 drops
# the first part.
tick() {
  trap '' INT HUP PIPE
  trap - TERM
  while sleep 1 && kill -s 0 "$$" && printf 'tick\n'; do :; done 2>/dev/null
}

close_progress() {
  [[ -z $reader ]] || printf 'end\n' 2>/dev/null >&3 || true
  exec 3>&-
  [[ -z $reader ]] || wait "$reader" || true
  [[ -z $ticker ]] || kill -s TERM "$ticker" 2>/dev/null || true
}

# Reads "task N STATE (exit E)" lines, and redraws once a second and after each line, as long as this script and the terminal
# exist. The terminal's width is read again once a second.
show_bar() {
  local done_count=0 failed=0 running line columns
  trap '' INT TERM HUP PIPE
  read_terminal_width
  while IFS= read -r line && kill -s 0 "$$" 2>/dev/null; do
    case $line in
      end) break ;;
      tick) read_terminal_width ;;
      'retry '*)
        line=${line#retry }
        failed=$((failed - ${line%% *}))
        ;;
      'task '*' completed '*) done_count=$((done_count + 1)) ;;
      'task '*' (exit '*) failed=$((failed + 1)) ;;
      *) print_above "${line//[[:cntrl:]]/ }" 2>/dev/null ;;
    esac
    running=$((asked - done_count - failed))
    draw_bar "$((running < jobs ? running : jobs))" 0 2>/dev/null || return 0
  done
  printf '\n'
}

# The journals are authoritative, whatever the workers printed.
report_end() {
  local completed failures
  if [[ -n $stopped ]]; then
    printf 'interrupted: run %s again to continue\n' "$0" >&2 2>/dev/null || true
    return 130
  fi
  completed=$(count_completed)
  printf '%d of %d tasks completed\n' "$completed" "$asked"
  if [[ -d $sweep_dir/state/stop/stopped ]]; then
    failures=$(wc -c <"$sweep_dir/state/stop/failures")
    printf 'stopped after %d failure%s; to continue, run resume.sh\n' "$failures" "$([[ $failures -eq 1 ]] || printf s)" >&2
  fi
  if [[ $completed -lt $asked ]]; then
    printf '%d did not complete; to see which ones and why, run\n  %s\n' $((asked - completed)) "${0%local.sh}status.sh" >&2
    return 1
  fi
}

# Prints how many of the selected tasks are completed.
count_completed() {
  "$BASH" -p "$scripts/status.sh" --completed ${todo_file:+--among "$todo_file"}
}
