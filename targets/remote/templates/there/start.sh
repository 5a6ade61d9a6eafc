# Starts the sweep's driver, after checking that a task can run. A scheduler manages its own jobs; a driver that runs tasks itself
# becomes a numbered job. A selection of tasks comes on standard input, if any.
start() { # <name> <backend> <option of the driver>…
  local name=$1 backend=$2 only number preflight=(--preflight)
  shift 2
  read_remote_place
  say place "$place"
  number=$(find_job "$name")
  if [[ -n $number ]]; then
    say job "$number"
    return
  fi
  if [[ ! -e $sweep_dir/state/remote/here ]] || ! cd -- "$sweep_dir"; then die 'the sweep is not on this machine: push it first'; fi
  mkdir -p logs || die "cannot write to $sweep_dir"
  # A later push does not change running tasks.
  IFS= read -r HSM_PROJECT_DIR <state/project || die "cannot read $sweep_dir/state/project"
  export HSM_PROJECT_DIR
  # What only jobs need may be missing on a login node.
  [[ $backend == local ]] || preflight+=(--elsewhere)
  /bin/bash -p scripts/task.sh "${preflight[@]}" </dev/null || die 'tasks cannot run here'
  only=$(cat)
  if [[ -n $only ]]; then
    printf '%s\n' "$only" >"state/remote/only.$name" || die "cannot write to $sweep_dir"
    set -- "$@" --only "@$sweep_dir/state/remote/only.$name"
  fi
  if [[ $backend == local ]]; then
    start_job "$name" "$@"
  else
    submit_jobs "$@"
  fi
}

submit_jobs() { # <option of the driver>…
  local text
  text=$(/bin/bash -p "scripts/submit-$backend.sh" "$@" </dev/null) || die "$text"
  while IFS= read -r text; do
    say said "$text"
  done <<<"$text"
}

find_job() { # <name>
  local job known
  for job in "$root"/.hsm/jobs/*/name; do
    [[ -e $job ]] || continue
    IFS= read -r known <"$job" || continue
    [[ $known == "$1" ]] || continue
    job=${job%/name}
    printf '%s' "${job##*/}"
    return
  done
}

# The driver becomes a numbered job.
start_job() { # <name> <option of the driver>…
  local number job
  number=$(last_number)
  until number=$((number + 1)) && mkdir -- "$root/.hsm/jobs/$number" 2>/dev/null; do
    [[ -d $root/.hsm/jobs/$number ]] || die "cannot write to $root"
  done
  job=$root/.hsm/jobs/$number
  # Numbers are not reused even if the job was removed, because its journals may exist elsewhere.
  printf '%s\n' "$number" >"$root/.hsm/last" || die "cannot write to $root"
  printf '%s\n' "$1" >"$job/name" || die "cannot write to $root"
  printf '%s\n' "$sweep_dir" >"$job/sweep" || die "cannot write to $root"
  detach "$job" "$(name_log "$place" "$number")" run_detached "$number" "$place" "${@:2}"
  say job "$number"
}

# The job: runs the driver.
run_detached() { # <number> <place> <option of the driver>…
  cd -- "$sweep_dir" || die "no $sweep_dir"
  run_as_job "$root/.hsm/jobs/$1" /bin/bash -p scripts/local.sh --no-progress --job "$2:$1" "${@:3}"
}

last_number() {
  local number=0
  { IFS= read -r number <"$root/.hsm/last"; } 2>/dev/null || number=0
  is_number "$number" || number=0
  printf '%s' "$((10#$number))"
}

name_log() { # <place> <number>
  local name=${1#remote/}
  printf 'logs/remote_%s_%s.log' "${name%/*}" "$2"
}
