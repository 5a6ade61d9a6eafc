# Requests a start until there is an answer. Each start has a unique name: if the connection breaks before the answer, asking again
# starts nothing twice. Jobs must not be submitted to a scheduler twice.
ask_start() {
  local tries code
  for tries in 1 2 3; do
    code=0
    try_there start "$name" "$backend" ${words[@]+"${words[@]}"} <<<"$only" || code=$?
    [[ $code -eq 75 && $backend == local && $tries -lt 3 ]] || break
  done
  [[ $code -ne 75 ]] || die "$remote_host is not responding: $0 status shows whether the tasks were started"
  return "$code"
}

# Sets job to its number on the machine, or to nothing if a scheduler has it. The machine starts the driver, which first checks that tasks can run there, and returns at once.
start() {
  local name words=(${selection[@]+"${selection[@]}"}) place
  # If this is interrupted, the tasks exist anyway and should be recorded.
  interrupted=''
  trap 'interrupted=yes' INT
  name=$sweep_id-$(date +%Y%m%d%H%M%S)-$$
  if [[ $backend == local ]]; then
    [[ -z ${jobs:-$max_jobs} ]] || words+=(--jobs "${jobs:-$max_jobs}")
  else
    [[ -z $jobs ]] || words+=(--throttle "$jobs")
  fi
  [[ -z $walltime ]] || words+=(--walltime "$walltime")
  words+=(${resource_words[@]+"${resource_words[@]}"})
  ask_start || exit 1
  place=$(answer_of place)
  job=$(answer_of job)
  answer_of said | replace_controls
  [[ $place =~ ^remote(/[A-Za-z0-9._-]+){2}$ ]] || die "$remote_host did not report what it started"
  is_number "${job:-0}" || die "$remote_host did not report what it started"
  mkdir -p state || die "cannot write to $sweep_dir"
  printf '%s\tsubmitted\t%s\t%s\t%s\t0\t-\t-\n' "$place" "$(date +%Y-%m-%dT%H:%M:%S)" "$name" "${job:--}" \
    >>state/submissions.tsv || die 'cannot write state/submissions.tsv'
  rm -f state/queue/remote_* 2>/dev/null || true
  trap 'exit 130' INT
  [[ -z $interrupted ]] || detach
  [[ -z $job ]] || printf 'job %s runs on %s; %s status shows its progress\n' "$job" "$remote_host" "$0"
}
