# Prints how many jobs of the sweep are running or waiting, on this machine or in its scheduler's queue.
count_running() {
  local script count='' total=0
  for script in "$sweep_dir"/scripts/queue-{remote,distributed}.sh; do
    [[ -e $script && -e $sweep_dir/state/remote/here ]] || continue
    count=$(/bin/bash -p "$script" </dev/null | grep -c -e $'\trunning\t' -e $'\tqueued\t') || true
    total=$((total + ${count:-0}))
  done
  printf '%s' "$total"
}
