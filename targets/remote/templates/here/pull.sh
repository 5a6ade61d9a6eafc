# Pulls results that are new or changed on the machine, but never over newer ones here. status.sh fetches the state.
pull() {
  local there=${remote_root#\~/}/sweeps/$key/$sweep_id recorded words=(rsync --recursive --links --perms --times --update --partial) pattern
  ask_there pulling || exit 1
  if [[ -z $(answer_of there) ]]; then
    printf '%s: no tasks of this sweep were started on %s\n' "${0##*/}" "$remote_host" >&2
    return 0
  fi
  recorded=$(answer_of recorded)
  find_rsync
  if [[ -z $with_rsync ]]; then
    pull_tar
  else
    [[ -z $pull_max_size ]] || words+=(--max-size="$pull_max_size")
    if [[ ${#pull_patterns[@]} -gt 0 ]]; then
      words+=(--prune-empty-dirs --include='*/' --include=command.txt --include=task_info.txt --include=stdout.log --include=stderr.log)
      for pattern in ${pull_patterns[@]+"${pull_patterns[@]}"}; do words+=(--include="$pattern"); done
      words+=(--include='remote_*.log' --exclude='*')
    fi
    if [[ -t 2 ]] && rsync --help 2>&1 | grep -q -e --info=; then words+=(--info=progress2); fi
    "${words[@]}" -e "$(rsync_shell)" --rsync-path="$(rsync_there)" \
      "$remote_host:$there/tasks" "$remote_host:$there/logs" ./ >&2 ||
      die 'not all results arrived; pull again to continue'
  fi
  # follow has already fetched the records.
  [[ $verb != pull ]] || "$BASH" -p scripts/queue-remote.sh >/dev/null || exit 1
  ask_there pulled || exit 1
  pull_provenance
}

# Fetches the provenance records of submissions that have none here yet.
pull_provenance() {
  local record
  while IFS= read -r record; do
    case $record in
      '' | .* | *[!A-Za-z0-9._-]*) continue ;;
      *) ;;
    esac
    [[ ! -e state/provenance/$record.txt ]] || continue
    ask_there show_record "$record" || exit 1
    mkdir -p state/provenance || die "cannot write to $sweep_dir"
    printf '%s\n' "$answer" >"state/provenance/$record.txt" || die "cannot write to $sweep_dir"
  done <<<"$recorded"
}

# After its first line, the answer is an archive of all results.
pull_tar() {
  local line words=(tar -xf -)
  # GNU tar and BSD tar have this option.
  if tar --help 2>&1 | grep -q -e --keep-newer-files; then words+=(--keep-newer-files); fi
  run_there pack </dev/null | {
    while IFS= read -r line && [[ $line != *hsm-answer ]]; do :; done
    "${words[@]}" tasks logs 2>/dev/null
  } || die 'not all results arrived; pull again'
}
