# The last job may still be in the queue when this one starts, and then tasks that were killed with it seem to be running.
wait_for_ends() {
  local tries
  for ((tries = 0; tries < 12; tries++)); do
    "$BASH" -p scripts/status.sh --tsv --fresh ${tasks:+--only "@$tasks"} |
      awk -F '\t' '$2 == "running" { found = 1 } END { exit !found }' || return 0
    sleep 5
  done
}

# Sets groups to one line "number cause memory walltime count" for each amount of memory, in M, and walltime, in seconds, with which
# tasks are retried; 0 if the attempt did not record it. The tasks of a group are in state/retry_STAMP.NUMBER.
choose_tasks() {
  local rows
  rows=$("$BASH" -p scripts/errors.sh --tsv --fresh ${tasks:+--only "@$tasks"}) || die 'cannot determine what failed'
  groups=$(LC_ALL=C awk -F '\t' -v file="state/retry_$stamp." \
    -v memory_left="$((memory_times - retried_memory))" -v memory_factor="$memory_factor" -v memory_most="$memory_most" \
    -v timeout_left="$((timeout_times - retried_timeout))" -v timeout_factor="$timeout_factor" -v timeout_most="$timeout_most" '
    # A larger amount, up to the bound; 0 if there is none, or if the earlier amount is unknown.
    function grow(amount, factor, most, more) {
      more = int((amount * factor + 999) / 1000)
      if (most > 0 && more > most) more = most
      return more > amount ? more : 0
    }
    function read_amount(text, name, parts, part, i) {
      parts = split(text, part, ",")
      for (i = 1; i <= parts; i++) if (index(part[i], name "=") == 1) return substr(part[i], length(name) + 2) + 0
      return 0
    }
    NR > 1 && ($4 == "out of memory" && memory_left > 0 || $4 == "walltime" && timeout_left > 0) {
      memory = read_amount($8, "memory")
      walltime = read_amount($8, "walltime")
      if ($4 == "walltime") more = walltime = grow(walltime, timeout_factor, timeout_most)
      else more = memory = grow(memory, memory_factor, memory_most)
      if (!more) next
      key = ($4 == "walltime" ? "timeout" : "memory") " " memory " " walltime
      if (!(key in number)) {
        order[++groups] = key
        number[key] = groups
      }
      count[key]++
      print $1 >(file number[key])
    }
    END { for (i = 1; i <= groups; i++) print i, order[i], count[order[i]] }
  ' <<<"$rows") || die "cannot write to $sweep_dir/state"
}
