# Sets worker_command, to which the number of the worker's slot is appended.
build_worker_command() {
  worker_command=("$BASH" -p "$scripts/task.sh" --grace "$grace" --retries "$retries")
  [[ -z $timeout ]] || worker_command+=(--timeout "$timeout")
  [[ -z $gpus ]] || worker_command+=(--gpus "$gpus" ${asked_gpus:+--gpus-per-task "$asked_gpus"})
  describe_resources
  [[ -z ${run_list:-$todo_file} ]] || worker_command+=(--todo "${run_list:-$todo_file}")
  [[ -z $stretch ]] || worker_command+=(--stretch "$stretch")
  [[ -z $show_output ]] || worker_command+=(--show-output)
  journal=${started_by}_${here}_${machine}_$$
  [[ -z $through ]] || worker_command+=(--through "$through")
  [[ -z $job ]] || name_job
}

# Resources requested by options, for the record of each attempt. Others are in the sweep and may differ between tasks.
describe_resources() {
  local each text=''
  for each in "${asked_cpus:+cpus=$asked_cpus}" "${asked_memory:+memory=${asked_memory}M}" "${asked_gpus:+gpus=$asked_gpus}"; do
    text+=${each:+${text:+,}$each}
  done
  [[ -z $text ]] || worker_command+=(--resources "$text")
}

# A job's journals are named after its place, without the user.
name_job() {
  local place=${job%:*}
  worker_command+=(--job "$job.0")
  place=${place%/*}
  journal=${place//\//_}_${job##*:}
}

# Job control, which is switched on for this alone, gives each worker its own process group: signals of a terminal (Ctrl-C, or its
# end) reach this script, which passes them on.
start_workers() {
  build_worker_command
  has_started=yes
  set -m
  if [[ $engine == parallel ]]; then
    start_parallel
  else
    start_pool
  fi
  set +m
  [[ -z $stopped ]] || end_workers
}

# Descriptor 3 is closed in the workers, because a daemon that a task leaves behind would keep it open.
start_pool() {
  local slot
  for ((slot = 1; slot <= jobs; slot++)); do
    [[ -z $stopped ]] || return 0
    "${worker_command[@]}" --worker "$slot/$jobs" --journal "${journal}_$slot" </dev/null >&3 2>&"$complaints" 3>&- &
    workers+=("$!")
  done
}

# Runs the workers under GNU parallel, which keeps a log of them. --plain ignores PARALLEL and ~/.parallel/config, which could change
# its behaviour; only the number of the slot is on the command line. Its shell is bash, because other shells drop variables
# that are not valid to them, such as exported functions.
start_parallel() {
  local slot
  for ((slot = 1; slot <= jobs; slot++)); do
    printf '%s\n' "$slot"
  done | PARALLEL_SHELL=$BASH parallel --plain --will-cite --quote --ungroup --jobs "$jobs" \
    --termseq "TERM,$((grace * 1000 + 2000)),KILL,100" \
    "${worker_command[@]}" --worker "{}/$jobs" --journal "${journal}_{}" >&3 2>&"$complaints" 3>&- &
  workers+=("$!")
}

wait_for_workers() {
  local worker
  for worker in ${workers[@]+"${workers[@]}"}; do
    while kill -0 "$worker" 2>/dev/null; do
      wait "$worker" || true
    done
  done
}
