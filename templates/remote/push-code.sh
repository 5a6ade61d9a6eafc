# Sends the code, unless little has changed since a snapshot on the machine: then the changes go along with the scripts.
push_code() {
  printf '%s: sending the code to %s\n' "${0##*/}" "$remote_host" >&2
  if find_base; then
    if [[ -n $with_tar ]] && are_small; then
      code_lines=$((${#changed[@]} - ${#gone[@]}))
      return
    fi
    if ask_there stage "$code_name" "$base" yes ${gone[@]+"${gone[@]}"} && [[ -z $(answer_of unstaged) ]]; then
      base=''
      list_code
      printf '%s\0' "${changed[@]}" >"$folder/changed"
      send "$project_dir" "$folder/changed" "code/.$code_name.part" || die 'sending the code failed; the next push continues from here'
      check_sent .
      return
    fi
  fi
  push_all_code
}

# rsync finds out what it can resume or share.
push_all_code() {
  local snapshot part=code/.$code_name.part words=()
  base=''
  list_code
  while IFS= read -r snapshot; do
    [[ $snapshot != [!.]* || ${#words[@]} -ge 3 ]] || words+=("--link-dest=../$snapshot")
  done <<<"$snapshots"
  if [[ -z $snapshots && -n $with_tar ]]; then
    send_archive "$project_dir" "$folder/code" "$part"
  else
    send "$project_dir" "$folder/code" "$part" ${words[@]+"${words[@]}"}
  fi || die 'sending the code failed; the next push continues from here'
  check_sent .
}

# An archive is sent again in full if the connection breaks, so it should be small.
are_small() {
  local size
  [[ ${#changed[@]} -gt 0 ]] || return 0
  # The last line is the total.
  size=$(cd -- "$project_dir" && wc -c -- "${changed[@]}" 2>/dev/null) || true
  read -r size _ <<<"${size##*$'\n'}"
  is_number "$size" && [[ $size -lt 4000000 ]]
}
