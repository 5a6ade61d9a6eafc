# Prints the running tasks of this sweep, in the format of a queue script.
tasks() {
  if [[ -e $sweep_dir/state/remote/here ]]; then
    /bin/bash -p "$sweep_dir/scripts/queue-distributed.sh" </dev/null
  fi
}

# Asks the runs of slots to end; reports which existed.
cancel() { # <number of a slot>…
  local number
  enter_copy
  for number in "$@"; do
    if ! is_number "$number" || [[ ! -e $slots/$number/process || -e $slots/$number/end ]]; then continue; fi
    stop_slot "$number"
    printf 'cancelled\t1\t%s\n' "$number"
  done
}

# Prints an archive of the files that a task has left in its directory, for the task's directory on the launcher. Each side names
# attempts after its own claims.
fetch() { # <task>
  local file files=()
  is_number "$1" || die "not a task: $1"
  cd -- "$sweep_dir/tasks/task_$1" || die "task $1 left no files"
  for file in * .[!.]*; do
    [[ -e $file || -L $file ]] || continue
    case $file in
      attempt_[0-9]*) ;;
      *) files+=("$file") ;;
    esac
  done
  tar -cf - -- ${files[@]+"${files[@]}"}
}
