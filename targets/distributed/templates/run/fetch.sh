# Fetches the task's files and logs from its directory on the machine.
fetch_results() {
  local pause=1 silent_since=''
  until fetch_once; do
    be_patient
  done
}

# After its first line, the answer is an archive.
fetch_once() {
  local line results=tasks/task_$task/.fetched
  rm -rf -- "$results"
  mkdir -p -- "$results" || die "cannot write to $sweep_dir"
  run_there fetch "$task" </dev/null | {
    while IFS= read -r line && [[ $line != *hsm-answer ]]; do :; done
    tar -xf - -C "$results" 2>/dev/null
  } || return 1
  take_results "$results" || return 1
  rm -rf -- "$results"
}

# Files that the worker here writes itself are not replaced.
take_results() { # <directory>
  local file name
  for file in "$1"/* "$1"/.[!.]*; do
    name=${file##*/}
    [[ -e $file || -L $file ]] || continue
    case $name in
      attempt_[0-9]* | there | unreachable | task_info.txt) ;;
      *)
        # Replaces files of an earlier attempt.
        if [[ -d tasks/task_$task/$name ]]; then
          cp -Rpf -- "$file" "tasks/task_$task/" || return 1
        else
          mv -f -- "$file" "tasks/task_$task/" || return 1
        fi
        ;;
    esac
  done
}
