# Retries tasks that timed out, with a longer limit each time.
retry_timeouts() {
  local round again=$sweep_dir/state/${here}_${machine}_$$.again factor=1000
  for ((round = 1; round <= timeout_times; round++)); do
    [[ -z $stopped && ! -d $sweep_dir/state/stop/stopped ]] || break
    run_and_listen list_timeouts >"$again" || break
    [[ -s $again ]] || break
    factor=$((factor * timeout_factor / 1000)) stretch=$factor,$timeout_most run_list=$again workers=()
    printf 'retrying %d tasks that timed out, with a longer limit\n' "$(wc -l <"$again")" >&3 || true
    start_workers
    wait_for_workers
  done
  rm -f "$again"
}

# Prints the next attempt of each selected task that timed out.
# shellcheck disable=SC2317,SC2329 # called through run_and_listen
list_timeouts() {
  "$BASH" -p "$scripts/status.sh" --todo --timeout | LIST=$todo_file awk '
    BEGIN {
      list = ENVIRON["LIST"]
      while (list != "" && (getline line <list) > 0) {
        sub(/ .*/, "", line)
        wanted[line]
      }
    }
    list == "" || $1 in wanted
  '
}
