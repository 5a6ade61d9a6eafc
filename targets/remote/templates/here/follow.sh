# Shows the progress until no task of the sweep runs on the machine. Ctrl-C stops the display, not the tasks.
follow() {
  local code rows='' asked=$task_count begun=$SECONDS done_count=0 failed=0 running=0 before='' columns
  trap detach INT
  # A caller that returns to a run does not know its job yet.
  if [[ -t 1 || -z $job ]]; then look_again; fi
  while [[ -z $rows || $code -ne 0 || $rows == *$'\trunning\t'* || $rows == *$'\tqueued\t'* ]]; do
    wait_there
    look_again
  done
  [[ ! -t 1 ]] || printf '\n'
  trap 'exit 130' INT
}

# Sets rows, and code to non-zero if the machine is not responding and the state is unknown.
look_again() {
  code=0
  rows=$("$BASH" -p scripts/queue-remote.sh 2>"$folder/said") || code=$?
  if [[ -t 1 ]]; then
    show_progress
  else
    cat "$folder/said" >&2
  fi
  if [[ $backend == local && -z $job && $rows == *$'\trunning\t'* ]]; then
    job=${rows%%$'\trunning\t'*}
    job=${job##*:}
  fi
}

show_progress() {
  local line name count _
  read_terminal_width
  while IFS= read -r line; do print_above "$line"; done < <(replace_controls <"$folder/said")
  failed=0
  while IFS=$'\t' read -r name count _; do
    case $name in
      completed) done_count=$count ;;
      failed | timeout | cancelled | lost) failed=$((failed + count)) ;;
      running) running=$count ;;
      *) ;;
    esac
  done < <("$BASH" -p scripts/status.sh --counts)
  before=${before:-$((done_count + failed))}
  draw_bar "$running" "$before"
}

# The tasks outlive this script.
detach() {
  printf '\n%s: the tasks keep running. %s follow shows them again and pulls the results; %s status shows their state, %s stop stops them\n' \
    "${0##*/}" "$0" "$0" "$0" >&2
  exit 130
}

# Waits for the end of the started job, but no longer than the display interval. The machine reports the end at once, so a short
# sweep takes no longer than necessary.
wait_there() {
  local seconds=5
  [[ ! -t 1 ]] || seconds=2
  if [[ -n $job ]] && try_there wait_for "$job" "$seconds" </dev/null && [[ -n $(answer_of waited) ]]; then return 0; fi
  [[ -z $rows ]] || sleep "$seconds"
}

report_end() {
  local completed
  completed=$("$BASH" -p scripts/status.sh --completed)
  printf '%d of %d tasks completed\n' "$completed" "$task_count"
  [[ $completed -eq $task_count ]]
}

# Prints the drivers' logs from the machine, and with --follow the latest log as it grows.
logs() {
  local name known
  ask_there log || exit 1
  while IFS=$'\t' read -r name known <<<"$answer" && [[ -n $name ]]; do
    [[ $answer != *$'\n'* ]] || printf '%s\n' "${answer#*$'\n'}" | replace_controls
    if [[ -z $follow ]] || ! is_number "$known"; then break; fi
    sleep 2
    ask_there log "$name" "$known" || exit 1
  done
}
