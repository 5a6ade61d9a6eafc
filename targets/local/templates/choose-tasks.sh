# Sets asked, how many tasks there are to run, and todo_file where that is not simply all of them:
# when something has run before (a claim without a journal counts), or when options ask for less.
choose_tasks() {
  asked=$task_count
  asks_for_less || return 0
  run_and_listen mkdir -p "$sweep_dir/state" || die "cannot write in $sweep_dir"
  todo_file=$sweep_dir/state/${here}_${machine}_$$.todo
  run_and_listen list_tasks >"$todo_file" || die "cannot tell what is left to do"
  asked=$(wc -l <"$todo_file")
  asked=$((asked))
  if [[ $asked -eq 0 ]]; then
    rm -f "$todo_file"
  fi
}

asks_for_less() {
  # Journals, or the ledger, whose jobs may still wait.
  local records=("$sweep_dir"/state/*.tsv)
  [[ -e ${records[0]} || ${#selection[@]} -gt 0 ]] || has_claims "$sweep_dir"
}

list_tasks() {
  "$BASH" -p "$scripts/status.sh" --todo ${selection[@]+"${selection[@]}"}
}

# What --dry-run prints.
show_tasks() {
  local tasks=1-$task_count
  if asks_for_less; then
    tasks=$(list_tasks | join_ranges) || die "cannot tell what is left to do"
  fi
  if [[ -n $tasks ]]; then
    printf 'would run tasks %s\n' "$tasks"
  else
    printf 'nothing to do: every task that was asked for is completed or running\n'
  fi
}
