# Sets end to the exit code of the task's program. A broken connection does not end the task: the machine is asked again until it has
# been silent for too long.
wait_for_run() {
  local code
  end='' is_started=$is_adopted is_stopping='' silent_since='' pause=1
  while [[ -z $end ]]; do
    code=0
    ask_for_end || code=$?
    if [[ $code -eq 75 ]]; then
      be_patient
      continue
    fi
    silent_since='' pause=1
    # A machine that cannot even start tasks is not usable.
    [[ $code -eq 0 ]] || give_machine_up "cannot run tasks"
    end=$(answer_of end)
    is_started=yes
    if [[ -n $(answer_of unknown) ]]; then start_again; fi
  done
  if ! is_number "$end" || [[ ${#end} -gt 3 ]]; then die "$remote_host did not report how the task ended"; fi
  end=$((10#$end))
  # Somebody cancelled it on the machine, so this worker stops as if it had been cancelled itself.
  [[ -z $(answer_of stopped) || -n $is_stopping ]] || kill -s TERM "$PPID" 2>/dev/null || true
}

# The first request starts the run. The run has a name, so it starts only once however often it is requested.
ask_for_end() {
  if [[ -n $is_started ]]; then
    try_there await "$number" "$run" 20 </dev/null
  else
    try_there run_task "$number" "$run" "$task" "$timeout" "$grace" "$gpus" "$python_there" "$conda_there" </dev/null
  fi
}

# An earlier launcher's request never reached the machine, or the run was killed there before it ended.
start_again() {
  [[ -n $is_adopted ]] || give_machine_up "has lost task $task"
  is_adopted='' is_started='' end=''
  rm -f -- "$note"
  find_run "$slot" "$attempt"
}

be_patient() {
  local patience
  [[ -e $note ]] || die "the sweep directory is gone"
  silent_since=${silent_since:-$SECONDS}
  { IFS= read -r patience <state/distributed/patience; } 2>/dev/null || patience=600
  is_number "$patience" || patience=600
  if [[ $((SECONDS - silent_since)) -ge $patience ]] || is_lost "$name"; then give_machine_up "has been silent for $patience seconds"; fi
  sleep "$pause" || true
  [[ $pause -ge 10 ]] || pause=$((pause * 2))
}

# The worker leaves the attempt without an end: it counts as lost, and another machine tries the task again.
give_machine_up() { # <why>
  printf '%s: %s %s: its tasks run elsewhere\n' "${0##*/}" "$name" "$1" >&2
  : >"tasks/task_$task/unreachable"
  is_lost "$name" || printf '%s\n' "$name" >>state/distributed/lost
  exit 75
}

# The worker was asked to stop: the task is stopped too, and ends like any other.
stop_run() {
  is_stopping=yes
  try_there stop "$number" "$run" </dev/null || true
}
