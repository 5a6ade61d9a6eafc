# The numbers for hsm monitor and similar tools: one line per key, tab-separated. Waiting jobs are counted by the scheduler's
# reason. A scheduler counts as unanswered if it was given jobs and does not report their state.
show_numbers() {
  local judged queue queued gone_jobs clock
  look_up
  clock=$(date +%s)
  printf 'tasks\t%s\n' "$task_count"
  derive counts
  count_waiting
  [[ -z $gone_jobs ]] || derive gone | cut -f 1-4
  list_unanswered
}

count_waiting() {
  awk -F '\t' -v OFS='\t' '
    $1 == "-" || NF != 9 { next }
    { jobs[$3]++ }
    $3 == "queued" { waiting[$9]++ }
    END {
      print "jobs_running", jobs["running"] + 0
      print "jobs_waiting", jobs["queued"] + 0
      for (reason in waiting) print "waiting", waiting[reason], reason
    }
  ' <<<"$queue"
}

list_unanswered() {
  local script name
  [[ -e state/submissions.tsv ]] || return 0
  for script in scripts/queue-*.sh; do
    name=${script##*/queue-}
    name=${name%.sh}
    [[ -e $script && $answered != *" $name/"* ]] || continue
    awk -F '\t' -v name="$name" '
      { sub(/\/.*/, "", $1) }
      $1 == name && $2 != "refused" && $2 != "asked" { sent++ }
      $1 == name && $2 == "asked" { open++ }
      $1 == name && $2 == "refused" { open-- }
      END { if (sent > 0 || open > 0) print "unanswered\t" name }
    ' state/submissions.tsv
  done
}
