#!/bin/bash -p
# Submits this sweep to Slurm.
#
#   submit-slurm.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 08:00:00] [--throttle N]
#                   [--memory 64G] [--cpus N] [--gpus N] [--partition NAME] [--qos NAME] [--account NAME]
#                   [--individual] [--hold] [--dependency afterok:1234] [--then SCRIPT]
#                   [--lost HOST] [--queued] [--feed] [--test-only] [--dry-run]
#
#     --only 1,5-8         only these tasks; with @FILE, those listed in a file
#     --where WORDS        only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --failed             only tasks that failed or timed out
#     --missing            only tasks that never ran, were cancelled or lost
#     --timeout-only       only tasks that timed out
#     --walltime 08:00:00  the walltime of a job
#     --memory 64G         memory per task, instead of the sweep's
#     --cpus N             CPUs per task
#     --gpus N             GPUs per task; --gpus-per-task is the same
#     --partition NAME     the partition or queue
#     --qos NAME           the quality of service
#     --account NAME       the account to charge
#     --throttle N         at most N jobs at a time
#     --individual         one submission per job instead of job arrays
#     --feed               if the queue has no room for all jobs, wait and submit the rest as room becomes available:
#                          run it in tmux or with nohup; after an interruption, --feed continues
#     --hold               submit the jobs on hold
#     --dependency SPEC    wait for other jobs; SPEC is in the syntax of sbatch
#     --then SCRIPT        also submit a job that runs the script after all these jobs have ended
#     --lost HOST          treat unfinished tasks of HOST as lost, because the host is gone
#     --queued             also tasks that are already waiting in a queue
#     --test-only          ask Slurm whether it would accept the jobs, without submitting them
#     --dry-run            print the sbatch commands, without submitting anything
#
#   Completed tasks never run again, and no task runs twice at the same time, however often it is submitted.
#   Submissions are recorded in state/submissions.tsv.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 0db6c3310b8969bb5287c157a9dcf3a517921efce6137d877a92ecf51c5770f7).
# To change it, edit that file and run: hsm build

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
readonly task_count=5
# How many tasks an element of the array runs.
readonly tasks_per_job=1
# How many of them run at a time.
readonly tasks_at_once=1
# What a task of each class of resources requests: CPUs, memory in M, GPUs, nodes, ranks, the walltime of its job in seconds, GPU
# type, partition, quality of service and account; - if not set.
readonly classes=('- 4096 - - - 3600 - long - -' '- 65536 - - - 3600 - long - -')
# Each class has a job script; classes.sh lists which tasks belong to which class.
job_script=slurm.sh
# Limits of the cluster from the sweep's settings, or 0. The limits that the cluster reports also apply.
readonly limit_array_length=0
readonly default_throttle=0
# How many times tasks are retried automatically after running out of memory, and after a timeout.
readonly memory_times=2 timeout_times=1
# Time limit for answers of Slurm, and the interval of --feed, in seconds.
readonly patience=${HSM_SUBMIT_TIMEOUT:-120} feed_interval=${HSM_FEED_INTERVAL:-60}

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# The help is the comment at the top of the script.
show_help() { # <script>
  sed -n -e '/^#!/d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$1"
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

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

# Sets seconds from a duration: 90m, 4h, 1h30m, MM:SS, HH:MM:SS, D-HH, D-HH:MM or D-HH:MM:SS.
parse_walltime() { # <text>
  local number='([0-9]{1,10})' two='([0-9]{1,2})' units clock dated days=0 hours=0 minutes=0 rest=0
  units="^(${number}[dD])?(${number}[hH])?(${number}[mM])?(${number}[sS])?$"
  clock="^(${number}:)?${number}:${two}$"
  dated="^${number}-${two}(:${two})?(:${two})?$"
  if [[ $1 =~ $units ]]; then
    days=${BASH_REMATCH[2]} hours=${BASH_REMATCH[4]} minutes=${BASH_REMATCH[6]} rest=${BASH_REMATCH[8]}
  elif [[ $1 =~ $clock ]]; then
    hours=${BASH_REMATCH[2]} minutes=${BASH_REMATCH[3]} rest=${BASH_REMATCH[4]}
    [[ -z $hours ]] || ((10#$minutes <= 59)) || usage_error "minutes after hours must be between 0 and 59: $1"
  elif [[ $1 =~ $dated ]]; then
    days=${BASH_REMATCH[1]} hours=${BASH_REMATCH[2]} minutes=${BASH_REMATCH[4]} rest=${BASH_REMATCH[6]}
    ((10#$hours <= 23 && 10#${minutes:-0} <= 59)) || usage_error "hours must be between 0 and 23, minutes between 0 and 59: $1"
  elif is_number "$1"; then
    usage_error "missing unit: write ${1}m for minutes, ${1}s for seconds"
  else
    usage_error "invalid duration: $1 (examples: 08:00:00, 90m)"
  fi
  [[ $1 != *[:-]* ]] || ((10#${rest:-0} <= 59)) || usage_error "seconds must be between 0 and 59: $1"
  seconds=$((10#${days:-0} * 86400 + 10#${hours:-0} * 3600 + 10#${minutes:-0} * 60 + 10#${rest:-0}))
  ((seconds > 0 && seconds <= 1000000000)) || usage_error "a time limit must be between 1 second and 31 years: $1"
}

# Sets mebibytes from an amount of memory: 64G, 512M, 1.5T or 16GiB, rounded up. Every unit is binary.
parse_memory() { # <text>
  local pattern='^([0-9]{1,9})([.]([0-9]{1,3})[0-9]*)? *([kKmMgGtT])([iI]?[bB])?$' fraction unit scale=1000
  [[ $1 =~ $pattern ]] || usage_error "invalid amount of memory: $1 (examples: 64G, 512M)"
  unit=${BASH_REMATCH[4]} fraction=${BASH_REMATCH[3]}000
  mebibytes=$((10#${BASH_REMATCH[1]} * scale + 10#${fraction:0:3}))
  case $unit in
    [kK]) scale=$((scale * 1024)) ;;
    [gG]) mebibytes=$((mebibytes * 1024)) ;;
    [tT]) mebibytes=$((mebibytes * 1048576)) ;;
    *) ;;
  esac
  mebibytes=$(((mebibytes + scale - 1) / scale))
  ((mebibytes > 0 && mebibytes <= 1099511627776)) || usage_error "amount of memory out of range: $1"
}

# Sets what a task requests instead of the sweep's settings: asked_memory in M, asked_cpus, asked_gpus, asked_partition,
# asked_qos or asked_account.
read_resource() { # <option> <value>
  case $1 in
    --memory)
      parse_memory "$2"
      asked_memory=$mebibytes
      ;;
    --cpus | --gpus | --gpus-per-task)
      if ! is_number "$2" || [[ ${#2} -gt 9 || $((10#$2)) -lt 1 ]]; then usage_error "$1 must be a whole number of at least 1, not $2"; fi
      case $1 in
        --cpus) asked_cpus=$((10#$2)) ;;
        *) asked_gpus=$((10#$2)) ;;
      esac
      ;;
    *)
      # Only characters that no scheduler treats specially.
      case $2 in
        -* | *[!A-Za-z0-9._+:/@=,-]*) usage_error "$1 needs a name, not $2" ;;
        *) printf -v "asked_${1#--}" '%s' "$2" ;;
      esac
      ;;
  esac
}

# Sets list to a list of tasks, 1,5-8 or @FILE, with the path of the file made absolute.
locate_list() { # <list>
  list=$1
  case $1 in
    @/*) ;;
    @*) list=@$PWD/${1#@} ;;
    *) ;;
  esac
}

# Limits how long a command may take: a busy server or file system can keep its clients waiting indefinitely.
run_limited() { # <seconds> <command>…
  if command -v timeout >/dev/null; then
    timeout "$@"
  else
    "${@:2}"
  fi
}

# Environment variables can set options of sbatch, and override the script's. Account and partition are often set there for all
# jobs: these apply unless the sweep sets them. All others are ignored, and each ignored variable is reported. If this runs inside
# a job, that job's settings would change what tasks do, so they are removed as well. Variables that locate the cluster stay.
clean_environment() {
  local name kept=' ' dropped=''
  [[ -z ${SBATCH_CLUSTERS-} ]] || export SLURM_CLUSTERS=$SBATCH_CLUSTERS
  [[ -z ${SLURM_CLUSTERS-} ]] || printf 'clusters: %q, from the environment\n' "$SLURM_CLUSTERS" >&2
  choose_sites
  for name in "${!SBATCH_@}" "${!SLURM_@}" "${!SRUN_@}" "${!SQUEUE_@}" "${!SCANCEL_@}" "${!PMI@}"; do
    case $name in
      SLURM_CONF | SLURM_CONF_SERVER | SLURM_JWT | SLURM_CLUSTERS) continue ;;
      SBATCH_CLUSTERS | SBATCH_*BIND*) ;;
      SBATCH_*)
        [[ $kept != *" $name "* ]] || continue
        [[ -z ${!name} ]] || dropped+=${dropped:+, }$name
        ;;
      *) ;;
    esac
    unset "$name"
  done
  [[ -z $dropped ]] || printf 'ignored: %s: the sweep sets what jobs request\n' "$dropped" >&2
}

# Adds to kept.
choose_sites() {
  local name option said by
  while read -r name option; do
    [[ -n ${!name-} ]] || continue
    said=asked_$option by=--$option
    said=${!said-}
    if [[ -z $said ]]; then
      said=$(sed -n "s/^#SBATCH --$option=//p" scripts/slurm*.sh | tail -n 1) by='the sweep'
    fi
    if [[ -z $said ]]; then
      kept+="$name "
      printf '%s: %q, from %s\n' "$option" "${!name}" "$name" >&2
    else
      printf '%s: %s, as set by %s; not %q from %s\n' "$option" "$said" "$by" "${!name}" "$name" >&2
      unset "$name"
    fi
  done <<'SITES'
SBATCH_ACCOUNT account
SBATCH_PARTITION partition
SBATCH_QOS qos
SBATCH_RESERVATION reservation
SBATCH_CONSTRAINT constraint
SBATCH_WCKEY wckey
SITES
}

check_scheduler() {
  command -v sbatch >/dev/null || die 'no sbatch on PATH: run this on a login node of the cluster'
}

# Sets cluster, and array_length: indexes are 1 to MaxArraySize - 1; 0 if arrays are disabled.
read_server() {
  local config size tasks
  config=$(run_limited "$patience" scontrol show config) || die 'the Slurm controller is not responding: nothing was submitted'
  cluster=$(read_setting ClusterName <<<"$config")
  size=$(read_setting MaxArraySize <<<"$config")
  is_number "$size" || size=1001
  array_length=$((size - 1))
  tasks=$(sed -n 's/^SchedulerParameters *=.*max_array_tasks=\([0-9]*\).*/\1/p' <<<"$config")
  if [[ -n $tasks && $tasks -lt $array_length ]]; then
    array_length=$tasks
  fi
}

read_setting() { # <name>
  sed -n "s/^$1 *= *\([^ ]*\).*/\1/p"
}

# --- Words of sbatch: each of these adds to words

walltime_words() { # <seconds>
  words+=("--time=$((($1 + 59) / 60))")
}

# Resources requested instead of those of the job script: for all tasks that run at a time; CPUs of each rank if there are ranks.
resource_words() {
  local each=$tasks_at_once
  [[ -z $ranks ]] || each=1
  [[ -z $asked_cpus ]] || words+=("--cpus-per-task=$((cpus * each))")
  [[ -z $asked_memory ]] || words+=("--mem=$((memory * tasks_at_once))M")
  [[ -z $asked_gpus ]] || words+=("--gres=gpu:${gpu_type:+$gpu_type:}$((gpus * tasks_at_once))")
  place_words
}

place_words() {
  [[ -z $asked_partition ]] || words+=("--partition=$asked_partition")
  [[ -z $asked_qos ]] || words+=("--qos=$asked_qos")
  [[ -z $asked_account ]] || words+=("--account=$asked_account")
}

# The file for messages of Slurm about a job. A backslash in the name would disable the placeholder for the number.
log_words() {
  local number=%A_%a
  [[ -n $array_indexes ]] || number=%j
  case $sweep_dir_physical in
    *\\*) words+=(--output=/dev/null) ;;
    *) words+=("--output=${sweep_dir_physical//%/%%}/logs/slurm_${cluster}_$number.log" --open-mode=append) ;;
  esac
}

# Combines the user's dependency with the end of other jobs.
dependency_words() { # <dependency, or nothing> <job>…
  local all=$1 IFS=:
  shift
  [[ $# -eq 0 ]] || all+=${all:+,}afterany:$*
  [[ -z $all ]] || words+=("--dependency=$all")
}

array_words() { # <indexes, or nothing> <how many at a time, or nothing>
  words+=("--array=$1${2:+%$2}")
}

script_words() { # <submission>
  words+=("$sweep_dir_physical/scripts/$job_script" "$1")
}

# For a script on standard input that runs after the sweep.
follower_words() { # <then | retry>
  words+=("--output=logs/$1_%j.log")
}

# Resources of the job that retries tasks, which only reads records and submits.
small_job_words() {
  words+=(--ntasks=1 --cpus-per-task=1 --mem=1G --time=30)
}

# --- Queries

# Sets command.
submit_words() { # <name>
  command=(sbatch --parsable "--job-name=$1")
}

# Sets job, id and job_cluster. The number comes last, after messages of the site, and with the cluster's name if there are
# several.
read_id() { # <output of sbatch or find_submitted>
  id=${1##*$'\n'} job_cluster=''
  case $id in
    *\;*[!A-Za-z0-9._-]*) ;;
    *\;*) job_cluster=${id#*;} ;;
    *) ;;
  esac
  id=${id%%;*}
  is_number "$id" || id=''
  job=$id
}

# Whether a refusal is about the number of jobs: of a user, an account, a QOS or the cluster. Older versions of Slurm name several
# limits at once, while newer ones name the right one first.
is_full() { # <exit code> <output of sbatch>
  if is_surely_full "$2"; then return 0; fi
  case $2 in
    *Assoc*Limit* | *QOS*Limit*) return 1 ;;
    *'job submit limit'*) return 0 ;;
    *) return 1 ;;
  esac
}

# Prints the number of the job with a given name, or nothing. Fails if Slurm is not responding.
find_submitted() { # <name>
  local rows
  rows=$(run_limited "$patience" squeue --noheader --states=all --user="$(id -un)" --name="$1" --format=%F) || return 1
  rows=${rows%%$'\n'*}
  printf '%s' "${rows// /}"
}

# Whether a refusal is about the number of jobs: of a user, a project, a queue or the cluster.
is_surely_full() { # <output of sbatch>
  case $1 in
    *SubmitJob* | *'sleeping and retrying'* | *'queue full'*) return 0 ;;
    *) return 1 ;;
  esac
}

# Whether a failure may be temporary.
is_passing() { # <exit code> <output of sbatch>
  case $2 in
    *'timed out'* | *'nable to contact'* | *'Connection refused'* | *emporar* | \
      *'ry again'* | *'Transport endpoint'* | *'Zero Bytes'* | *'not available'*) return 0 ;;
    *) return 1 ;;
  esac
}

parse_options() {
  selection=() hold='' dependency='' walltime='' throttle=$default_throttle
  retried_memory=0 retried_timeout=0
  asked_memory='' asked_cpus='' asked_gpus='' asked_partition='' asked_qos='' asked_account=''
  workers=0 individual='' dry_run='' test_only='' follower='' feed='' is_chosen=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --queued) selection+=("$1") ;;
      --failed | --missing) selection+=("$1") is_chosen=yes ;;
      --timeout-only) selection+=(--timeout) is_chosen=yes ;;
      --feed) feed=yes ;;
      --hold) hold=yes ;;
      --individual) individual=yes ;;
      --test-only) test_only=yes ;;
      --dry-run) dry_run=yes ;;
      --retried)
        read_retried "${2-}"
        shift
        ;;
      --only | --where | --lost | --dependency | --walltime | --throttle | --workers | --then | \
        --memory | --cpus | --gpus | --gpus-per-task | --partition | --qos | --account)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        parse_value "$1" "$2"
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      *) usage_error "no such option: $1" ;;
    esac
    shift
  done
  [[ -z $individual || $workers -eq 0 ]] || usage_error '--individual cannot be combined with workers, which share the tasks'
}

# How many times these tasks have been retried already; retry-slurm.sh passes this.
read_retried() { # <after running out of memory>,<after a timeout>
  if ! is_number "${1%,*}" || ! is_number "${1#*,}"; then usage_error "--retried needs two numbers, not $1"; fi
  retried_memory=$((10#${1%,*})) retried_timeout=$((10#${1#*,}))
}

parse_value() { # <option> <value>
  case $1 in
    --only | --where)
      locate_list "$2"
      selection+=(--only "$list") is_chosen=yes
      ;;
    --lost) selection+=("$1" "$2") ;;
    --dependency)
      case $2 in
        *[!A-Za-z0-9_:,?+.@[\]-]*) usage_error "invalid dependency: $2 (example: afterok:1234)" ;;
        *) dependency=$2 ;;
      esac
      ;;
    --memory | --cpus | --gpus | --gpus-per-task | --partition | --qos | --account)
      read_resource "$1" "$2"
      ;;
    --walltime)
      parse_walltime "$2"
      walltime=$seconds
      ;;
    --then)
      [[ -f $2 ]] || usage_error "no such script: $2"
      follower=$(cd -- "$(dirname -- "$2")" && pwd -P)/${2##*/}
      ;;
    *)
      is_number "$2" || usage_error "$1 needs a number, not $2"
      [[ $((10#$2)) -ge 1 ]] || usage_error "$1 must be at least 1"
      case $1 in
        --throttle) throttle=$((10#$2)) ;;
        *) usage_error 'this sweep was built without workers' ;;
      esac
      ;;
  esac
}

# Finds problems before anything is submitted: an edited file, a missing project, a full disk.
prepare() {
  sweep_dir_physical=$(pwd -P)
  name_jobs "${sweep_dir_physical##*/}"
  clean_environment
  export HSM_SWEEP_DIR=$sweep_dir_physical
  # If this runs inside a task, these variables describe that task.
  unset HSM_TASK_ID HSM_TASK_NAME HSM_TASK_DIR HSM_ATTEMPT HSM_SWEEP_ID
  check_scheduler
  "$BASH" -p scripts/task.sh --preflight --elsewhere
  [[ -z $dry_run ]] || return 0
  mkdir -p logs state tasks || die "cannot write to $sweep_dir"
  { printf 'x' >"state/.writable_$$"; } 2>/dev/null || true
  [[ -s state/.writable_$$ ]] || die "cannot write to $sweep_dir/state: is the disk full or read-only?"
  rm -f "state/.writable_$$"
}

# Sets job_name, the prefix of its jobs' names.
name_jobs() { # <name of the sweep>
  job_name=$1
}

# Sets array_length, the maximum number of elements in an array, from 1; takes_arrays if there are arrays at all; and cluster and
# user, which together with the number identify a job.
read_limits() {
  read_server
  cluster=${cluster//[!A-Za-z0-9._-]/_} user=$(id -un)
  user=${user//[!A-Za-z0-9._-]/_}
  if [[ $limit_array_length -gt 0 && $limit_array_length -lt $array_length ]]; then
    array_length=$limit_array_length
  fi
  takes_arrays=yes
  if [[ $array_length -lt 1 ]]; then
    [[ $workers -eq 0 ]] ||
      die 'this cluster has no job arrays, which workers need: build without targets.slurm.workers'
    [[ -n $individual ]] || die 'this cluster has no job arrays: use --individual'
    array_length=$task_count takes_arrays=''
  fi
}

# Whether any task has been claimed. Only the first name is read, because there may be a million. Busybox has no ls -f and
# reads them all.
has_claims() { # <sweep directory>
  local name
  while read -r name; do
    [[ $name != task_* ]] || return 0
  done < <(ls -f "$1/tasks" 2>/dev/null || [[ $? -gt 128 ]] || ls "$1/tasks" 2>/dev/null)
  return 1
}

# Starts recording what runs, in the background.
start_record() { # <name> <target> [<snapshot of the code>]
  "$BASH" -p "$sweep_dir/scripts/provenance.sh" --record "$1" --started-by "$2" ${3:+--code "$3"} </dev/null >/dev/null 2>&1 &
  recorder=$!
}

# Waits up to two seconds for the record to be finished. A slow Python adds its part later.
await_record() {
  local tries
  [[ -n $recorder ]] || return 0
  for ((tries = 0; tries < 20; tries++)); do
    kill -s 0 "$recorder" 2>/dev/null || return 0
    sleep 0.1 || true
  done
}

# Sets asked to the number of tasks to run, and list to the file in state/ with these tasks, unless they are simply all of them.
choose_tasks() {
  # Checks for journals, or the ledger, whose jobs may still be waiting.
  local records=(state/*.tsv)
  choose_rest
  stamp=$(date +%Y%m%d-%H%M%S)-$$
  list='' asked=$task_count todo=''
  [[ -e ${records[0]} || ${#selection[@]} -gt 0 ]] || has_claims . || return 0
  todo=$("$BASH" -p scripts/status.sh --todo ${selection[@]+"${selection[@]}"}) || die 'cannot determine the remaining tasks'
  asked=0
  [[ -n $todo ]] || return 0
  asked=$(wc -l <<<"$todo")
  asked=$((asked))
  list=submit_$stamp.todo
  [[ -n $dry_run || -n $test_only ]] || printf '%s\n' "$todo" >"state/$list" || die "cannot write state/$list"
}

# Sets chunks, one line per array: where it begins among all elements, its class of resources, and the indexes of its elements. An element has the same index whichever tasks of the sweep are submitted.
plan_chunks() {
  local class tasks
  chunks=''
  # Without input, classes.sh prints all tasks.
  todo=$("$BASH" -p scripts/classes.sh --tell <<<"$todo") || die 'cannot determine the classes of resources'
  for ((class = 1; class <= ${#classes[@]}; class++)); do
    tasks=$(awk -v class="$class" '$3 == class { print $1, $2 }' <<<"$todo")
    [[ -n $tasks ]] || continue
    chunks+=${chunks:+$'\n'}$(chunk_list "$class" <<<"$tasks")
  done
}

# Prints the chunks of lines "task attempt".
chunk_list() { # <class>
  awk -v class="$1" -v per_job="$tasks_per_job" -v length_of_array="$array_length" '
    function end_run() {
      if (from) spec = spec (spec == "" ? "" : ",") (from == to ? from : from "-" to)
      from = 0
    }
    function end_chunk() {
      end_run()
      if (count) print chunk * length_of_array, class, spec
      count = 0
      spec = ""
    }
    {
      element = int(($1 - 1) / per_job)
      if (NR > 1 && element == last) next
      last = element
      if (int(element / length_of_array) != chunk) end_chunk()
      chunk = int(element / length_of_array)
      index_in_chunk = element - chunk * length_of_array + 1
      count++
      if (from && index_in_chunk == to + 1) to++
      else {
        end_run()
        from = to = index_in_chunk
      }
    }
    END { end_chunk() }
  '
}

# Each submission counts its failures from zero, and may continue after an earlier one was stopped. A percentage is of its own tasks.
reset_failures() { # <number of tasks>
  local limit=1
  limit=$((($1 * 12500 + 99999) / 100000))
  rm -rf "$sweep_dir/state/stop"
  { mkdir -p "$sweep_dir/state/stop" && printf '%s\n' "$limit" >"$sweep_dir/state/stop/limit"; } ||
    die "cannot write to $sweep_dir/state: is the disk full or read-only?"
}

# Counts the indexes in numbers and ranges such as 1-3,7.

count_indexes() { # <indexes>
  local part parts count=0
  IFS=, read -r -a parts <<<"$1"
  for part in "${parts[@]}"; do
    count=$((count + ${part#*-} - ${part%-*} + 1))
  done
  printf '%s' "$count"
}

# Prints the given number of indexes from the front, and after a blank the others.
split_indexes() { # <how many> <indexes>
  local part parts first last wanted=$1 taken='' left=''
  IFS=, read -r -a parts <<<"$2"
  for part in "${parts[@]}"; do
    first=${part%-*} last=${part#*-}
    if [[ $wanted -ge $((last - first + 1)) ]]; then
      taken+=${taken:+,}$part wanted=$((wanted - last + first - 1))
      continue
    fi
    [[ $wanted -eq 0 ]] || taken+=${taken:+,}$(show_range "$first" $((first + wanted - 1)))
    left+=${left:+,}$(show_range $((first + wanted)) "$last")
    wanted=0
  done
  printf '%s %s' "$taken" "$left"
}

show_range() { # <first> <last>
  printf '%s' "$1"
  [[ $1 -eq $2 ]] || printf -- '-%s' "$2"
}

# Sets what each task of a class requests, from the class or from the options: cpus, memory in M, gpus, partition, qos and
# account; nodes, ranks and gpu_type; and resources, the text for the record. Empty if nothing sets it.
read_class() { # <class>
  local limit each
  IFS=' ' read -r cpus memory gpus nodes ranks limit gpu_type partition qos account <<<"${classes[$1 - 1]}"
  cpus=${asked_cpus:-${cpus#-}} memory=${asked_memory:-${memory#-}} gpus=${asked_gpus:-${gpus#-}}
  partition=${asked_partition:-${partition#-}} qos=${asked_qos:-${qos#-}} account=${asked_account:-${account#-}}
  nodes=${nodes#-} ranks=${ranks#-} gpu_type=${gpu_type#-} limit=${walltime:-${limit#-}}
  resources=''
  for each in "${cpus:+cpus=$cpus}" "${memory:+memory=${memory}M}" "${gpus:+gpus=$gpus}" "${limit:+walltime=${limit}s}" \
    "${partition:+partition=$partition}" "${qos:+qos=$qos}" "${account:+account=$account}"; do
    resources+=${each:+${resources:+,}$each}
  done
}

# Submits one job or array under a unique name. Sets job to its number and id to its id in Slurm; or fails, with the message of
# sbatch in refusal, and outcome: refused; full, if there is no room for so many jobs at the moment; or unknown, if Slurm
# may have it anyway. sbatch can fail or hang after the server accepted the job, so the name is looked up before another
# try: no chunk is ever submitted twice.
submit_job() { # <name> <word of sbatch>…
  local name=$1 tries code is_answered kept command
  shift
  submit_words "$name"
  answer=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  for tries in 1 2 3; do
    code=0
    ask_to_submit "$@" || code=$?
    refusal=$(<"$answer/errors") job='' id='' job_cluster=''
    read_id "$(<"$answer/job")"
    if [[ $code -eq 0 && -n $job ]]; then break; fi
    job='' outcome=refused
    if [[ $code -ne 0 ]]; then
      if is_full "$code" "$refusal"; then
        outcome=full
      elif [[ $code -ne 124 ]] && ! is_passing "$code" "$refusal"; then
        break
      fi
    fi
    kept=$outcome outcome=unknown
    find_job "$name"
    # Reported as accepted but not found: another try might run it twice.
    if [[ -n $job || -z $is_answered || $code -eq 0 ]]; then break; fi
    outcome=$kept
    [[ $outcome == refused ]] || break
    sleep $((tries * 2))
  done
  rm -rf "$answer"
  [[ -n $job ]]
}

# If the server has no room for a job, sbatch retries for minutes: that is cut short.
ask_to_submit() { # <word of sbatch>…
  local process pause=0.02 limit=()
  ! command -v timeout >/dev/null || limit=(timeout "$patience")
  ${limit[@]+"${limit[@]}"} "${command[@]}" "$@" <<<"${script-}" >"$answer/job" 2>"$answer/errors" &
  process=$!
  while kill -s 0 "$process" 2>/dev/null; do
    sleep "$pause"
    pause=0.2
    if grep -qs 'sleeping and retrying' "$answer/errors"; then
      kill -s TERM "$process" 2>/dev/null || true
      break
    fi
  done
  wait "$process"
}

# Sets job and id to those of the job with a given name, or to nothing; is_answered if the server answered.
find_job() { # <name>
  local tries found
  job='' is_answered=''
  for tries in 1 2 3; do
    if found=$(find_submitted "$1"); then
      is_answered=yes
      read_id "$found"
      [[ -z $job ]] || return 0
      # The queue was full, so the job cannot have arrived late.
      [[ $kept != full ]] || return 0
    fi
    sleep "$tries"
  done
}

# Adds a line to the ledger: the request to Slurm and its answer. Everyone who submits or cancels writes to it, so a directory
# serves as a lock; a lock that a dead process left behind is ignored after a while.
record() { # <asked | submitted | refused | unknown> <name> <job> <offset> <indexes> [<resources>]
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    if mkdir state/submissions.lock 2>/dev/null; then break; fi
    sleep 0.1
  done
  printf 'slurm/%s/%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "${job_cluster:-$cluster}" "$user" "$1" \
    "$(date +%Y-%m-%dT%H:%M:%S)" "$2" "$3" "$4" "$5" "${list:--}" "${is_counted:--}" "${6:--}" >>state/submissions.tsv ||
    printf 'cannot write state/submissions.tsv\n' >&2
  rmdir state/submissions.lock 2>/dev/null || true
}

# Writes the job's parameters into a file of their own, for its script. Sets submission to its name; jobs with the same parameters
# share it.
write_submission() { # <offset> <indexes that the array's indexes stand for, or nothing>
  local text
  text=$(
    printf 'cluster=%s\numask=%s\noffset=%s\n' "$cluster" "$(umask)" "$1"
    [[ -z $2 ]] || printf 'indexes=%s\n' "$2"
    [[ -z $list ]] || printf 'list=%s\n' "$list"
    [[ -z $resources ]] || printf 'resources=%s\n' "$resources"
    [[ -z $asked_gpus ]] || printf 'gpus=%s\n' "$asked_gpus"
    [[ -z $walltime ]] || printf 'walltime=%s\n' "$walltime"
    [[ $workers -eq 0 ]] || printf 'workers=%s\n' "$workers"
    [[ -z ${HSM_PROJECT_DIR-} ]] || printf 'project=%s\n' "${HSM_PROJECT_DIR//[[:cntrl:]]/}"
  )
  if [[ $text != "$submission_text" ]]; then
    submission_text=$text submission_count=$((submission_count + 1))
  fi
  submission=submit_$stamp.$submission_count
  [[ -n $dry_run$test_only || -e state/$submission ]] || printf '%s\n' "$text" >"state/$submission" ||
    die "cannot write state/$submission: is the disk full or read-only?"
}

# Adds a line to the summary for people, which is not in the manifest.
summarise() { # <job> <offset> <indexes>
  local summary=submission_summary.txt
  grep -q '^submissions:' "$summary" 2>/dev/null || printf '\nsubmissions:\n' >>"$summary"
  printf '  %s  slurm job %s, %s\n' "$(date +%Y-%m-%dT%H:%M:%S)" "$1" "$(describe "$2" "$3")" >>"$summary"
}

describe() { # <offset> <indexes>
  if [[ $workers -gt 0 ]]; then
    printf 'workers %s of class %s' "$2" "$class"
  else
    printf 'tasks %s' "$(list_tasks "$1" "$2")"
  fi
}

list_tasks() { # <offset> <indexes>
  local part parts first last text=''
  IFS=, read -r -a parts <<<"$2"
  for part in "${parts[@]}"; do
    first=$(((${part%-*} + $1 - 1) * tasks_per_job + 1)) last=$(((${part#*-} + $1) * tasks_per_job))
    [[ $last -le $task_count ]] || last=$task_count
    text+=${text:+,}$first
    [[ $first -eq $last ]] || text+=-$last
  done
  printf '%s' "$text"
}

submit_chunks() {
  local offset class indexes number=0 count
  count=$(wc -l <<<"$chunks")
  count=$((count))
  local cpus memory gpus nodes ranks gpu_type partition qos account resources
  jobs=() ids=() job='' id='' job_cluster='' previous='' tried=0 served='' is_short='' waits_for='' submission_text='' submission_count=0
  while read -r offset class indexes; do
    job_script=slurm.sh
    [[ $class -eq 1 ]] || job_script=slurm-$class.sh
    number=$((number + 1))
    later=$(sed "1,${number}d" <<<"$chunks")
    submit_chunk "$number" "$count" "$offset" "$indexes"
  done <<<"$chunks"
  [[ -z $is_short ]] || rm -f state/feed.list
  finish
}

# Submits a chunk as one array, or as several if the queue has no room for all of it: the size is halved until one is accepted, and
# then doubled again.
submit_chunk() { # <number> <of> <offset> <indexes>
  local indexes=$4 size=1 taken part left words array_indexes is_counted
  [[ -n $individual ]] || size=$(count_indexes "$indexes")
  while [[ -n $indexes ]]; do
    taken=$(split_indexes "$size" "$indexes")
    IFS=' ' read -r part left <<<"$taken"
    build_words "$3" "$part"
    limit_words "$1" "$2" "$4" "$indexes"
    if submit_or_show "$3" "$part"; then
      previous=$id indexes=$left served=$class
      [[ -z $is_short ]] || keep_rest "$3" "$left"
      [[ -n $individual || -z $is_short ]] || size=$((size * 2))
    elif [[ $size -gt 1 ]]; then
      is_short=yes size=$((size / 2))
    elif [[ $workers -gt 0 && $served == "$class" ]]; then
      printf 'the queue has no room for more workers of class %s: those already submitted will run all tasks of it\n' "$class"
      return 0
    else
      is_short=yes
      keep_rest "$3" "$indexes"
      wait_for_places "$3" "$indexes"
    fi
  done
}

# Sets words, the options of sbatch; array_indexes, the array's own indexes, or nothing for a job outside an array; and
# is_counted if those stand for the indexes that the submission lists.
build_words() { # <offset> <indexes>
  local positions=''
  read_class "$class"
  words=() array_indexes=$2 is_counted=''
  if [[ -z $takes_arrays ]]; then
    array_indexes='' positions=$2
  fi
  write_submission "$1" "$positions"
  [[ -z $hold ]] || words+=(--hold)
  [[ -z $walltime ]] || walltime_words "$walltime"
  resource_words
  log_words
}

# Adds the throttle, and the jobs to wait for. A throttle applies to one array, so arrays that run at the same time split it; if the
# throttle is smaller than the number of arrays, or a chunk had to be split, they run one after another.
limit_words() { # <number of the chunk> <of> <its indexes> <remaining indexes>
  local first='' share=''
  if [[ $throttle -gt 0 && -n $individual ]]; then
    [[ ${#ids[@]} -lt $throttle ]] || first=${ids[${#ids[@]} - throttle]}
  elif [[ $throttle -gt 0 ]]; then
    share=$(share_throttle "$1" "$2")
    [[ $throttle -ge $2 && $3 == "$4" ]] || first=$previous
  fi
  [[ -z $dependency$first ]] || dependency_words "$dependency" ${first:+"$first"}
  array_words "$array_indexes" "$share"
}

share_throttle() { # <number> <of>
  if [[ $throttle -lt $2 ]]; then
    printf '%s' "$throttle"
  else
    printf '%s' $((throttle / $2 + ($1 <= throttle % $2)))
  fi
}

# Fails if the queue has no room for so many jobs.
submit_or_show() { # <offset> <indexes>
  local name command
  tried=$((tried + 1))
  name=$job_name.$stamp.$tried
  script_words "$submission"
  if [[ -n $dry_run ]]; then
    submit_words "$name"
    show_words "${command[@]}" "${words[@]}"
    printf '#   state/%s: %s\n' "$submission" "${submission_text//$'\n'/ }"
    job=0 id=0
    return 0
  elif [[ -n $test_only ]]; then
    submit_words "$name"
    "${command[@]}" --test-only "${words[@]}" || die 'sbatch would refuse this'
    return 0
  fi
  record asked "$name" - "$1" "$2"
  if submit_job "$name" "${words[@]}"; then
    record submitted "$name" "$job" "$1" "$2" "$resources"
    summarise "$job" "$1" "$2"
    jobs+=("$job") ids+=("$id")
    printf 'submitted job %s: %s\n' "$job" "$(describe "$1" "$2")"
    return 0
  fi
  if [[ $outcome == full ]]; then
    record refused "$name" - "$1" "$2"
    return 1
  fi
  record "$outcome" "$name" - "$1" "$2"
  give_up "$name" "$1" "$2"
}

# Writes tasks that do not fit into the queue yet into state/feed.list: an interrupted --feed continues from there. Workers share
# all tasks, so a missing worker leaves no task behind.
keep_rest() { # <offset> <remaining indexes of its chunk>
  local offset indexes
  [[ $workers -eq 0 ]] || return 0
  {
    [[ -z $2 ]] || printf '%s\n' "$(list_tasks "$1" "$2")"
    while read -r offset _ indexes; do
      [[ -z $indexes ]] || printf '%s\n' "$(list_tasks "$offset" "$indexes")"
    done <<<"$later"
  } >state/feed.draft || die "cannot write to $sweep_dir/state"
  mv -f state/feed.draft state/feed.list
}

# With --feed, waits until another try is worthwhile. Without it, explains how to submit the rest.
wait_for_places() { # <offset> <indexes>
  local what
  what=$(describe "$1" "$2")
  if [[ -z $feed ]]; then
    say_refusal
    die "the queue has no room for $what at the moment: $0 --feed submits the rest as room becomes available"
  fi
  if can_never_pass; then
    say_refusal
    die "sbatch refused $what, although you have no jobs in the queue"
  fi
  if [[ $what != "$waits_for" ]]; then
    waits_for=$what
    printf 'waiting for room in the queue: %s and the rest. After Ctrl-C, the same command with --feed continues\n' "$what"
  fi
  sleep "$feed_interval" &
  wait "$!" || true
}

# One answer may mean too many jobs, or a job that requests too much. It cannot be too many if there are none.
can_never_pass() {
  local rows
  if is_surely_full "$refusal"; then return 1; fi
  rows=$(run_limited "$patience" squeue --noheader --format=%F --user "$(id -un)") || return 1
  [[ -z $rows ]]
}

# An interrupted --feed is continued by this one, unless other tasks are selected.
choose_rest() {
  [[ -n $feed && -s state/feed.list ]] || return 0
  [[ -z $is_chosen ]] ||
    die 'an earlier --feed was interrupted: continue it with --feed alone, or remove state/feed.list'
  selection+=(--only @state/feed.list)
  printf 'continuing with the remaining tasks %s\n' "$(tr '\n' ',' <state/feed.list | sed 's/,$//')"
}

# Prints words quoted for typing.
show_words() { # <word>…
  local word separator=''
  for word in "$@"; do
    case $word in
      *[!A-Za-z0-9_@%+=:,./-]*) printf '%s%q' "$separator" "$word" ;;
      *) printf '%s%s' "$separator" "$word" ;;
    esac
    separator=' '
  done
  printf '\n'
}

# Reports the answer of Slurm, and what is in the queue already.
say_refusal() {
  [[ -z $refusal ]] || printf '%s\n' "$refusal" >&2
  if [[ ${#jobs[@]} -gt 0 ]]; then
    printf 'already submitted: %s\n' "${jobs[*]}" >&2
  else
    printf 'nothing was submitted\n' >&2
  fi
}

# Reports the answer, and how to continue.
give_up() { # <name> <offset> <indexes>
  say_refusal
  [[ $outcome == refused ]] ||
    die "cannot determine whether Slurm accepted $(describe "$2" "$3"): check with squeue --name $1 before you run this again"
  die "sbatch refused $(describe "$2" "$3"): run the same command again to submit the rest"
}

# Submits what runs after the sweep, whether its tasks succeeded or not.
finish() {
  # In the same place and for the same account as the tasks.
  local asked_partition=$partition asked_qos=$qos asked_account=$account script='' refused=''
  submit_retry || refused="no job will retry failed tasks: after these jobs have ended, run $sweep_dir/scripts/retry-slurm.sh $stamp: $refusal"
  if [[ -z $dry_run$test_only ]]; then
    submit_follower || refused+=${refused:+$'\n'}"sbatch refused $follower: $refusal"
  fi
  [[ -z $refused ]] || die "$refused"
}

# The script of --then.
submit_follower() {
  words=()
  dependency_words '' ${ids[@]+"${ids[@]}"}
  if [[ -n $follower ]]; then
    place_words
    follower_words 'then'
    printf -v script '#!/bin/bash\ncd %q && exec bash %q\n' "$sweep_dir_physical" "$follower"
    submit_job "$job_name.$stamp.then" "${words[@]}" || return 1
    printf 'submitted job %s, which runs %s after these jobs have ended\n' "$job" "$follower"
  else
    printf 'to run a script after these jobs have ended: %s …\n' "$(show_words sbatch "${words[@]}")"
  fi
}

# Submits the job that retries tasks with more memory or time after all these jobs have ended. Nothing has to keep running: the
# scheduler starts that job, and each of its submissions has such a job, until each cause has been retried as often as the sweep sets.
submit_retry() {
  local name=$job_name.$stamp.retry
  [[ $retried_memory -lt $memory_times || $retried_timeout -lt $timeout_times ]] || return 0
  if [[ -n $dry_run$test_only ]]; then
    [[ -z $dry_run ]] || printf '#   after these jobs have ended: a job that runs scripts/retry-slurm.sh\n'
    return 0
  fi
  write_retry
  write_follow_up
  words=()
  dependency_words '' ${ids[@]+"${ids[@]}"}
  small_job_words
  place_words
  follower_words retry
  # It has no tasks of its own.
  local list='' is_counted=''
  record asked "$name" - 0 -
  until submit_job "$name" "${words[@]}"; do
    if [[ -z $feed || $outcome != full ]]; then
      record "$outcome" "$name" - 0 -
      return 1
    fi
    sleep "$feed_interval" || true
  done
  record submitted "$name" "$job" 0 -
  printf 'submitted job %s: retries tasks that run out of memory or time out, after these jobs have ended\n' "$job"
}

# Sets script. The job may have a different PATH, and the sweep may have been rebuilt without retries.
write_follow_up() {
  local command project=''
  command=$(command -v sbatch)
  [[ -z ${HSM_PROJECT_DIR-} ]] || printf -v project 'export HSM_PROJECT_DIR=%q\n' "$HSM_PROJECT_DIR"
  # shellcheck disable=SC2016 # for the job
  printf -v script '#!/bin/bash\n[[ $(command -v sbatch) == %q ]] || PATH=%q:$PATH\n%scd %q || exit\n%s %q\n' \
    "$command" "${command%/*}" "$project" "$sweep_dir_physical" \
    '[[ ! -e scripts/retry-slurm.sh ]] || exec bash -p scripts/retry-slurm.sh' "$stamp"
}

# Writes the parameters of that job, as lines key=value.
write_retry() {
  {
    printf 'retried_memory=%s\nretried_timeout=%s\n' "$retried_memory" "$retried_timeout"
    [[ -z $list ]] || printf 'list=%s\n' "$list"
    [[ $throttle -eq 0 ]] || printf 'throttle=%s\n' "$throttle"
    [[ $workers -eq 0 ]] || printf 'workers=%s\n' "$workers"
    [[ -z $individual ]] || printf 'individual=yes\n'
    [[ -z $asked_cpus ]] || printf 'cpus=%s\n' "$asked_cpus"
    [[ -z $asked_gpus ]] || printf 'gpus=%s\n' "$asked_gpus"
    [[ -z $partition ]] || printf 'partition=%s\n' "$partition"
    [[ -z $qos ]] || printf 'qos=%s\n' "$qos"
    [[ -z $account ]] || printf 'account=%s\n' "$account"
  } >"state/retry_$stamp" || die "cannot write state/retry_$stamp: is the disk full or read-only?"
}

main() {
  parse_options "$@"
  locate_sweep
  prepare
  choose_tasks
  if [[ $asked -eq 0 ]]; then
    printf 'nothing to submit: every selected task is completed, running or in the queue\n'
    return 0
  fi
  read_limits
  plan_chunks
  recorder=''
  [[ -n $dry_run$test_only ]] || start_record "$stamp" slurm
  [[ -n $dry_run$test_only ]] || reset_failures "$asked"
  submit_chunks
  await_record
}

main "$@"
exit $?
