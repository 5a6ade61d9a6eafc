# Writes the table from the cache of the last run and whatever changed since.
collect() {
  local code=0 files
  kept=state/collect/kept
  fresh=state/collect/$$-$RANDOM$RANDOM
  [[ -n $output ]] || output=$sweep_dir/results.$format
  begin
  show_step 'looking for results'
  if is_settled; then
    # No task has started since, so the list of files is the same.
    find_files "$last" 2>/dev/null || no_room
    # The table exists if the last run used the same format.
    if cmp -s "$fresh.there" "$last.files" 2>/dev/null && [[ -e $last.said && -s $last.$format ]] && put_in_place "$last.$format"; then
      [[ ! -s $last.said ]] || cat "$last.said" >&2
      rm -f "$fresh".*
      trap - EXIT
      return 0
    fi
    cp "$last.names_1" "$fresh.names_1"
    cp "$last.names_2" "$fresh.names_2"
  else
    { name_files && find_files "$fresh"; } 2>/dev/null &
    files=$!
    "$BASH" -p scripts/status.sh --tsv ${only:+--only "$only"} ${lost[@]+"${lost[@]}"} >"$fresh.rows" || code=$?
    # On a failure, too: the other process writes to a directory that is about to be removed.
    wait "$files" || no_room
    [[ $code -eq 0 ]] || exit "$code"
    if has_queue; then add_accounts "$fresh.rows"; fi
  fi
  [[ ! -t 2 ]] || show_step "reading $(($(wc -l <"$fresh.there"))) files"
  make_table >"$fresh.$format" 2>"$fresh.said" || failed=yes
  clear_step
  cat "$fresh.said" >&2
  [[ -z $failed ]] || die 'cannot write the table: is the disk full?'
  put_in_place "$fresh.$format" || die "cannot write $output"
  # With --only, the other tasks were not checked.
  if [[ -n $only || -n $room ]]; then
    rm -f "$fresh".*
  else
    keep_for_next_time
  fi
}

no_room() {
  die 'cannot write temporary files: is the disk full?'
}

# Anything that changes from here on is read by the next run. A sweep that is read-only, for instance because somebody else
# owns it, is read in full each time, and temporary files go to room.
begin() {
  room='' failed=''
  [[ -d state/collect ]] || mkdir -p state/collect 2>/dev/null || true
  trap 'rm -f "$sweep_dir/$fresh".*' EXIT
  if { list_journals >"$fresh.journals"; } 2>/dev/null; then
    return 0
  fi
  room=$(mktemp -d) || die "cannot write to $sweep_dir/state: is the disk full or read-only?"
  trap 'rm -rf "$room"' EXIT
  fresh=$room/collect
  list_journals >"$fresh.journals"
}

# A link, device or pipe stays what it is. A regular file is replaced atomically, so nobody sees a partial one.
put_in_place() { # <table>
  local unfinished=$output.$$
  clear_step
  if [[ $output == - ]]; then
    cat "$1"
  elif [[ -L $output || (-e $output && ! -f $output) ]]; then
    { cat "$1" >"$output"; } 2>/dev/null && printf 'wrote %s\n' "$output" >&2
  elif cp "$1" "$unfinished" 2>/dev/null && mv -f "$unfinished" "$output"; then
    printf 'wrote %s\n' "$output"
  else
    rm -f "$unfinished"
    return 1
  fi
}

make_table() {
  local before=$kept can_wait=0 rows=$fresh.rows parts=()
  [[ -s $kept ]] || before=/dev/null
  # Without rows, the headers are those of the last run.
  [[ -s $rows ]] || rows=/dev/null
  # --lost applies to this run only, so such tasks are not cached as settled.
  if has_queue || [[ ${#lost[@]} -gt 0 ]]; then
    can_wait=1
  fi
  if [[ $before == /dev/null && $(wc -l <"$fresh.there") -ge 2000 ]]; then
    read_in_parts || return 1
  fi
  run_awk 0 ${parts[@]+"${parts[@]}"}
}

# The first run has to read everything, which takes most of the time, so two processes share it.
read_in_parts() {
  run_awk 1 >"$fresh.part_1" &
  parts=("$!")
  run_awk 2 >"$fresh.part_2" || return 1
  wait "${parts[0]}" || return 1
  parts=(mode=part "$fresh.part_1" mode=part "$fresh.part_2")
}

# With part 1 or 2, prints what was read from that half of the tasks; with 0, the table.
run_awk() { # <part> [mode=part <results read so far>]…
  local part=$1
  shift
  KEEP=$fresh.kept SWEEP_ID=${sweep_dir##*/} "$awk" -v kept_head="$kept_head" -v run="${fresh#state/collect/}" -v output="$format" \
    -v can_wait="$can_wait" -v has_rows="${rows#/dev/null}" -v part="$part" -f scripts/collect.awk \
    mode=space <(describe_parameters) mode=sources <(describe_sources && name_strays) mode=kept "$before" "$@" \
    mode=there "$fresh.there" mode=rows "$rows"
}

# Whether tasks can be waiting in a queue, which no journal shows.
has_queue() {
  local scripts=(scripts/queue-*.sh)
  [[ -e ${scripts[0]} ]]
}

# Tasks run in the project root, so a program that ignores its task directory leaves its files there.
name_strays() {
  local kind file
  while IFS=$'\t' read -r kind _ file; do
    # Names with an escape are rare and are not checked.
    if [[ $kind == source && -f ${HSM_PROJECT_DIR:-$project_path}/$file ]]; then
      print_fields in_project "$file"
    fi
  done < <(describe_sources)
}
