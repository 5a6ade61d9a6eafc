# Chooses as many jobs as the machine has cores, GPUs or memory for, unless --jobs is given; explains the number if it is smaller
# than the number of cores.
choose_jobs() {
  local cores devices reason='' memory='' cpus_per_task memory_per_task gpus_per_task
  cpus_per_task=${asked_cpus:-$default_cpus} memory_per_task=${asked_memory:-$default_memory}
  gpus_per_task=${asked_gpus:-${default_gpus:-1}}
  read_memory
  cores=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || printf 1)
  if [[ -n $jobs ]]; then
    if [[ -n $memory && $jobs -le $asked && $((jobs * memory_per_task)) -gt $memory ]]; then
      printf '%s tasks at a time may need %sM of memory, but this machine has %sM\n' "$jobs" "$((jobs * memory_per_task))" "$memory" >&2
    fi
  else
    jobs=$((cores / cpus_per_task))
    [[ $jobs -ge 1 ]] || jobs=1
    [[ $jobs -eq $cores ]] || reason="this machine has $cores cores, and a task takes $cpus_per_task"
    if [[ -n $gpus ]]; then
      IFS=, read -r -a devices <<<"$gpus"
      jobs=$((${#devices[@]} / gpus_per_task))
      reason="${#devices[@]} GPUs are available, and a task takes $gpus_per_task"
    fi
    if [[ -n $memory && $((jobs * memory_per_task)) -gt $memory ]]; then
      jobs=$((memory / memory_per_task))
      reason="this machine has ${memory}M of memory, and a task takes ${memory_per_task}M"
    fi
    [[ $jobs -ge 1 ]] || jobs=1
    if [[ -n $reason && $jobs -lt $asked && $jobs -lt $cores ]]; then
      printf '%s at a time: %s (override with --jobs)\n' "$jobs" "$reason" >&2
    fi
  fi
  [[ $jobs -ge 1 ]] || jobs=1
  [[ $jobs -le $asked ]] || jobs=$asked
}

# Sets memory to this machine's memory in M, if tasks request memory and the system reports it.
read_memory() {
  local name amount
  [[ -n $memory_per_task ]] || return 0
  if [[ -r /proc/meminfo ]]; then
    while read -r name amount _; do
      [[ $name != MemTotal: ]] || memory=$((amount / 1024))
    done </proc/meminfo
  elif amount=$(sysctl -n hw.memsize 2>/dev/null); then
    memory=$((amount / 1048576))
  fi
}

# Another program called parallel (from moreutils) has different options.
# shellcheck disable=SC2317,SC2329 # called through run_and_listen
has_gnu_parallel() {
  parallel --version 2>/dev/null | grep -q '^GNU parallel'
}

choose_engine() {
  if [[ -z $engine ]]; then
    engine=bash
    if run_and_listen has_gnu_parallel; then
      engine=parallel
    fi
  elif [[ $engine == parallel ]]; then
    run_and_listen has_gnu_parallel || die 'no GNU parallel on PATH: remove --engine, or use --engine bash'
  fi
}
