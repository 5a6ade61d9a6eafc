# Whether the project is a snapshot itself.
is_snapshot_directory() {
  [[ -e ${project_dir%/code/*}/.hsm/code/${project_dir##*/} ]]
}

# Sets root, the directory of this project's snapshots. Sweeps in the same directory share them.
open_root() {
  local digest folder=${sweep_dir%/*}/.hsm-code
  digest=$(cksum <<<"$project_dir")
  root=$folder/${digest%% *}
  mkdir -p -- "$root/code" "$root/.hsm/code" || die "cannot write to $folder"
  [[ -e $folder/.gitignore ]] || printf '*\n' >"$folder/.gitignore" || die "cannot write to $folder"
}

# Sets tree to the name of a snapshot of the current code, and makes the snapshot if it does not exist.
make_snapshot() {
  local base='' changed=() gone=() snapshots code_lines
  part=''
  open_root
  check_size
  name_code
  tree=$code_name
  note_use
  if [[ -d $root/code/$tree ]]; then
    touch -- "$root/code/$tree" || true
    return
  fi
  part=.$code_name.$$$RANDOM.part
  snapshots=$(ls -tA "$root/code")
  if ! change_base || ! name_snapshot; then
    base='' gone=()
    list_code
    mkdir -- "$root/code/$part" || die "cannot write to $root"
    copy_files "$folder/code" || die 'cannot copy the code: is the disk full?'
    name_snapshot || die 'files changed while they were being copied: try again'
  fi
}

# Makes the new snapshot from an earlier one, with hard links to its files. Fails without a suitable one, or if its files were
# modified.
change_base() {
  local said
  find_base || return
  said=$(stage "${part:1:${#part}-6}" "$base" yes ${gone[@]+"${gone[@]}"}) || return
  [[ -z $said ]] || return
  code_lines=$((${#changed[@]} - ${#gone[@]}))
  [[ ${#changed[@]} -eq 0 ]] || printf '%s\0' "${changed[@]}" >"$folder/changed"
  [[ ${#changed[@]} -eq 0 ]] || copy_files "$folder/changed" || die 'cannot copy the code: is the disk full?'
}

# An earlier snapshot is never turned into the new one, because tasks may run in it.
is_unused() {
  return 1
}

say() { # <key> <value>
  printf '%s\t%s\n' "$@"
}

# Copies files. Hard links to the project's files would change whenever an editor writes to them.
copy_files() { # <NUL-terminated list>
  local how=()
  cd -- "$project_dir" || return
  ! cp --help 2>/dev/null | grep -q -e --reflink || how=(--reflink=auto)
  if [[ ${#how[@]} -gt 0 ]]; then
    xargs -0 cp -pP --parents "${how[@]}" -t "$root/code/$part" -- <"$1"
  else
    tar -cf - --no-recursion --null -T "$1" | tar -xf - -C "$root/code/$part"
  fi || return
  cd -- "$sweep_dir" || return
}

# Two submissions at the same time may make the same snapshot: the first one is used.
name_snapshot() {
  local tries said
  check_sent .
  note_use
  for ((tries = 0; tries < 100; tries++)); do
    ! mkdir -- "$root/.hsm/lock" 2>/dev/null || break
    sleep 0.1
  done
  said=$(keep_code "$tree" "$part" "$code_lines" "$base" "${#gone[@]}") || said=failed
  rmdir -- "$root/.hsm/lock" 2>/dev/null || true
  [[ -z $said ]]
}

# hsm cleanup keeps the snapshots that a sweep lists here. The line is written first, so that the snapshot is never deleted in
# between.
note_use() {
  mkdir -p state || die "cannot write to $sweep_dir"
  grep -qsxF -e "$root/code/$tree" state/code || printf '%s\n' "$root/code/$tree" >>state/code || die "cannot write $sweep_dir/state/code"
}

# Refuses data that is neither ignored nor excluded, because each change would copy it again.
check_size() {
  local megabytes paths limit=${HSM_CODE_LIMIT:-1000}
  paths=$(find_git_paths 2>/dev/null) || return 0
  megabytes=$(
    cd -- "$project_dir" || exit
    if [[ -n $paths ]]; then
      git ls-files -z --others --exclude-standard -- . ${outputs:+":(exclude,literal)$outputs"}
    else
      find_plain_code -type f -print0
    fi | xargs -0 ls -lnd -- /dev/null 2>/dev/null | awk '{ sum += $5 } END { printf "%d", sum / 1000000 }'
  )
  [[ ${megabytes:-0} -le $limit ]] ||
    die "the code is $megabytes MB, more than the limit of $limit MB: list data in code.exclude, or in .gitignore, or set HSM_CODE_LIMIT"
}
