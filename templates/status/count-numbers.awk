# Prints the number of tasks in each state; when the first and the latest attempt started, and when the latest one ended; how many
# tasks ended on their own in the last minute, five minutes and so on; the five tasks that have been running longest; and the
# five that failed or were stopped most recently.
function count_numbers(task, state_names, age, i, k, badly, runs, latest) {
  for (task in state) {
    count[state[task]]++
    if (started[task] + 0 > last_start + 0) last_start = started[task]
    if (ended[task] + 0 > last_end + 0) last_end = ended[task]
    if (state[task] ~ /^(failed|timeout|cancelled|lost)$/)
      badly[task] = ended[task] == "-" ? started[task] : ended[task]
    if (state[task] == "running") runs[task] = started[task]
    age = clock - ended[task]
    if (state[task] ~ /^(completed|failed|timeout)$/)
      for (i = 6; i > 0 && age <= window_of(i); i--) within[i]++
  }
  count["pending"] = total
  k = split("completed failed timeout cancelled lost running queued", state_names, " ")
  for (i = 1; i <= k; i++) {
    print state_names[i], count[state_names[i]] + 0
    count["pending"] -= count[state_names[i]]
  }
  # Some awks print large numbers as 1e+10.
  printf "pending\t%.0f\n", count["pending"]
  print "now", clock
  print "first_start", first ? first : "-"
  print "last_start", last_start ? last_start : "-"
  print "last_end", last_end ? last_end : "-"
  for (i = 1; i <= 6; i++) print "ended_within", window_of(i), within[i] + 0
  for (k = 1; k <= 5; k++) {
    latest = ""
    for (task in runs) if (latest == "" || runs[task] + 0 < runs[latest] + 0) latest = task
    if (latest == "") break
    print "runs", latest, host[latest], clock - started[latest]
    delete runs[latest]
  }
  for (k = 1; k <= 5; k++) {
    latest = ""
    for (task in badly) if (latest == "" || badly[task] + 0 > badly[latest] + 0) latest = task
    if (latest == "") return
    print "failure", latest, state[latest], code[latest], host[latest], \
      (ended[latest] == "-" ? "-" : ended[latest] - started[latest])
    delete badly[latest]
  }
}
# In seconds.
function window_of(i) {
  return substr("    60   300   900  3600 21600 86400", 6 * i - 5, 6) + 0
}
