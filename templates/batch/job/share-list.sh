# Sets todo to the list that all elements of this array share, so that none runs again what a fellow has tried: what is
# left of the sweep when the first of them comes. That one makes the list; the others wait for it, for a minute. Until
# it is there none of them runs a task, so where several make it, whichever is in place first is as good as the others.
share_list() {
  local shared making tries
  name_shared_list
  making=${shared%.todo}.making
  mkdir -p state
  if [[ ! -e $shared ]]; then
    if ! mkdir "$making" 2>/dev/null; then
      for ((tries = 0; tries < 120; tries++)); do
        [[ ! -e $shared ]] || break
        sleep 0.5
      done
    fi
    [[ -e $shared ]] || make_shared_list "$shared"
    rmdir "$making" 2>/dev/null || true
  fi
  ! is_limited "$shared" || todo=$sweep_dir/$shared
}

# Sets shared to the file that has the array's list.
name_shared_list() {
  shared=state/${first_journal%"$job"}${job%%_*}.todo
}

# Where nothing had run the list says only that it is of all tasks.
is_limited() { # <list>
  local line=''
  read -r line <"$1" || true
  [[ $line != all ]]
}

make_shared_list() { # <file>
  local journals=(state/*_*.tsv) draft=state/$journal.draft
  if [[ -e ${journals[0]} ]] || has_claims .; then
    list_left --only "$first-$last" >"$draft" || fail 'cannot tell what is left to do'
  else
    printf 'all\n' >"$draft" || fail "cannot write in $sweep_dir/state: is the disk full or read-only?"
  fi
  # A file system without links has renaming.
  ln "$draft" "$1" 2>/dev/null || [[ -e $1 ]] || mv -f "$draft" "$1"
  rm -f "$draft"
}
