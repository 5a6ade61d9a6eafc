# For the summary: jobs that ended before their script began, with the tasks that are still pending for that. Where
# nothing else is at work, nothing is left to wait for.
show_gone() { # <how many tasks run or wait>
  local ways count state reason tasks job jobs scheduler cluster
  [[ -n $gone_jobs ]] || return 0
  ways=$(derive gone)
  [[ -n $ways ]] || return 0
  while IFS=$'\t' read -r _ count state reason tasks job; do
    jobs="$count jobs ended before they began"
    [[ $count -ne 1 ]] || jobs='1 job ended before it began'
    [[ $state != - ]] || state='nobody knows why'
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

# Where a job has said why: in its log or, where that could take nothing, in a place that could.
show_words_of() { # <scheduler> <cluster> <job>
  local name=hsm-$1-$3.log place
  for place in "logs/$1_$2_$3.log" "$name" "${HOME-}/$name" "/tmp/$name"; do
    [[ -s $place ]] || continue
    printf '%12s  see %s\n' '' "$place"
    return 0
  done
}

# Whose silence matters: jobs were asked of it.
show_silent() {
  local name
  [[ -n $silent ]] || return 0
  while read -r _ name; do
    printf '%10s  %s does not answer: what it has of this sweep is not known\n' '' "$name"
  done < <(list_unanswered)
}
