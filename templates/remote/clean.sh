# Removes the sweep, and snapshots that no other sweep uses. Refuses while tasks run or if results were not pulled.
clean() { # <yes to remove it anyway> <what limits a pull, or nothing>
  local reason
  if [[ ! -d $sweep_dir ]]; then
    say said 'nothing to clean'
    return
  fi
  reason=$(why_kept "$1" "$2")
  [[ -z $reason ]] || die "$reason"
  remove_sweep
  remove_code
  say said "removed $sweep_id"
}

# Prints why the sweep may not be removed, or nothing.
why_kept() { # <yes to remove results that were not pulled> <what limits a pull, or nothing>
  local newer
  if [[ $(count_running) -ne 0 ]]; then
    printf 'tasks are running here: stop them first'
  elif [[ -n $1 ]]; then
    return
  elif [[ ! -e $sweep_dir/scripts/remote.sh ]]; then
    printf 'the launcher of this distributed sweep copies the results: --force removes those here'
  elif [[ -n $2 ]]; then
    printf 'the pull settings exclude results, which would be lost: --force removes them anyway'
  elif [[ ! -e $sweep_dir/state/remote/pulled ]]; then
    printf 'nothing was pulled: pull first, or use --force to remove everything'
  else
    newer=$(find "$sweep_dir/tasks" "$sweep_dir/logs" -newer "$sweep_dir/state/remote/pulled" ! -type d | head -n 1) || true
    [[ -z $newer ]] || printf 'some results were not pulled, such as %s: pull first, or use --force to remove them' "$newer"
  fi
}

# Only removes a path below the root, whose name was checked.
remove_sweep() {
  local job owner
  rm -rf -- "${root:?}/sweeps/${key:?}/${sweep_id:?}"
  rmdir -- "$root/sweeps/$key" 2>/dev/null || true
  for job in "$root"/.hsm/jobs/*/sweep; do
    [[ -e $job ]] || continue
    IFS= read -r owner <"$job" || continue
    [[ $owner != "$sweep_dir" ]] || rm -rf -- "${job%/sweep}"
  done
}

# Removes the snapshots that no sweep uses.
remove_code() {
  local tree used=$'\n' projects
  for projects in "$root"/sweeps/*/*/state/project; do
    [[ -e $projects ]] || continue
    while IFS= read -r tree; do
      used+=${tree##*/}$'\n'
    done <"$projects"
  done
  for tree in "$root"/code/*; do
    [[ -d $tree && $used != *$'\n'"${tree##*/}"$'\n'* ]] || continue
    rm -rf -- "${root:?}/code/${tree##*/}" "${root:?}/.hsm/code/${tree##*/}"
  done
  # Leftovers of pushes that were interrupted and never resumed.
  find "$root/code" -mindepth 1 -maxdepth 1 \( -name '.*.part' -o -name '.*.copy' \) -mtime +7 -exec rm -rf {} +
}
