#!/bin/bash -p
# Runs a task of this sweep, and records the outcome.
#
#   task.sh 17            run task 17, unless it is completed or running
#   task.sh --print 17    show the command of task 17
#   task.sh --worker 1/4  run every task that no other worker runs, as the first of 4 workers
#
#     --timeout SECONDS  stop a program that runs longer
#     --retries N        rerun a failed task up to N times
#     --grace SECONDS    time between TERM and KILL
#     --gpus 0,1         GPUs to divide among the workers: one each, or as many as a task requests
#     --gpus-per-task N  GPUs per worker, instead of the sweep's
#     --show-output      show the output of programs, in addition to logging it
#     --journal NAME     record the attempts in state/NAME.tsv
#     --todo FILE        run the "task attempt" lines of a file, as from status.sh --todo
#     --preflight        check the directory and the project, and run nothing; with --elsewhere, for tasks that
#                        run on other machines
#
#   For job scripts:
#     --tasks 5-8        only these
#     --job NAME:JOB.N   the job that this runs in, with its number of restarts
#     --usr1-is-end      USR1 means that the end of the walltime is near: pass it on, and start no more tasks
#     --goes-back        the job is requeued at the end of its walltime, so a task that times out is not a failure
#     --until TIME       the end of the walltime, in seconds since 1970
#     --cgroup NUMBER    the job number in the name of its cgroup, if this worker is alone in the job
#     --claim-margin S   start no task if less time than this is left; auto: twice the longest task so far
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 4acbdd4bf5228556acb8e91f9a2c32a465683cf01b329be92eac924d61901f14).
# To change it, edit that file and run: hsm build

# A dollar sign between single quotes is literal. Variables that are set but not used here are for runner.sh, and vice versa.
# shellcheck disable=SC2016,SC2034,SC2154,SC2317,SC2329

# --- Strict mode
# The rest needs bash -p, which ignores functions, options and start-up files from its environment. Any other shell stops reading
# here and is replaced; in POSIX mode no function of the caller can stand in for exec.
case ${BASH_VERSION-}:$- in
  [1-9]*:*p*) ;;
  *)
    HSM_SHELLOPTS=${SHELLOPTS-} HSM_BASHOPTS=${BASHOPTS-} POSIXLY_CORRECT=${POSIXLY_CORRECT-}
    export HSM_SHELLOPTS HSM_BASHOPTS
    exec /bin/bash -p "$0" "$@"
    ;;
esac
# Sets aside variables that change how bash and its tools behave or that clash with this script's own names. The tasks' programs
# get them back.
for HSM_NAME in BASH_COMPAT BASH_ENV CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT \
  ${!a@} ${!b@} ${!c@} ${!d@} ${!e@} ${!f@} ${!g@} ${!h@} ${!i@} ${!j@} ${!k@} ${!l@} ${!m@} \
  ${!n@} ${!o@} ${!p@} ${!q@} ${!r@} ${!s@} ${!t@} ${!u@} ${!v@} ${!w@} ${!x@} ${!y@} ${!z@}; do
  if [[ -n ${!HSM_NAME+set} ]]; then
    export "HSM_KEPT_$HSM_NAME=${!HSM_NAME}"
    unset "$HSM_NAME"
  fi
done
# If these are exported, bash has put its own options into them. Their original values come from the shell that was replaced,
# or from this process's initial environment if the kernel shows it. Not every bash has compgen.
for HSM_NAME in SHELLOPTS BASHOPTS; do
  if compgen -e "$HSM_NAME" >/dev/null 2>&1 || [[ $? -eq 127 && $(export -p) == *" $HSM_NAME="* ]]; then
    export -n "${HSM_NAME?}"
    HSM_BEFORE=HSM_$HSM_NAME
    if [[ -n ${!HSM_BEFORE+set} ]]; then
      export "HSM_KEPT_$HSM_NAME=${!HSM_BEFORE}"
    elif [[ -r /proc/$$/environ ]]; then
      export "HSM_KEPT_$HSM_NAME=$(tr '\0' '\n' <"/proc/$$/environ" | sed -n "s/^$HSM_NAME=//p")"
    fi
  fi
done
unset HSM_SHELLOPTS HSM_BASHOPTS HSM_NAME HSM_BEFORE
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
readonly task_count=2
# From the sweep directory to the project root; HSM_PROJECT_DIR overrides it.
readonly project_path=../../..
# Seconds between TERM and KILL.
readonly default_grace=15
# Other processes start the program, so its CPU time cannot be measured here.
readonly hides_cpu=yes
# The job's cgroup on this host does not count all of the program's memory.
readonly hides_memory=yes

# --- Data: the values of each parameter, in the order of the axis they vary along

# seed (sweeps/sweep.yaml:6)
seed_values=(1 2)

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# Sets sweep_dir from the location of this script, so that the directory can be moved.
locate_sweep() {
  local scripts=.
  case ${BASH_SOURCE[0]} in
    */*) scripts=${BASH_SOURCE[0]%/*} ;;
    *) ;;
  esac
  cd -- "$scripts/.." || die "cannot enter $scripts/.."
  sweep_dir=$PWD
  readonly sweep_dir
  [[ ! -d .update ]] || finish_update
}

# Finishes a build that was interrupted while it was replacing files.
finish_update() {
  "$BASH" -p "$sweep_dir/.update/finish.sh" 2>/dev/null || true
}

# Sets built to the digest of this script in the manifest, before anything else happens: if that has changed when a task is
# claimed, the commands that were read here are outdated.
read_built() { # <directory of the scripts>
  local digest path
  built=''
  [[ -r $1/../MANIFEST.sha256 ]] || return 0
  while read -r digest path; do
    [[ $path != scripts/task.sh ]] || built=$digest
  done <"$1/../MANIFEST.sha256"
}

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

check_task() { # <task>
  is_number "$1" || usage_error "invalid task number: $1"
  # Base 10, whatever leading zeros it has.
  wanted=$((10#$1))
  ((wanted >= 1 && wanted <= task_count)) || usage_error "no task $1: the sweep has tasks 1 to $task_count"
}

locate_task() { # <task>
  task=$1
  task_dir=$sweep_dir/tasks/task_$task
}

# Sets words to the command of a task, one element per word.
build_command() { # <task>
  local cell=$(($1 - 1))
  words=(
    python3
    train.py
    --seed
    "${seed_values[cell]}"
  )
  wrap_command
}

# Puts the launcher and the container before the command.
wrap_command() {
  words=(
    srun '--nodes=2' '--ntasks=8' '--cpus-per-task=2'
    apptainer exec --bind "${project_dir}:${project_dir}" --bind "${sweep_dir}:${sweep_dir}" train.sif
    "${words[@]}"
  )
}

# The launcher and container runtime must exist here, and the paths to bind must be acceptable.
check_wrapper() { # <yes if the tasks run elsewhere>
  local image=train.sif path program programs=(srun apptainer)
  [[ -e $image ]] || die "no image $image in $project_dir: build it, or correct environment.container"
  [[ -z $1 ]] || return 0
  for path in "$project_dir" "$sweep_dir"; do
    case $path in
      *[,:^\\\"]*) die "apptainer cannot bind a path that contains one of , : ^ \\ \": $path" ;;
      *) ;;
    esac
  done
  for program in "${programs[@]}"; do
    command -v -- "$program" >/dev/null 2>&1 ||
      die "no $program on PATH: install it, or name its module under environment.modules"
  done
}

# Prints words quoted so that bash reads the same words again.
print_words() {
  local quoted tilde
  printf -v quoted ' %q' "${words[@]}"
  # Older versions of bash do not quote ~, and would expand it to a directory.
  printf -v tilde %q '~'
  [[ $tilde != '~' || $quoted != *'~'* ]] || quote_tildes
  printf '%s\n' "${quoted# }"
}

# Inside quotes ~ is literal.
quote_tildes() {
  local word text
  quoted=''
  for word in "${words[@]}"; do
    printf -v text %q "$word"
    [[ $text == '$'* ]] || text=${text//'~'/'\~'}
    quoted+=" $text"
  done
}

print_command() { # <task>
  enter_root
  locate_task "$1"
  build_command "$1"
  print_words
}

# Enters the project root, where the program runs.
enter_root() {
  project_dir=${HSM_PROJECT_DIR-}
  # A copy on another machine has its project elsewhere.
  [[ -n $project_dir || ! -e $sweep_dir/state/project ]] || IFS= read -r project_dir <"$sweep_dir/state/project"
  project_dir=${project_dir:-$sweep_dir/$project_path}
  cd -- "$project_dir" || die "no project at $project_dir: set HSM_PROJECT_DIR to the project root"
  project_dir=$PWD
}

# Enters it, and checks that tasks can run.
enter_project() { # <yes if the tasks run elsewhere> <yes before any of them starts>
  enter_root
  local script=train.py
  [[ -f $script ]] || die "no $script in $project_dir: set HSM_PROJECT_DIR to the project root"
  check_wrapper "$1"
}

# Gives the program back the variables that were set aside when this script and its callers began. Sets HSM_SETTER to the
# command that sets what cannot be set here: the shell's own options, and variables with the name of a constant.
give_back() {
  HSM_SETTER=(env)
  for HSM_NAME in ${!HSM_KEPT_@}; do
    if [[ $HSM_NAME != HSM_KEPT_POSIXLY_CORRECT ]] && unset "${HSM_NAME#HSM_KEPT_}" 2>/dev/null; then
      export "${HSM_NAME#HSM_KEPT_}=${!HSM_NAME}"
    else
      HSM_SETTER+=("${HSM_NAME#HSM_KEPT_}=${!HSM_NAME}")
    fi
    unset "$HSM_NAME"
  done
  [[ ${#HSM_SETTER[@]} -gt 1 ]] || HSM_SETTER=()
}

# Replaced by the task's program. Runs in its own process, so nothing here affects the next task. From give_back on, this script
# only uses names in capitals.
start_program() {
  trap - TERM HUP INT USR1 USR2 PIPE
  export HSM_SWEEP_ID="$sweep_id" HSM_SWEEP_DIR="$sweep_dir" HSM_PROJECT_DIR="$project_dir"
  export HSM_TASK_ID="$task" HSM_TASK_DIR="$task_dir" HSM_ATTEMPT="$attempt"
  [[ -z $task_gpus ]] || export CUDA_VISIBLE_DEVICES="$task_gpus"
  set -- "${words[@]}"
  give_back
  # With -e, bash before 4.3 would exit with 1, not 126 or 127, if the program cannot be started.
  set +e
  exec ${HSM_SETTER[@]+"${HSM_SETTER[@]}"} "$@"
}

main() {
  local scripts=.
  [[ ${BASH_SOURCE[0]} != */* ]] || scripts=${BASH_SOURCE[0]%/*}
  arguments=("$@")
  read_built "$scripts"
  locate_sweep
  sweep_id=${sweep_dir##*/}
  if [[ ${1-} == --print ]]; then
    check_task "${2-}"
    print_command "$wanted"
    return
  fi
  # shellcheck disable=SC1091 # checked separately
  . "$sweep_dir/scripts/runner.sh"
  run "$@"
}

main "$@"
exit $?
