# Results read from a task are cached in state/collect/kept. A task is read again only if its files changed or it ran again.
# The cache names the run of this script that wrote it. Other files of that run have this name in theirs (its lists of files and
# journals, its table, its messages), so concurrent runs do not mix.
keep_for_next_time() {
  local file
  touch -r "$fresh.journals" "$fresh.kept"
  trap - EXIT
  mv -f "$fresh.kept" "$kept"
  uniq "$fresh.there" "$fresh.files"
  rm -f "$fresh.there" "$fresh.more" "$fresh.rows" "$fresh".part_*
  # A run in progress has no list of files yet, so its files are kept.
  for file in state/collect/*.files; do
    [[ $file == "$fresh".* ]] || rm -f "${file%.files}".*
  done
  find state/collect -maxdepth 1 -name '*-*' -mtime +1 -exec rm -f {} + 2>/dev/null || true
}

# Whether nothing can have happened to the tasks since the last run: no task was running or waiting then, no accounting was
# late, and no journal was written to since. Dates alone are not enough: files copied from elsewhere keep theirs, and a host's clock may be slow.
# Sets last to the run whose results can be used.
is_settled() {
  local head settled run journal
  [[ -z $only && ${#lost[@]} -eq 0 && -s $kept && ! -e state/collect/awaits_accounts ]] || return 1
  IFS=$'\t' read -r head run settled <"$kept" || return 1
  [[ $head == "$kept_head" && $settled == settled ]] || return 1
  last=state/collect/${run//[!0-9-]/}
  [[ -e $last.names_1 && -e $last.names_2 ]] || return 1
  cmp -s "$fresh.journals" "$last.journals" 2>/dev/null || return 1
  for journal in state/*_*.tsv; do
    [[ $kept -nt $journal ]] || return 1
  done
}

# Journals only grow, so comparing their names and sizes is enough.
list_journals() {
  # shellcheck disable=SC2010 # there may be too many for a command line
  ls -ln state | grep '_[^ ]*[.]tsv$' || true
}
