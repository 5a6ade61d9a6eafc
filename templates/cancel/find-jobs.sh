# Sets jobs, a line "scheduler job" for each job to cancel, from what the schedulers have of this sweep.
# With --only, which set ranges, a job is cancelled when all tasks that it is there for are asked for.
find_jobs() {
  local script name rows silent='' answered=$'\n'
  jobs=''
  for script in scripts/queue-*.sh; do
    [[ -e $script ]] || continue
    name=${script##*/queue-}
    name=${name%.sh}
    # It says itself why it does not answer.
    rows=$("$BASH" -p "$script") || {
      silent+=" $name"
      continue
    }
    answered+=$(sed -n 's/^answered.\([^/]*\).*/\1/p' <<<"$rows")$'\n'
    [[ -z $rows ]] || jobs+=$(choose_jobs "$name" <<<"$rows")$'\n'
  done
  # Another machine tells of its own scheduler, which may not be here.
  for name in $silent; do
    [[ $answered == *$'\n'"$name"$'\n'* ]] || unanswered+=${unanswered:+ and }$name
  done
}

choose_jobs() { # <scheduler>
  LC_ALL=C awk -F '\t' -v scheduler="$1" -v only="${only:+yes}" '
    # The ranges are in order and do not overlap: the last that begins before the task is the one.
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
    # How many of the tasks of a job are asked for, in wanted, and how many are not, in others.
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
    NF != 9 { next }
    !only { print scheduler " " $2; next }
    $6 == 0 {
      print "job " $2 " is left: it takes whatever task is free" >"/dev/stderr"
      next
    }
    {
      count_tasks()
      if (wanted && !others) print scheduler " " $2
      else if (wanted) print "job " $2 " is left: of its tasks " $5 "-" $6 ", " others " were not asked for" >"/dev/stderr"
    }
  ' mode=ranges <(printf '%s' "${ranges:+$ranges$'\n'}") mode=jobs -
}
