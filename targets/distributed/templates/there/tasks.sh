# Prints what runs here of this sweep, as a queue script does.
tasks() {
  if [[ -e $sweep_dir/state/remote/here ]]; then
    /bin/bash -p "$sweep_dir/scripts/queue-distributed.sh" </dev/null
  fi
}

# Asks the runs of slots to end; says which were there.
cancel() { # <number of a slot>…
  local number
  enter_copy
  for number in "$@"; do
    if ! is_number "$number" || [[ ! -e $slots/$number/process || -e $slots/$number/end ]]; then continue; fi
    stop_slot "$number"
    printf 'cancelled\t1\t%s\n' "$number"
  done
}

# An archive of what a task has left in its directory, for the task's directory there. Attempts have their names from the claims of
# each side.
fetch() { # <task>
  local file files=()
  is_number "$1" || die "not a task: $1"
  cd -- "$sweep_dir/tasks/task_$1" || die "task $1 has left nothing"
  for file in * .[!.]*; do
    [[ -e $file || -L $file ]] || continue
    case $file in
      attempt_[0-9]*) ;;
      *) files+=("$file") ;;
    esac
  done
  tar -cf - -- ${files[@]+"${files[@]}"}
}
