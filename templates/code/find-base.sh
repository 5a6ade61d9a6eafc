# Sets base to the machine's latest snapshot that the new one can be made from, and changed and gone to the differences.
find_base() {
  [[ -n $git_paths ]] || return
  # An interrupted transfer continues the way it began.
  [[ $'\n'$snapshots$'\n' != *$'\n'".$code_name.part"$'\n'* ]] || return
  while IFS= read -r base; do
    if [[ $base == [!.]* ]] && list_changes "$base"; then return; fi
  done <<<"$snapshots"
  base=''
  return 1
}
