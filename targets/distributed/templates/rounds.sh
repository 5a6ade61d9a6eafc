# Runs the tasks, and repeats this while the outcome of some is unknown: tasks that an earlier launcher started are waited for and
# adopted, and tasks of a lost machine go to the others.
run_rounds() {
  local code lost_tasks='' before lost_words=()
  run_round ${selection[@]+"${selection[@]}"} ${only[@]+"${only[@]}"}
  while [[ -z $stopped ]]; do
    wait_for_others
    wait_for_silent
    read_lost
    before=$lost_tasks
    lost_tasks=$(tell_tasks | awk -F '\t' '$2 == "lost" { print $1, $3 }') || die 'cannot determine the remaining tasks'
    [[ -n $lost_tasks && $lost_tasks != "$before" ]] || break
    leave_out_lost
    run_round --missing ${lost_words[@]+"${lost_words[@]}"} ${only[@]+"${only[@]}"}
  done
  [[ -z $stopped ]] || return 130
  [[ $code -ne 1 ]] || recount_tasks
  return "$code"
}

# Tasks of a concurrent launcher have also ended, once it has their results.
recount_tasks() {
  local tries unfinished
  for ((tries = 0; tries < 20; tries++)); do
    unfinished=$(tell_tasks | awk -F '\t' '$1 ~ /^[0-9]+$/ && $2 != "completed" { print $2 }') || return 0
    if [[ -z $unfinished ]]; then
      code=0
      return
    fi
    [[ $unfinished == *running* ]] || return 0
    sleep 0.5 || true
  done
}

tell_tasks() {
  "$BASH" -p scripts/status.sh --tsv ${lost_words[@]+"${lost_words[@]}"} ${only[@]+"${only[@]}"}
}

# Sets lost_words, the options that tell other scripts which machines count as lost.
read_lost() {
  local name
  lost_words=()
  while IFS= read -r name; do
    lost_words+=(--lost "$name")
  done <state/distributed/lost
}

# A machine that was silent from the beginning may still be running tasks of an earlier launcher: it gets as much time to respond as
# the others.
wait_for_silent() {
  local at
  read_lost
  for at in ${left_out[@]+"${left_out[@]}"}; do
    while [[ -z $stopped ]] && tell_tasks | awk -F '\t' -v name="${machine_names[at]}" '
      $2 == "running" && $5 == name { found = 1 }
      END { exit !found }
    '; do
      if [[ $SECONDS -ge $patience ]]; then
        printf '%s has been silent for %s seconds: its tasks run elsewhere\n' "${machine_names[at]}" "$patience" >&2
        printf '%s\n' "${machine_names[at]}" >>state/distributed/lost || die "cannot write to $sweep_dir"
        read_lost
      else
        sleep 2 || true
      fi
    done
  done
}

# Sets code.
run_round() { # <option of local.sh>…
  code=0
  "$BASH" -p scripts/local.sh --jobs "$slots" --started-by distributed --through scripts/run-there.sh ${passed[@]+"${passed[@]}"} "$@" &
  launched=$!
  wait_for_child "$launched"
  launched=''
}

# Waits until nothing of this sweep runs on machines that no worker here waits for.
wait_for_others() {
  local rows
  while [[ -z $stopped ]]; do
    rows=$("$BASH" -p scripts/queue-distributed.sh 2>/dev/null) || true
    [[ $rows == *$'\trunning\t'* ]] || break
    sleep 2 || true
  done
}

# Machines that were lost in the last round no longer have slots.
leave_out_lost() {
  [[ -s state/distributed/lost ]] || return 0
  awk -F '\t' -v OFS='\t' 'NR == FNR { lost[$1]; next } !($2 in lost) { $1 = ++count; print }' \
    state/distributed/lost "$HSM_SLOTS" >"$folder/slots" || die 'cannot read the slots'
  slots=$(wc -l <"$folder/slots")
  slots=$((slots))
  [[ $slots -gt 0 ]] || die 'no machines left'
  mv -f -- "$folder/slots" "$HSM_SLOTS" || die "cannot write to $sweep_dir"
}

# The workers stop their tasks, wherever those are running.
stop_launcher() {
  stopped=yes
  [[ -z ${launched-} ]] || kill -s TERM "$launched" 2>/dev/null || true
}
