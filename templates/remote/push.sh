# Sends the code, unless the machine has it, and the scripts, and makes the machine use them.
push() {
  local tree='' naming='' code_lines='' base='' changed=() gone=() looked snapshots
  [[ -n $workdir || -n $code_name ]] || name_code_meanwhile
  look
  prepare_archive
  if [[ -n $naming ]]; then
    use_code_name
    start_record "$(date +%Y%m%d-%H%M%S)-$$" remote "$code_name"
  fi
  [[ -n $workdir ]] || tree=$code_name
  if [[ $(answer_of sweep) == other && $(answer_of running) != 0 ]]; then
    die "tasks of another build of this sweep are running on $remote_host: wait for them, or stop them"
  fi
  looked=$answer
  snapshots=$(answer_of code)
  if [[ -n $tree && $'\n'$snapshots$'\n' != *$'\n'"$tree"$'\n'* ]]; then push_code; fi
  answer=$looked
  [[ -z $sends_journals ]] || push_journals
  push_rest
}

# Creates a local copy of the root's layout, and a NUL-terminated list of the sweep's files to send.
prepare_archive() {
  mkdir -p "$folder/there/code" "$folder/there/sweeps/$key" || die 'cannot create a temporary directory'
  : >"$folder/sweep"
  [[ $(answer_of sweep) != same ]] || return 0
  ln -s "$sweep_dir" "$folder/there/sweeps/$key/$sweep_id" || die 'cannot create a temporary directory'
  {
    sed 's/^[^ ]*  //' MANIFEST.sha256
    # The manifest comes last, because it shows which build the machine has.
    printf 'submission_summary.txt\nMANIFEST.sha256\n'
  } | sed "s|^|sweeps/$key/$sweep_id/|" | tr '\n' '\0' >"$folder/sweep"
}

# One archive contains everything else: files of the code, and the sweep's files if they differ.
push_rest() {
  local is_packed=''
  if [[ -z $with_tar && -s $folder/sweep ]]; then
    send "$folder/there" "$folder/sweep" . || die 'sending the scripts failed'
  elif [[ -n $base || -s $folder/sweep ]]; then
    is_packed=yes
    (pack_rest) >"$folder/archive" || die 'cannot pack the scripts'
    [[ ${#changed[@]} -eq 0 || -z $base ]] || check_sent "${changed[@]}"
  else
    : >"$folder/archive"
  fi
  ask_with "$folder/archive" keep "$tree" "$code_lines" "$workdir" "$is_packed" "$base" ${gone[@]+"${gone[@]}"} || exit 1
  # The snapshot that was to be updated has changed.
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

# Tasks that ran elsewhere must not run again there.
push_journals() {
  list_unknown_journals | tr '\n' '\0' >"$folder/journals"
  [[ ! -s $folder/journals ]] || send "$sweep_dir" "$folder/journals" "sweeps/$key/$sweep_id/state/remote/sent" ||
    die 'sending the journals failed'
}

# Prints the journals that are longer here than there. The machine has those it writes itself.
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
