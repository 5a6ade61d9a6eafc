# Sets asked to the number of tasks to run, and todo_file if that is not simply all of them: when something has run before (a
# claim without a journal counts), or when options select fewer.
choose_tasks() {
  asked=$task_count
  asks_for_less || return 0
  run_and_listen mkdir -p "$sweep_dir/state" || die "cannot write to $sweep_dir"
  todo_file=$sweep_dir/state/${here}_${machine}_$$.todo
  { : >"$todo_file"; } 2>/dev/null || die "cannot write to $sweep_dir/state: is the disk full or read-only?"
  run_and_listen list_tasks >"$todo_file" || die "cannot determine the remaining tasks"
  asked=$(wc -l <"$todo_file")
  asked=$((asked))
  if [[ $asked -eq 0 ]]; then
    rm -f "$todo_file"
  fi
}

asks_for_less() {
  # Checks for journals, or the ledger, whose jobs may still be waiting.
  local records=("$sweep_dir"/state/*.tsv)
  [[ -e ${records[0]} || ${#selection[@]} -gt 0 ]] || has_claims "$sweep_dir"
}

list_tasks() {
  "$BASH" -p "$scripts/status.sh" --todo ${selection[@]+"${selection[@]}"}
}

# The output of --dry-run.
show_tasks() {
  local tasks=1-$task_count
  if asks_for_less; then
    tasks=$(list_tasks | join_ranges) || die "cannot determine the remaining tasks"
  fi
  if [[ -n $tasks ]]; then
    printf 'would run tasks %s\n' "$tasks"
  else
    printf 'nothing to do: every selected task is completed or running\n'
  fi
}
