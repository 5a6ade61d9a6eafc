# Sets asked to the number of tasks to run, and list to the file in state/ with these tasks, unless they are simply all of them.
choose_tasks() {
  # Checks for journals, or the ledger, whose jobs may still be waiting.
  local records=(state/*.tsv)
  choose_rest
  stamp=$(date +%Y%m%d-%H%M%S)-$$
  list='' asked=$task_count todo=''
  [[ -e ${records[0]} || ${#selection[@]} -gt 0 ]] || has_claims . || return 0
  todo=$("$BASH" -p scripts/status.sh --todo ${selection[@]+"${selection[@]}"}) || die 'cannot determine the remaining tasks'
  asked=0
  [[ -n $todo ]] || return 0
  asked=$(wc -l <<<"$todo")
  asked=$((asked))
  list=submit_$stamp.todo
  [[ -n $dry_run || -n $test_only ]] || printf '%s\n' "$todo" >"state/$list" || die "cannot write state/$list"
}
