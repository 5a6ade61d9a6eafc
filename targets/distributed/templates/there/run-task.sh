# Sets place, slots (with one directory per slot) and HSM_PROJECT_DIR, and enters the sweep.
enter_copy() {
  if [[ ! -e $sweep_dir/state/remote/here ]] || ! cd -- "$sweep_dir"; then die 'the sweep is not on this machine'; fi
  slots=$sweep_dir/state/remote/slots
  read_place
  read_remote_place
  IFS= read -r HSM_PROJECT_DIR <state/project || die "cannot read $sweep_dir/state/project"
  export HSM_PROJECT_DIR
}

# Checks that tasks can run here, and reports this machine's place.
prepare() { # <Python, or -> <conda environment, or ->
  enter_copy
  mkdir -p logs "$slots" || die "cannot write to $sweep_dir"
  (enter_environment "$1" "$2" && /bin/bash -p scripts/task.sh --preflight </dev/null) || die 'tasks cannot run here'
  say place "$place"
}

# Starts a task for a slot, unless that has already happened, and reports how it ended if it ends soon.
run_task() { # <slot> <run> <task> <timeout, or -> <grace> <GPUs, or -> <Python, or -> <conda environment, or ->
  local job
  enter_copy
  job=$slots/$1
  if ! is_run "$job" "$2"; then
    rm -rf -- "${slots:?}/${1:?}"
    mkdir -p -- "$job" || die "cannot write to $sweep_dir"
    printf '%s\n' "$3" >"$job/task" || die "cannot write to $sweep_dir"
    printf '%s\n' "$2" >"$job/name" || die "cannot write to $sweep_dir"
    detach "$job" "$(name_log "$1")" run_detached "$1" "${@:3}"
  fi
  wait_for_end "$1" 2
}

is_run() { # <directory of a slot> <run>
  local name=''
  { IFS= read -r name <"$1/name"; } 2>/dev/null || true
  [[ $name == "$2" ]]
}

# Runs the task detached. Its grace period ends before the launcher's patience does.
run_detached() { # <slot> <task> <timeout, or -> <grace> <GPUs, or -> <Python, or -> <conda environment, or ->
  local words=(--quiet --grace "$(($4 > 3 ? $4 - 2 : 1))") place slots
  enter_copy
  [[ $3 == - ]] || words+=(--timeout "$3")
  [[ $5 == - ]] || export CUDA_VISIBLE_DEVICES="$5"
  enter_environment "$6" "$7"
  run_as_job "$slots/$1" /bin/bash -p scripts/task.sh "$2" "${words[@]}" --journal "$(name_of "$1")_1" --job "$place:$1.0"
}
