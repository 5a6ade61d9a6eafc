# What hsm monitor and others make a picture of: one line per key, with tabs. What waits in the queue is counted
# by the reason that the scheduler gives. A scheduler is unanswered where it has been asked for jobs, and
# does not tell what became of them.
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
