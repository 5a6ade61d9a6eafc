# Without all records, completed and running tasks would look as if they had never started.
check_journals() {
  local journal
  for journal in state state/*_*.tsv; do
    [[ -r $journal && (! -d $journal || -x $journal) || ! -e $journal ]] ||
      die "cannot read $sweep_dir/$journal, so the states of tasks are unknown: check its owner and permissions"
  done
}
