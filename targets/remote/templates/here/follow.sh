# Shows how it goes until nothing of the sweep runs there any more. An interrupt ends the looking, not the tasks.
follow() {
  local rows='' code
  trap 'printf "\n%s: tasks go on; %s status shows them, %s pull brings the results\n" "${0##*/}" "$0" "$0" >&2; exit 130' INT
  while :; do
    wait_there
    code=0
    rows=$("$BASH" -p scripts/queue-remote.sh) || code=$?
    [[ ! -t 1 ]] || printf '\033[H\033[2J%s\n' "$("$BASH" -p scripts/status.sh)"
    # Without an answer nobody knows.
    [[ $code -ne 0 || $rows == *$'\trunning\t'* || $rows == *$'\tqueued\t'* ]] || break
  done
  trap 'exit 130' INT
}

# Waits for the end of the job that was started, but not for longer than a look is good for. The machine tells the end at once,
# so that a short sweep takes no longer than it has to.
wait_there() {
  if [[ -n $job ]] && try_there wait_for "$job" </dev/null && [[ -n $(answer_of waited) ]]; then return 0; fi
  [[ -z $rows ]] || sleep 5
}

report_end() {
  local completed
  completed=$("$BASH" -p scripts/status.sh --completed)
  printf '%d of %d tasks completed\n' "$completed" "$task_count"
  [[ $completed -eq $task_count ]]
}

# Prints what the drivers said there, and with --follow what the latest of them says from then on.
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
