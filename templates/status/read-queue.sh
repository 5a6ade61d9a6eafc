# Sets queue to what the schedulers have of this sweep and of its owner's other jobs, a line per job, running_jobs to
# those that run, as " PLACE:NUMBER … ", and answered to " PLACE=TIME … ", the places whose jobs it covers and when they
# were asked. Silent is what was asked and did not answer: what runs there goes on running. In gone_jobs is what ended before it
# began. For display an answer of the last half minute is good enough; what is to be run is decided by a fresh one.
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
  # What of them is this sweep's and still waits: its first task, last task and list.
  queued=$(awk -F '\t' -v OFS='\t' 'NF == 9 && $1 != "-" && $3 == "queued" && $5 > 0 { print "queued", $5, $6, $7 }' <<<"$queue")
}

# What runs on another machine leaves its records there. Its queue script brings them whenever it is asked, so it is asked once
# before they are read, and again by read_queue, as every scheduler is.
bring_records() {
  [[ ! -e $sweep_dir/scripts/queue-remote.sh ]] ||
    "$BASH" -p "$sweep_dir/scripts/queue-remote.sh" ${may_be_kept:+--max-age "$max_age"} >/dev/null 2>&1 || true
}

# Prints the users whose jobs have begun attempts that have no end, with commas between.
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

# How many jobs of this sweep there are, and what is not known, for the summary.
count_jobs() {
  [[ -z $queue ]] || awk -F '\t' '
    NF != 9 || $1 == "-" { next }
    { count[$3]++ }
    $9 ~ /^needs you: / && !stuck[$9]++ { reasons[++ways] = $9 }
    END {
      if (count["running"] + count["queued"])
        printf "%10s  jobs in the queue: %d running, %d waiting\n", "", count["running"], count["queued"]
      for (i = 1; i <= ways; i++) printf "%10d  of those need you: %s\n", stuck[reasons[i]], substr(reasons[i], 12)
    }
  ' <<<"$queue"
  [[ $judged != unseen* ]] || awk '
    $1 == "unseen" { printf "%10d  of those running cannot be seen from here: on %s\n", $2, $3 }
  ' <<<"$judged"
}
