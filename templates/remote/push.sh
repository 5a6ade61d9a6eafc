# Sends the code, where the machine does not have it, and the scripts.
push() {
  local part base words=() tree=''
  if [[ -z $workdir ]]; then
    [[ -n $code_name ]] || name_code
    tree=$code_name
  fi
  look "$tree"
  if [[ $(answer_of sweep) == other && $(answer_of running) != 0 ]]; then
    die "tasks of another build of this sweep run on $remote_host: wait for them, or stop them"
  fi
  if [[ -n $tree && $(answer_of code) != yes ]]; then
    printf '%s: sending the code to %s\n' "${0##*/}" "$remote_host" >&2
    part=code/.$tree.part
    while IFS= read -r base; do
      [[ -z $base ]] || words+=("--link-dest=../$base")
    done < <(answer_of base)
    send "$project_dir" "$code_list" "$part" ${words[@]+"${words[@]}"} || die 'the code was not sent; the next push goes on from here'
  fi
  push_sweep
  ask_there keep "$tree" "$workdir" || exit 1
}

push_sweep() {
  local list=$folder/sweep
  {
    sed 's/^[^ ]*  //' MANIFEST.sha256
    printf 'MANIFEST.sha256\nsubmission_summary.txt\n'
  } | tr '\n' '\0' >"$list"
  send "$sweep_dir" "$list" "sweeps/$key/$sweep_id" || die 'the scripts were not sent'
  [[ -n $sends_journals ]] || return 0
  # What ran elsewhere does not run again there.
  list_unknown_journals | tr '\n' '\0' >"$list"
  [[ ! -s $list ]] || send "$sweep_dir" "$list" "sweeps/$key/$sweep_id/state/remote/sent" || die 'the journals were not sent'
}

# Prints the journals of which more is here than there. Those that the machine writes are there.
list_unknown_journals() {
  local journals=(state/*_*.tsv)
  [[ -e ${journals[0]} ]] || return 0
  { printf '%s\n/\n' "$answer" && wc -c -- "${journals[@]}"; } | awk '
    $0 == "/" {
      in_sizes = 1
      next
    }
    !in_sizes && $1 == "journal" { there["state/" $2] = $3 }
    in_sizes && $2 ~ /_/ && $1 + 0 > there[$2] + 0 { print $2 }
  '
}
