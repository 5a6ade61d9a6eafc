# Sets queue to what the schedulers report about this sweep and its owner's other jobs, one line per job; running_jobs to those
# that run, as " PLACE:NUMBER … "; and answered to " PLACE=TIME … ", the places covered and when they were asked. silent lists
# schedulers that are not responding: their jobs count as still running. gone_jobs lists jobs that ended before they began. For
# display an answer of the last half minute is good enough; decisions on what to run need a fresh one.
read_queue() {
  local script name rows users
  queue='' answered=' ' running_jobs=' ' silent='' queued='' asked_from='' gone_jobs=''
  for script in "$sweep_dir"/scripts/queue-*.sh; do
    [[ -e $script ]] || continue
    [[ -n $asked_from ]] || asked_from=$(date +%s)
    name=${script##*/queue-}
    name=${name%.sh}
    users=$(list_users "$name")
    if rows=$("$BASH" -p "$script" --all ${may_be_kept:+--max-age "$max_age"} ${users:+--users "$users"} 2>/dev/null); then
      [[ -z $rows ]] || queue+=${queue:+$'\n'}$rows
    else
      silent+=${silent:+ }$name
    fi
  done
  [[ -n $queue ]] || return 0
  answered+=$(awk -F '\t' '$1 == "answered" && $2 != "" && $3 ~ /^[0-9]+$/ { printf "%s=%s ", $2, $3 }' <<<"$queue")
  # A job that is about to end or to be moved still runs.
  running_jobs+=$(awk -F '\t' 'NF == 9 && $3 == "running" { printf "%s ", $2 }' <<<"$queue")
  gone_jobs=$(awk -F '\t' '$1 == "gone" && NF == 8' <<<"$queue")
  # The first task, last task and list of each job of this sweep that is still waiting.
  queued=$(awk -F '\t' -v OFS='\t' 'NF == 9 && $1 != "-" && $3 == "queued" && $5 > 0 { print "queued", $5, $6, $7 }' <<<"$queue")
}

# Tasks on another machine leave their records there. The queue script fetches them whenever it is asked, so it is asked once
# before they are read, and again by read_queue, like every scheduler.
bring_records() {
  [[ ! -e $sweep_dir/scripts/queue-remote.sh ]] ||
    "$BASH" -p "$sweep_dir/scripts/queue-remote.sh" ${may_be_kept:+--max-age "$max_age"} >/dev/null 2>&1 || true
}

# Prints the users whose jobs have attempts without an end, separated by commas.
list_users() { # <scheduler>
  LC_ALL=C awk -F '\t' -v name="$1" '
    NF >= 5 && NF < 9 {
      parts = split($4, part, "@")
      if (part[parts] !~ /^[^:\/]+\/[^:\/]+\/[^:\/]+:/) next
      split(part[parts], place, /[\/:]/)
      if (place[1] == name && !(place[3] in seen)) {
        seen[place[3]]
        printf "%s%s", separator, place[3]
        separator = ","
      }
    }
  ' <<<"$unended"
}

# For the summary: the number of this sweep's jobs, and what is unknown.
count_jobs() {
  [[ -z $queue ]] || awk -F '\t' '
    NF != 9 || $1 == "-" { next }
    # It has no tasks: it retries tasks of the others after they have ended.
    $8 ~ /[.]retry$/ {
      retries++
      next
    }
    { count[$3]++ }
    $9 ~ /^needs attention: / && !stuck[$9]++ { reasons[++ways] = $9 }
    END {
      if (count["running"] + count["queued"])
        printf "%10s  jobs in the queue: %d running, %d waiting\n", "", count["running"], count["queued"]
      if (retries) printf "%10s  %s\n", "", (retries == 1 ? "and a job that retries tasks" : "and " retries " jobs that retry tasks") " that run out of memory or time out"
      for (i = 1; i <= ways; i++) printf "%10d  of those need attention: %s\n", stuck[reasons[i]], substr(reasons[i], 18)
    }
  ' <<<"$queue"
  [[ $judged != unseen* ]] || awk '
    $1 == "unseen" { printf "%10d  of the running tasks cannot be checked from here: on %s\n", $2, $3 }
  ' <<<"$judged"
}
