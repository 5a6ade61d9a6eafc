# Sets jobs to one line "scheduler job" for each job to cancel, based on what the schedulers report for this sweep.
# With --only, which sets ranges, a job is cancelled only if all of its tasks were selected.
find_jobs() {
  local script name rows silent='' answered=$'\n'
  jobs=''
  for script in scripts/queue-*.sh; do
    [[ -e $script ]] || continue
    name=${script##*/queue-}
    name=${name%.sh}
    # The script itself reports why it has no answer.
    rows=$("$BASH" -p "$script") || {
      silent+=" $name"
      continue
    }
    answered+=$(sed -n 's/^answered.\([^/]*\).*/\1/p' <<<"$rows")$'\n'
    [[ -z $rows ]] || jobs+=$(choose_jobs "$name" <<<"$rows")$'\n'
  done
  # Another machine may report the jobs of a scheduler that is not installed here.
  for name in $silent; do
    [[ $answered == *$'\n'"$name"$'\n'* ]] || unanswered+=${unanswered:+ and }$name
  done
}

choose_jobs() { # <scheduler>
  LC_ALL=C awk -F '\t' -v scheduler="$1" -v only="${only:+yes}" -v waiting="$waiting" '
    # The ranges are sorted and do not overlap, so only the last one that begins before the task can contain it.
    function asked(task, low, high, middle) {
      low = 0
      high = ranges
      while (low < high) {
        middle = int((low + high + 1) / 2)
        if (from[middle] <= task) low = middle
        else high = middle - 1
      }
      return low > 0 && task <= to[low]
    }
    # Counts how many tasks of a job were selected (wanted) and how many were not (others).
    function count_tasks(task, listed, line) {
      wanted = others = 0
      if ($7 == "-") {
        for (task = $5 + 0; task <= $6 + 0; task++) asked(task) ? wanted++ : others++
        return
      }
      listed = "state/" $7
      while ((getline line <listed) > 0) {
        task = line + 0
        if (task >= $5 + 0 && task <= $6 + 0) asked(task) ? wanted++ : others++
      }
      close(listed)
    }
    mode == "ranges" {
      from[++ranges] = $2 + 0
      to[ranges] = $3 + 0
      next
    }
    NF != 9 || waiting && $3 != "queued" { next }
    !only { print scheduler " " $2; next }
    $6 == 0 && $8 ~ /[.]retry$/ { next }
    $6 == 0 {
      print "job " $2 " keeps running: it takes any task that is free" >"/dev/stderr"
      next
    }
    {
      count_tasks()
      if (wanted && !others) print scheduler " " $2
      else if (wanted) print "job " $2 " keeps running: of its tasks " $5 "-" $6 ", " others " were not selected" >"/dev/stderr"
    }
  ' mode=ranges <(printf '%s' "${ranges:+$ranges$'\n'}") mode=jobs -
}
