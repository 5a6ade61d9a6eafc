#!/bin/bash -p
# Submits this sweep to Torque.
#
#   submit-torque.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 08:00:00] [--throttle N]
#                   [--memory 64G] [--cpus N] [--gpus N] [--partition NAME] [--account NAME]
#                   [--individual] [--hold] [--dependency afterok:1234[].server] [--then SCRIPT]
#                   [--lost HOST] [--queued] [--feed] [--dry-run]
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
#     --account NAME       the account to charge
#     --throttle N         at most N jobs at a time
#     --individual         one submission per job instead of job arrays
#     --feed               if the queue has no room for all jobs, wait and submit the rest as room becomes available:
#                          run it in tmux or with nohup; after an interruption, --feed continues
#     --hold               submit the jobs on hold
#     --dependency SPEC    wait for other jobs; SPEC is in the syntax of qsub
#     --then SCRIPT        also submit a job that runs the script after all these jobs have ended
#     --lost HOST          treat unfinished tasks of HOST as lost, because the host is gone
#     --queued             also tasks that are already waiting in a queue
#     --dry-run            print the qsub commands, without submitting anything
#
#   Completed tasks never run again, and no task runs twice at the same time, however often it is submitted.
#   Submissions are recorded in state/submissions.tsv.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 88037f0149a90ba74704cc9cfb52d8c76bf7054f7e3ecb2a303f5fc6796a6d87).
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
readonly task_count=30
# How many tasks an element of the array runs.
readonly tasks_per_job=10
# How many of them run at a time.
readonly tasks_at_once=2
# What a task of each class of resources requests: CPUs, memory in M, GPUs, nodes, ranks, the walltime of its job in seconds, GPU
# type, partition, quality of service and account; - if not set.
readonly classes=('2 4096 1 - - 3000 - - - -')
readonly job_script=torque.sh
# Limits of the cluster from the sweep's settings, or 0. The limits that the cluster reports also apply.
readonly limit_array_length=0
readonly default_throttle=0
# Time limit for answers of Torque, and the interval of --feed, in seconds.
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

# Removes variables of Torque that change its commands, and those of a job in which this runs, which would change what tasks do.
# Variables that locate the cluster stay.
clean_environment() {
  local name
  for name in "${!PBS_@}"; do
    case $name in
      PBS_DEFAULT | PBS_SERVER) ;;
      *) unset "$name" ;;
    esac
  done
  unset HSM_SUBMISSION
}

# Whether the qsub on PATH belongs to Torque: other schedulers have a command with the same name. The check has a
# time limit.
check_scheduler() {
  local printed code=0
  command -v qsub >/dev/null || die 'no qsub on PATH: run this on a login node of the cluster'
  printed=$(run_limited "$patience" qsub --version 2>&1 </dev/null) || code=$?
  [[ $code -ne 124 ]] || die "$(command -v qsub) --version timed out"
  [[ $printed == *[Vv]ersion:* && $printed != *pbs_version* ]] ||
    die "$(command -v qsub) does not belong to Torque: set hpc.system to its scheduler, or put the right one first in PATH"
}

# Prints the name of the server, which is the last part of its job ids.
read_cluster() {
  local server
  server=$(run_limited "$patience" qstat -B -f) || return 1
  sed -n 's/^Server: *\([^ ]*\).*/\1/p' <<<"$server" | head -n 1
}

# Sets cluster, and array_length, the maximum number of elements in an array according to the server or the queue.
read_server() {
  local server queue details limit
  server=$(run_limited "$patience" qstat -B -f) || die 'Torque is not responding: nothing was submitted'
  cluster=$(read_cluster) || die 'Torque is not responding: nothing was submitted'
  queue=${asked_partition:-$(sed -n 's/^#PBS -q //p' "scripts/$job_script" | tail -n 1)}
  queue=${queue:-$(sed -n 's/^ *default_queue = //p' <<<"$server")}
  details=$(run_limited "$patience" qstat -Q -f "$queue" 2>/dev/null) || details=''
  array_length=10000
  while read -r limit; do
    if [[ $limit -lt $array_length ]]; then
      array_length=$limit
    fi
  done < <(sed -n 's/^ *max_job_array_size = \([0-9][0-9]*\)$/\1/p' <<<"$server"$'\n'"$details")
}

# --- Words of qsub: each of these adds to words

walltime_words() { # <seconds>
  words+=(-l "walltime=$1")
}

place_words() {
  [[ -z $asked_partition ]] || words+=(-q "$asked_partition")
  [[ -z $asked_account ]] || words+=(-A "$asked_account")
}

# Sets node_cpus to the CPUs that a task takes on each node, for all ranks there, and node_ranks to the ranks; 1 if not set.
count_node_cpus() {
  node_cpus=${cpus:-1} node_ranks=1
  [[ -z $ranks ]] || node_ranks=$(((ranks + ${nodes:-1} - 1) / ${nodes:-1}))
  node_cpus=$((node_cpus * node_ranks))
}

# For a script on standard input that runs after the sweep.
follower_words() {
  words+=(-j oe -o "$sweep_dir_physical/logs/")
}

# --- Queries

# Releases held jobs, by id.
release_jobs() {
  local each
  for each in "${ids[@]}"; do
    run_limited "$patience" qrls "$each" || printf 'cannot release job %s: run qrls %q\n' "$each" "$each" >&2
  done
}

# Sets job, id and job_cluster. An array is 2[].server.
read_id() { # <what qsub or find_submitted printed>
  job='' id=${1##*$'\n'} job_cluster=''
  if [[ $id =~ ^([0-9]+)(\[\])?(\.([A-Za-z0-9.-]+))?$ ]]; then
    job=${BASH_REMATCH[1]} job_cluster=${BASH_REMATCH[4]}
  fi
}

# Resources requested instead of those of the job script. The words of nodes are replaced as a whole.
resource_words() {
  local node_cpus node_ranks count
  place_words
  [[ -z $asked_memory ]] || words+=(-l "mem=$((memory * tasks_at_once))mb")
  [[ -n $asked_cpus$asked_gpus ]] || return 0
  count_node_cpus
  count=$((${gpus:-0} * tasks_at_once))
  [[ $count -gt 0 ]] || count=''
  words+=(-l "nodes=${nodes:-1}:ppn=$((node_cpus * tasks_at_once))${count:+:gpus=$count}")
}

# Each job opens its own log in logs/; earlier output would be copied from the node at the job's end.
log_words() {
  words+=(-o /dev/null)
}

# Combines the user's dependency with the end of other jobs.
dependency_words() { # <dependency, or nothing> <job>…
  local all=$1 each
  shift
  for each in "$@"; do
    case $each in
      *\[*) all+=${all:+,}afteranyarray:$each ;;
      *) all+=${all:+,}afterany:$each ;;
    esac
  done
  [[ -z $all ]] || words+=(-W "depend=$all")
}

array_words() { # <indexes> <how many at a time, or nothing>
  words+=(-t "$1${2:+%$2}")
}

script_words() { # <submission>
  words+=(-F "$1" "$sweep_dir_physical/scripts/$job_script")
}

# Sets command.
submit_words() { # <name>
  command=(qsub -N "$1")
}

# Prints the job with a given name, or nothing. Fails if Torque is not responding. An array is only known by its first element, whose
# name ends in its index.
find_submitted() { # <name>
  local rows name=$1
  [[ -z ${array_indexes-} || $name == *.then ]] || name+=-${array_indexes%%[-,%]*}
  rows=$(run_limited "$patience" qselect -N "$name" 2>/dev/null) || return 1
  rows=${rows%%$'\n'*}
  case $rows in
    *\[*) printf '%s[]%s' "${rows%%\[*}" "${rows#*]}" ;;
    *) printf '%s' "$rows" ;;
  esac
}

# Whether a refusal is about the number of jobs: of a user, a project, a queue or the cluster.
is_surely_full() { # <output of qsub>
  case $1 in
    *'aximum number of jobs already in queue'*) return 0 ;;
    *) return 1 ;;
  esac
}

is_full() { # <exit code> <output of qsub>
  is_surely_full "$2"
}

# Whether a failure may be temporary.
is_passing() { # <exit code> <output of qsub>
  case $2 in
    *'Connection refused'* | *'annot connect'* | *'timed out'* | *emporar* | \
      *'End of File'* | *'shutting down'* | *'Premature end'*) return 0 ;;
    *) return 1 ;;
  esac
}

parse_options() {
  selection=() hold='' dependency='' walltime='' throttle=$default_throttle
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
      --dry-run) dry_run=yes ;;
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
  # Torque drops a job that waits for one that has ended: these jobs are held until the follower is submitted.
  [[ -z $follower || -n $hold ]] || hold=until-followed
  [[ -z $individual || $workers -eq 0 ]] || usage_error '--individual cannot be combined with workers, which share the tasks'
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
        *[!A-Za-z0-9_:,?+.@[\]-]*) usage_error "invalid dependency: $2 (example: afterok:1234[].server)" ;;
        *) dependency=$2 ;;
      esac
      ;;
    --memory | --cpus | --gpus | --gpus-per-task | --partition | --qos | --account)
      [[ $1 != --qos ]] || usage_error 'Torque has no quality of service: omit --qos'
      [[ $1 != --partition || $2 != *,* ]] || usage_error "Torque accepts one queue per job, not $2"
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

# Sets job_name, the prefix of its jobs' names: characters that every Torque accepts.
name_jobs() { # <name of the sweep>
  job_name=$1
  job_name=${job_name//[!A-Za-z0-9._-]/_}
  job_name=${job_name:0:100}
  case $job_name in
    [A-Za-z]*) ;;
    *) job_name=hsm_$job_name ;;
  esac
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
      die 'this cluster has no job arrays, which workers need: build without targets.torque.workers'
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
  chunks=''
  if [[ $workers -gt 0 ]]; then
    add_arrays 1 $((workers < asked ? workers : asked))
  elif [[ -n $list ]]; then
    chunks=$(chunk_list 1 <<<"$todo")
  else
    add_arrays 1 $(((task_count + tasks_per_job - 1) / tasks_per_job))
  fi
}

# Adds arrays of consecutive elements, starting with the first.
add_arrays() { # <class> <how many elements>
  local offset length
  for ((offset = 0; offset < $2; offset += array_length)); do
    length=$(($2 - offset < array_length ? $2 - offset : array_length))
    chunks+="${chunks:+$'\n'}$offset $1 $(show_range 1 "$length")"
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

# Submits one job or array under a unique name. Sets job to its number and id to its id in Torque; or fails, with the message of
# qsub in refusal, and outcome: refused; full, if there is no room for so many jobs at the moment; or unknown, if Torque
# may have it anyway. qsub can fail or hang after the server accepted the job, so the name is looked up before another
# try: no chunk is ever submitted twice.
submit_job() { # <name> <word of qsub>…
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

ask_to_submit() { # <word of qsub>…
  run_limited "$patience" "${command[@]}" "$@" <<<"${script-}" >"$answer/job" 2>"$answer/errors"
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

# Adds a line to the ledger: the request to Torque and its answer. Everyone who submits or cancels writes to it, so a directory
# serves as a lock; a lock that a dead process left behind is ignored after a while.
record() { # <asked | submitted | refused | unknown> <name> <job> <offset> <indexes> [<resources>]
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    if mkdir state/submissions.lock 2>/dev/null; then break; fi
    sleep 0.1
  done
  printf 'torque/%s/%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "${job_cluster:-$cluster}" "$user" "$1" \
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
  printf '  %s  torque job %s, %s\n' "$(date +%Y-%m-%dT%H:%M:%S)" "$1" "$(describe "$2" "$3")" >>"$summary"
}

describe() { # <offset> <indexes>
  if [[ $workers -gt 0 ]]; then
    printf 'workers %s' "$2"
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
      printf 'the queue has no room for more workers: those already submitted will run all tasks\n'
      return 0
    else
      is_short=yes
      keep_rest "$3" "$indexes"
      wait_for_places "$3" "$indexes"
    fi
  done
}

# Sets words, the options of qsub; array_indexes, the array's own indexes, or nothing for a job outside an array; and
# is_counted if those stand for the indexes that the submission lists.
build_words() { # <offset> <indexes>
  local positions=''
  read_class "$class"
  words=() array_indexes=$2 is_counted=''
  if [[ -z $takes_arrays ]]; then
    array_indexes='' positions=$2
  fi
  write_submission "$1" "$positions"
  [[ -z $hold ]] || words+=(-h)
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
    die "qsub refused $what, although you have no jobs in the queue"
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
  rows=$(run_limited "$patience" qselect -u "$(id -un)") || return 1
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

# Reports the answer of Torque, and what is in the queue already.
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
    die "cannot determine whether Torque accepted $(describe "$2" "$3"): check with qselect -N $1 before you run this again"
  die "qsub refused $(describe "$2" "$3"): run the same command again to submit the rest"
}

# Submits what runs after the sweep, whether its tasks succeeded or not.
finish() {
  # In the same place and for the same account as the tasks.
  local asked_partition=$partition asked_qos=$qos asked_account=$account script='' refused=''
  if [[ -z $dry_run$test_only ]]; then
    submit_follower || refused+=${refused:+$'\n'}"qsub refused $follower: $refusal"
    [[ $hold != until-followed ]] || release_jobs
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
    printf 'to run a script after these jobs have ended: %s …\n' "$(show_words qsub "${words[@]}")"
  fi
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
  [[ -n $dry_run$test_only ]] || start_record "$stamp" torque
  submit_chunks
  await_record
}

main "$@"
exit $?
