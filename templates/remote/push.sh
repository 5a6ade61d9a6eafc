# Sends the code, where the machine does not have it, and the scripts, and has it keep what has come.
push() {
  local tree='' naming='' code_lines='' base='' changed=() gone=() looked snapshots
  [[ -n $workdir || -n $code_name ]] || name_code_meanwhile
  look
  prepare_archive
  [[ -z $naming ]] || use_code_name
  [[ -n $workdir ]] || tree=$code_name
  if [[ $(answer_of sweep) == other && $(answer_of running) != 0 ]]; then
    die "tasks of another build of this sweep run on $remote_host: wait for them, or stop them"
  fi
  looked=$answer
  snapshots=$(answer_of code)
  if [[ -n $tree && $'\n'$snapshots$'\n' != *$'\n'"$tree"$'\n'* ]]; then push_code; fi
  answer=$looked
  [[ -z $sends_journals ]] || push_journals
  push_rest
}

# Makes a root as it is there, and a list of the files of the sweep that are to go to it, with NULs after them.
prepare_archive() {
  mkdir -p "$folder/there/code" "$folder/there/sweeps/$key" || die 'cannot make a temporary directory'
  : >"$folder/sweep"
  [[ $(answer_of sweep) != same ]] || return 0
  ln -s "$sweep_dir" "$folder/there/sweeps/$key/$sweep_id" || die 'cannot make a temporary directory'
  {
    sed 's/^[^ ]*  //' MANIFEST.sha256
    # By this one it is known what is there, so it comes last.
    printf 'submission_summary.txt\nMANIFEST.sha256\n'
  } | sed "s|^|sweeps/$key/$sweep_id/|" | tr '\n' '\0' >"$folder/sweep"
}

# One archive has what is left to send: files of the code, and those of the sweep where there are others.
push_rest() {
  local is_packed=''
  if [[ -z $with_tar && -s $folder/sweep ]]; then
    send "$folder/there" "$folder/sweep" . || die 'the scripts were not sent'
  elif [[ -n $base || -s $folder/sweep ]]; then
    is_packed=yes
    (pack_rest) >"$folder/archive" || die 'cannot pack the scripts'
    [[ ${#changed[@]} -eq 0 || -z $base ]] || check_sent "${changed[@]}"
  else
    : >"$folder/archive"
  fi
  ask_with "$folder/archive" keep "$tree" "$code_lines" "$workdir" "$is_packed" "$base" ${gone[@]+"${gone[@]}"} || exit 1
  # The snapshot that was to be changed is not what it was.
  if [[ -n $(answer_of unstaged) ]]; then
    push_all_code
    push_rest
  fi
}

pack_rest() {
  local words=()
  if [[ -n $base ]]; then
    ln -s "$project_dir" "$folder/there/code/.$code_name.part" || return
    [[ ${#changed[@]} -eq 0 ]] || printf '%s\0' "${changed[@]/#/code/.$code_name.part/}" >"$folder/changed"
    [[ ${#changed[@]} -eq 0 ]] || words=(-T "$folder/changed")
  fi
  pack_files "$folder/there" "$folder/sweep" ${words[@]+"${words[@]}"}
}

# What ran elsewhere does not run again there.
push_journals() {
  list_unknown_journals | tr '\n' '\0' >"$folder/journals"
  [[ ! -s $folder/journals ]] || send "$sweep_dir" "$folder/journals" "sweeps/$key/$sweep_id/state/remote/sent" ||
    die 'the journals were not sent'
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
