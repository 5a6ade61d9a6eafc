# For the summary: jobs that ended before their script began, with the tasks that are therefore still pending. If nothing else
# is running or waiting, there is nothing left to wait for.
show_gone() { # <how many tasks run or wait>
  local ways count state reason tasks job jobs scheduler cluster
  [[ -n $gone_jobs ]] || return 0
  ways=$(derive gone)
  [[ -n $ways ]] || return 0
  while IFS=$'\t' read -r _ count state reason tasks job; do
    jobs="$count jobs ended before they began"
    [[ $count -ne 1 ]] || jobs='1 job ended before it began'
    [[ $state != - ]] || state='reason unknown'
    [[ $reason == - ]] || state+=", $reason"
    printf '%10s  %s: %s\n' '' "$jobs" "$state"
    [[ $tasks == - ]] || printf '%12s  tasks %s\n' '' "$tasks"
    IFS=/ read -r scheduler cluster job <<<"$job"
    show_words_of "$scheduler" "$cluster" "${job#*:}"
  done <<<"$ways"
  if [[ $1 -eq 0 ]] && ! awk -F '\t' 'NF == 9 && $1 != "-" { found = 1 } END { exit !found }' <<<"$queue"; then
    open_tasks=0
  fi
}

# Where a job may have reported why: its log, or another place if the log was not writable.
show_words_of() { # <scheduler> <cluster> <job>
  local name=hsm-$1-$3.log place
  for place in "logs/$1_$2_$3.log" "$name" "${HOME-}/$name" "/tmp/$name"; do
    [[ -s $place ]] || continue
    printf '%12s  see %s\n' '' "$place"
    return 0
  done
}

# Schedulers that matter if they are not responding: they were given jobs.
show_silent() {
  local name
  [[ -n $silent ]] || return 0
  while read -r _ name; do
    printf '%10s  %s is not responding: the state of its jobs is unknown\n' '' "$name"
  done < <(list_unanswered)
}
