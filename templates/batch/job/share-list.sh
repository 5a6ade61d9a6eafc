# Sets todo to a list that all elements of this array share, so that none repeats what another has tried: the tasks that remain
# when the first of them starts. That one makes the list; the others wait up to a minute for it. Until the list exists no element
# runs a task, so if several make it, the first one in place is as good as any other.
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

# Sets shared to the file with the array's list.
name_shared_list() {
  shared=state/${first_journal%"$job"}${job%%_*}.todo
}

# If nothing had run, the list only says that it contains all tasks.
is_limited() { # <list>
  local line=''
  read -r line <"$1" || true
  [[ $line != all ]]
}

make_shared_list() { # <file>
  local journals=(state/*_*.tsv) draft=state/$journal.draft
  if [[ -e ${journals[0]} ]] || has_claims .; then
    list_left --only "$first-$last" >"$draft" || fail 'cannot determine the remaining tasks'
  else
    printf 'all\n' >"$draft" || fail "cannot write in $sweep_dir/state: is the disk full or read-only?"
  fi
  # On a file system without hard links, rename instead.
  ln "$draft" "$1" 2>/dev/null || [[ -e $1 ]] || mv -f "$draft" "$1"
  rm -f "$draft"
}
