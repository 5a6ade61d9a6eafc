# --- From evidence to a cause: the first that fits.
function name_cause(task) {
  if (state[task] == "timeout") return "walltime"
  if (state[task] == "cancelled") return "cancelled"
  if (gpu_memory) return "out of memory on a GPU"
  if (memory || (task in job_log) && (job_log[task] in job_memory || job_of[task] in ended_for_memory)) return "out of memory"
  if (disk) return "full disk or quota"
  if (state[task] == "lost") return "lost"
  if (code[task] == 126 && setup != "") return "failed set-up (" setup ")"
  if (library != "") return "missing library " library
  if (code[task] == 126 || code[task] == 127) return "missing interpreter or command" (absent == "" ? "" : " " absent)
  if (module != "") return "missing module " module
  if (exception == "ImportError") return "failed import"
  if (gpu_exception || gpu && exception == "") return "GPU trouble"
  # If a signal ended the program, an earlier exception was not the cause.
  if ((code[task] - 128) in signal) return "signal " signal[code[task] - 128]
  if (exception != "") return "exception " exception
  return "exit code " (code[task] ~ /^[0-9]+$/ ? code[task] : "unknown")
}
# Reads from task_info.txt the resources of a task: memory in M and the walltime in seconds, 0 if not recorded.
function read_resources(task, path, line, part, parts, i) {
  if (task in memory_of) return
  memory_of[task] = walltime_of[task] = cpus_of[task] = 0
  path = "tasks/task_" task "/task_info.txt"
  while ((getline line <path) > 0) {
    if (line !~ /^resources: /) continue
    resources_of[task] = substr(line, 12)
    gsub(/[\001-\037\177]/, " ", resources_of[task])
    parts = split(resources_of[task], part, ",")
    for (i = 1; i <= parts; i++) {
      if (part[i] ~ /^memory=[0-9]+M$/) memory_of[task] = substr(part[i], 8) + 0
      if (part[i] ~ /^cpus=[0-9]+$/) cpus_of[task] = substr(part[i], 6) + 0
      if (part[i] ~ /^walltime=[0-9]+s$/) walltime_of[task] = substr(part[i], 10) + 0
    }
  }
  close(path)
}
# kill -l prints " 1) SIGHUP  2) SIGINT" and so on.
function read_signals(words, word, i) {
  words = split(ENVIRON["SIGNALS"], word, /[ \t\n]+/)
  for (i = 1; i < words; i++) if (word[i] ~ /^[0-9]+\)$/) {
    signal[word[i] + 0] = word[i + 1]
    sub(/^SIG/, "", signal[word[i] + 0])
  }
}
# The rows of status.sh --tsv, and the logs of the jobs.
function read_status(name) {
  folder = mark = ENVIRON["FOLDER"]
  sub(/.*\//, "", mark)
  name = folder "/status"
  while ((getline <name) > 0) {
    if ($1 !~ /^[0-9]+$/) continue
    total++
    states[$2]++
    if ($2 == "completed") {
      done[$5]++
      all_done++
    }
    if ($2 !~ /^(failed|timeout|cancelled|lost)$/) continue
    bad[++bads] = $1 + 0
    state[$1 + 0] = $2
    code[$1 + 0] = $4
    host[$1 + 0] = $5
    duration[$1 + 0] = $7 == "-" ? "-" : sprintf("%.3f", $7 - $6)
    read_use($1 + 0)
  }
  close(name)
  name = folder "/jobs"
  while ((getline <name) > 0) {
    job_log[$1 + 0] = $2
    job_of[$1 + 0] = $3
  }
  close(name)
  name = folder "/ended"
  while ((getline <name) > 0) if ($1 == "ended" && $3 ~ /^OUT_OF_ME/) ended_for_memory[$2]
  close(name)
}
