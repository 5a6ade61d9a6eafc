# What was read of a task is kept in state/collect/kept and read again only where its files changed, or where the task
# ran again. That file names the run of this script which wrote it; what else is kept of that run has the name in its
# own: its lists of files and journals, its table, and what it said. So two runs at once do not mix.
keep_for_next_time() {
  local file
  touch -r "$fresh.journals" "$fresh.kept"
  trap - EXIT
  mv -f "$fresh.kept" "$kept"
  uniq "$fresh.there" "$fresh.files"
  rm -f "$fresh.there" "$fresh.more" "$fresh.rows" "$fresh".part_*
  # A run that is at work has no list of files yet, so it is left.
  for file in state/collect/*.files; do
    [[ $file == "$fresh".* ]] || rm -f "${file%.files}".*
  done
  find state/collect -maxdepth 1 -name '*-*' -mtime +1 -exec rm -f {} + 2>/dev/null || true
}

# Whether nothing can have happened to the tasks since the last time: none of them ran or waited then, and no
# journal was written to since. Dates alone do not tell: what is copied from elsewhere keeps its own, and so does what
# a host writes whose clock is slow. Sets last to the run that this is known from.
is_settled() {
  local head settled run journal
  [[ -z $only && ${#lost[@]} -eq 0 && -s $kept ]] || return 1
  IFS=$'\t' read -r head run settled <"$kept" || return 1
  [[ $head == "$kept_head" && $settled == settled ]] || return 1
  last=state/collect/${run//[!0-9-]/}
  [[ -e $last.names_1 && -e $last.names_2 ]] || return 1
  cmp -s "$fresh.journals" "$last.journals" 2>/dev/null || return 1
  for journal in state/*_*.tsv; do
    [[ $kept -nt $journal ]] || return 1
  done
}

# Journals only grow, so their names and sizes tell whether there is more in them.
list_journals() {
  # shellcheck disable=SC2010 # there may be more of them than fit on a command line
  ls -ln state | grep '_[^ ]*[.]tsv$' || true
}
