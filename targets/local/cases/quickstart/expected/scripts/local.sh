#!/bin/bash -p
# Runs the tasks of this sweep on this machine.
#
#   local.sh [--jobs N] [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--timeout 90m] [--retries N]
#            [--gpus 0,1] [--show-output] [--no-progress] [--engine bash|parallel] [--lost HOST] [--dry-run]
#            [--memory 64G] [--cpus N] [--gpus-per-task N]
#            [--job PLACE:N] [--started-by TARGET] [--through SCRIPT]
#
#     --jobs N         run N tasks at a time (default: as many as cores and memory allow)
#     --only 1,5-8     only these tasks; with @FILE, those listed in a file
#     --where WORDS    only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --failed         only tasks that failed or timed out
#     --missing        only tasks that never ran, were cancelled or lost
#     --timeout-only   only tasks that timed out
#     --timeout 90m    stop a task that runs longer: seconds, 90m, 4h, 1h30m, 08:00:00 or 1-12:00:00
#     --walltime 90m   the same, but a number needs a unit
#     --retries N      rerun a failed task up to N times
#     --gpus 0,1       divide these GPUs among the tasks, through CUDA_VISIBLE_DEVICES
#     --memory 64G     memory per task, instead of the sweep's; --cpus N and --gpus-per-task N likewise. They decide
#                      how many tasks run at a time
#     --show-output    show the output of the tasks
#     --no-progress    one line per task instead of a progress bar
#     --engine NAME    parallel or bash (default: GNU parallel if installed, else a pool of bash processes)
#     --lost HOST      treat unfinished tasks of HOST as lost, because the host is gone
#     --dry-run        show which tasks would run, without running them
#
#   For drivers of other targets:
#     --job PLACE:N        the name of this run in the journals
#     --started-by TARGET  the target of the calling driver: journals are named after it
#     --through SCRIPT     run the programs elsewhere, through a script that waits for each one and exits with its exit code
#
#   Completed tasks never run again. Exit code: 0 if all selected tasks are completed, 1 if
#   any is not, 130 after an interrupt.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
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
readonly task_count=18
# What a task requests, unless options override it. Memory in M; empty if the sweep does not set it.
readonly default_cpus=1 default_memory='' default_gpus=''
# The GPUs that tasks share, as 0,1, unless --gpus is given; empty to find them if tasks request some.
readonly visible_gpus=''
readonly grace=15
# The time limit of a task in seconds, unless --timeout is given; empty for no limit.
readonly default_timeout=''

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# Some machines, such as minimal containers, lack some of these tools.
require_tools() { # <name>…
  local tool
  for tool; do
    command -v "$tool" >/dev/null || die "$tool is required but not on PATH"
  done
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

# Sets here to this host's name as the kernel has it, and machine to an id that distinguishes this system from all others that
# may share the directory, including containers with the same host name: the beginnings of the machine id and of the kernel's
# boot id, and the PID namespace. - means unknown.
read_place() {
  local id='' boot='' namespace=''
  here=''
  { IFS= read -r here </proc/sys/kernel/hostname; } 2>/dev/null || here=$(uname -n) || here=${HOSTNAME-}
  here=${here//[!A-Za-z0-9._-]/_}
  here=${here:-unknown}
  { IFS= read -r id </etc/machine-id; } 2>/dev/null || true
  { IFS= read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null ||
    boot=$(sysctl -n kern.bootsessionuuid 2>/dev/null) || true
  namespace=$(readlink /proc/self/ns/pid 2>/dev/null) || true
  id=${id//[!0-9A-Za-z]/} boot=${boot//[!0-9A-Za-z]/} namespace=${namespace//[!0-9]/}
  id=${id:0:8} boot=${boot:0:8}
  machine=${id:--}.${boot:--}.${namespace:--}
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

# Joins the sorted numbers at the beginning of lines into ranges, such as 1,5-8.
join_ranges() {
  LC_ALL=C awk '
    function end_range() {
      printf "%s%.0f", separator, from
      if (from != to) printf "-%.0f", to
      separator = ","
    }
    NR == 1 {
      from = to = $1 + 0
      next
    }
    $1 == to + 1 {
      to++
      next
    }
    {
      end_range()
      from = to = $1 + 0
    }
    END { if (NR) end_range() }
  '
}

parse_options() {
  jobs='' job='' through='' started_by=local gpus=$visible_gpus timeout=$default_timeout engine='' show_output='' bar=auto retries=0 dry_run=''
  selection=() asked_memory='' asked_cpus='' asked_gpus=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing) selection+=("$1") ;;
      --timeout-only) selection+=(--timeout) ;;
      --dry-run) dry_run=yes ;;
      --show-output) show_output=yes ;;
      --no-progress) bar=no ;;
      --jobs | -j | --only | --where | --timeout | --walltime | --retries | --gpus | --engine | --lost | --job | --through | --started-by | \
        --memory | --cpus | --gpus-per-task | --partition | --qos | --account)
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
}

parse_value() { # <option> <value>
  case $1 in
    --jobs | -j)
      is_number "$2" || usage_error "invalid number of jobs: $2"
      jobs=$((10#$2))
      [[ $jobs -ge 1 ]] || usage_error '--jobs must be at least 1'
      ;;
    --only | --where)
      locate_list "$2"
      selection+=(--only "$list")
      ;;
    --memory | --cpus | --gpus-per-task) read_resource "$1" "$2" ;;
    --partition | --qos | --account) usage_error "$1 needs a scheduler" ;;
    --lost) selection+=("$1" "$2") ;;
    --job) read_job "$2" ;;
    --started-by)
      case $2 in
        *[!a-z0-9-]*) usage_error "invalid target name: $2" ;;
        *) started_by=$2 ;;
      esac
      ;;
    --through)
      through=$2
      [[ $through == /* ]] || through=$PWD/$through
      ;;
    --timeout | --walltime) read_timeout "$1" "$2" ;;
    --retries)
      is_number "$2" || usage_error "invalid number of retries: $2"
      retries=$((10#$2))
      ;;
    --gpus)
      case $2 in
        '' | *[!0-9,]*) usage_error "invalid list of GPUs: $2 (example: 0,1)" ;;
        *) gpus=$2 ;;
      esac
      ;;
    *)
      case $2 in
        bash | parallel) engine=$2 ;;
        *) usage_error "no such engine: $2 (bash or parallel)" ;;
      esac
      ;;
  esac
}

# A plain number means seconds for --timeout, as in coreutils, and 0 removes the sweep's limit.
read_timeout() { # <option> <value>
  timeout=''
  if [[ $1 == --timeout ]] && is_number "$2"; then
    [[ $((10#$2)) -eq 0 ]] || timeout=$((10#$2))
  else
    parse_walltime "$2"
    timeout=$seconds
  fi
}

# Sets job, the journals' name for this run. The number is only meaningful together with its place.
read_job() { # <place>:<number>
  case $1 in
    *[!A-Za-z0-9._:/-]* | :* | *:) usage_error "invalid job: $1 (example: PLACE:12)" ;;
    */*/*:[0-9]*) job=$1 ;;
    *) usage_error "invalid job: $1 (example: PLACE:12)" ;;
  esac
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

# Sets asked to the number of tasks to run, and todo_file if that is not simply all of them: when something has run before (a
# claim without a journal counts), or when options select fewer.
choose_tasks() {
  asked=$task_count
  asks_for_less || return 0
  run_and_listen mkdir -p "$sweep_dir/state" || die "cannot write to $sweep_dir"
  todo_file=$sweep_dir/state/${here}_${machine}_$$.todo
  { : >"$todo_file"; } 2>/dev/null || die "cannot write to $sweep_dir/state: is the disk full or read-only?"
  run_and_listen list_tasks >"$todo_file" || die "cannot determine the remaining tasks"
  asked=$(wc -l <"$todo_file")
  asked=$((asked))
  if [[ $asked -eq 0 ]]; then
    rm -f "$todo_file"
  fi
}

asks_for_less() {
  # Checks for journals, or the ledger, whose jobs may still be waiting.
  local records=("$sweep_dir"/state/*.tsv)
  [[ -e ${records[0]} || ${#selection[@]} -gt 0 ]] || has_claims "$sweep_dir"
}

list_tasks() {
  "$BASH" -p "$scripts/status.sh" --todo ${selection[@]+"${selection[@]}"}
}

# The output of --dry-run.
show_tasks() {
  local tasks=1-$task_count
  if asks_for_less; then
    tasks=$(list_tasks | join_ranges) || die "cannot determine the remaining tasks"
  fi
  if [[ -n $tasks ]]; then
    printf 'would run tasks %s\n' "$tasks"
  else
    printf 'nothing to do: every selected task is completed or running\n'
  fi
}

# Sets gpus to the GPUs that tasks can share, if they request some and no list is given: those of CUDA_VISIBLE_DEVICES, or all of this
# machine.
find_gpus() {
  local needed=${asked_gpus:-$default_gpus} devices
  # Other machines have their own.
  [[ -n $needed && -z $gpus && -z $through ]] || return 0
  if [[ -n ${CUDA_VISIBLE_DEVICES+set} ]]; then
    gpus=$CUDA_VISIBLE_DEVICES
  elif command -v nvidia-smi >/dev/null; then
    gpus=$(nvidia-smi --query-gpu=index --format=csv,noheader 2>/dev/null </dev/null |
      awk '/^[0-9]+ *$/ { printf "%s%d", n++ ? "," : "", $1 }') || true
  fi
  case $gpus in
    *[!A-Za-z0-9,/-]* | -* | NoDevFiles) gpus='' ;;
    *) ;;
  esac
  IFS=, read -r -a devices <<<"$gpus"
  if [[ ${#devices[@]} -lt $needed ]]; then
    printf 'GPUs per task: %s, found on this machine: %s; use --gpus to choose them\n' "$needed" "${#devices[@]}" >&2
  fi
}

# Chooses as many jobs as the machine has cores, GPUs or memory for, unless --jobs is given; explains the number if it is smaller
# than the number of cores.
choose_jobs() {
  local cores devices reason='' memory='' cpus_per_task memory_per_task gpus_per_task
  cpus_per_task=${asked_cpus:-$default_cpus} memory_per_task=${asked_memory:-$default_memory}
  gpus_per_task=${asked_gpus:-${default_gpus:-1}}
  read_memory
  cores=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN 2>/dev/null || printf 1)
  if [[ -n $jobs ]]; then
    if [[ -n $memory && $jobs -le $asked && $((jobs * memory_per_task)) -gt $memory ]]; then
      printf '%s tasks at a time may need %sM of memory, but this machine has %sM\n' "$jobs" "$((jobs * memory_per_task))" "$memory" >&2
    fi
  else
    jobs=$((cores / cpus_per_task))
    [[ $jobs -ge 1 ]] || jobs=1
    [[ $jobs -eq $cores ]] || reason="this machine has $cores cores, and a task takes $cpus_per_task"
    if [[ -n $gpus ]]; then
      IFS=, read -r -a devices <<<"$gpus"
      jobs=$((${#devices[@]} / gpus_per_task))
      reason="${#devices[@]} GPUs are available, and a task takes $gpus_per_task"
    fi
    if [[ -n $memory && $((jobs * memory_per_task)) -gt $memory ]]; then
      jobs=$((memory / memory_per_task))
      reason="this machine has ${memory}M of memory, and a task takes ${memory_per_task}M"
    fi
    [[ $jobs -ge 1 ]] || jobs=1
    if [[ -n $reason && $jobs -lt $asked && $jobs -lt $cores ]]; then
      printf '%s at a time: %s (override with --jobs)\n' "$jobs" "$reason" >&2
    fi
  fi
  [[ $jobs -ge 1 ]] || jobs=1
  [[ $jobs -le $asked ]] || jobs=$asked
}

# Sets memory to this machine's memory in M, if tasks request memory and the system reports it.
read_memory() {
  local name amount
  [[ -n $memory_per_task ]] || return 0
  if [[ -r /proc/meminfo ]]; then
    while read -r name amount _; do
      [[ $name != MemTotal: ]] || memory=$((amount / 1024))
    done </proc/meminfo
  elif amount=$(sysctl -n hw.memsize 2>/dev/null); then
    memory=$((amount / 1048576))
  fi
}

# Another program called parallel (from moreutils) has different options.
# shellcheck disable=SC2317,SC2329 # called through run_and_listen
has_gnu_parallel() {
  parallel --version 2>/dev/null | grep -q '^GNU parallel'
}

choose_engine() {
  if [[ -z $engine ]]; then
    engine=bash
    if run_and_listen has_gnu_parallel; then
      engine=parallel
    fi
  elif [[ $engine == parallel ]]; then
    run_and_listen has_gnu_parallel || die 'no GNU parallel on PATH: remove --engine, or use --engine bash'
  fi
}

# Sets worker_command, to which the number of the worker's slot is appended.
build_worker_command() {
  worker_command=("$BASH" -p "$scripts/task.sh" --grace "$grace" --retries "$retries")
  [[ -z $timeout ]] || worker_command+=(--timeout "$timeout")
  [[ -z $gpus ]] || worker_command+=(--gpus "$gpus" ${asked_gpus:+--gpus-per-task "$asked_gpus"})
  describe_resources
  [[ -z ${run_list:-$todo_file} ]] || worker_command+=(--todo "${run_list:-$todo_file}")
  [[ -z $stretch ]] || worker_command+=(--stretch "$stretch")
  [[ -z $show_output ]] || worker_command+=(--show-output)
  journal=${started_by}_${here}_${machine}_$$
  [[ -z $through ]] || worker_command+=(--through "$through")
  [[ -z $job ]] || name_job
}

# Resources requested by options, for the record of each attempt. Others are in the sweep and may differ between tasks.
describe_resources() {
  local each text=''
  for each in "${asked_cpus:+cpus=$asked_cpus}" "${asked_memory:+memory=${asked_memory}M}" "${asked_gpus:+gpus=$asked_gpus}"; do
    text+=${each:+${text:+,}$each}
  done
  [[ -z $text ]] || worker_command+=(--resources "$text")
}

# A job's journals are named after its place, without the user.
name_job() {
  local place=${job%:*}
  worker_command+=(--job "$job.0")
  place=${place%/*}
  journal=${place//\//_}_${job##*:}
}

# Job control, which is switched on for this alone, gives each worker its own process group: signals of a terminal (Ctrl-C, or its
# end) reach this script, which passes them on.
start_workers() {
  build_worker_command
  has_started=yes
  set -m
  if [[ $engine == parallel ]]; then
    start_parallel
  else
    start_pool
  fi
  set +m
  [[ -z $stopped ]] || end_workers
}

# Descriptor 3 is closed in the workers, because a daemon that a task leaves behind would keep it open.
start_pool() {
  local slot
  for ((slot = 1; slot <= jobs; slot++)); do
    [[ -z $stopped ]] || return 0
    "${worker_command[@]}" --worker "$slot/$jobs" --journal "${journal}_$slot" </dev/null >&3 2>&"$complaints" 3>&- &
    workers+=("$!")
  done
}

# Runs the workers under GNU parallel, which keeps a log of them. --plain ignores PARALLEL and ~/.parallel/config, which could change
# its behaviour; only the number of the slot is on the command line. Its shell is bash, because other shells drop variables
# that are not valid to them, such as exported functions.
start_parallel() {
  local slot
  for ((slot = 1; slot <= jobs; slot++)); do
    printf '%s\n' "$slot"
  done | PARALLEL_SHELL=$BASH parallel --plain --will-cite --quote --ungroup --jobs "$jobs" \
    --termseq "TERM,$((grace * 1000 + 2000)),KILL,100" \
    "${worker_command[@]}" --worker "{}/$jobs" --journal "${journal}_{}" >&3 2>&"$complaints" 3>&- &
  workers+=("$!")
}

wait_for_workers() {
  local worker
  for worker in ${workers[@]+"${workers[@]}"}; do
    while kill -0 "$worker" 2>/dev/null; do
      wait "$worker" || true
    done
  done
}

# Sets columns to the width of the terminal.
read_terminal_width() {
  local size=''
  size=$({ stty size </dev/tty; } 2>/dev/null) || size=''
  columns=${size#* }
  if ! is_number "$columns" || [[ $columns -lt 1 ]]; then
    columns=${COLUMNS-}
  fi
  if ! is_number "$columns" || [[ $columns -lt 1 ]]; then
    columns=80
  fi
}

# Progress of the tasks, in one line that is redrawn on a terminal with $columns columns.

# Prints lines broken between words. A word longer than a line, such as a path, is left to the terminal to wrap, so that it
# can still be copied.
print_above() { # <text>
  local text=$1 line
  while :; do
    line=$text
    if [[ ${#line} -gt $columns && $line == *' '* ]]; then
      line=${text:0:columns+1}
      if [[ $line == *' '* ]]; then line=${line% *}; else line=${text%% *}; fi
    fi
    printf '\r\033[K%s\n' "$line"
    text=${text:${#line}+1}
    [[ -n $text ]] || break
  done
}

# Draws the bar from $asked, $done_count, $failed and $begun. It is one line that must not wrap, or it could not be overwritten.
# Parts that do not fit are left out, from the right.
draw_bar() { # <tasks running> <tasks that had ended before>
  local ended=$((done_count + failed)) elapsed=$((SECONDS - begun)) left=--:-- text part width filled bar=''
  if [[ $done_count -gt 0 && $ended -gt $2 ]]; then
    left=$((elapsed * (asked - ended) / (ended - $2)))
    printf -v left '%d:%02d' $((left / 60)) $((left % 60))
  fi
  printf -v elapsed '%d:%02d' $((elapsed / 60)) $((elapsed % 60))
  text="$done_count/$asked done"
  for part in "$failed failed" "$1 running" "$elapsed elapsed" "$left left"; do
    [[ $((${#text} + ${#part} + 2)) -lt $columns ]] || break
    text+=", $part"
  done
  # A bar of fewer than ten characters is useless.
  width=$((columns - ${#text} - 4))
  [[ $width -le 30 ]] || width=30
  if [[ $width -ge 10 ]]; then
    filled=$((ended * width / asked))
    printf -v bar '%*s' "$filled" ''
    printf -v bar '[%s%*s] ' "${bar// /#}" $((width - filled)) ''
  fi
  text=$bar$text
  printf '\r\033[K%s' "${text:0:columns-1}"
}

# If standard output is a terminal, the workers' output goes through a pipe to a progress bar; otherwise it is printed as it is.
# Error messages take the same way if both go to the terminal, so that they do not break the bar.
open_progress() {
  reader='' ticker='' begun=$SECONDS complaints=2
  if [[ $bar == auto && -t 1 && -z $show_output ]]; then
    pipe=$(mktemp -u "${TMPDIR:-/tmp}/hsm.XXXXXX")
    run_and_listen mkfifo -m 600 "$pipe" || die "cannot create $pipe"
    show_bar <"$pipe" &
    reader=$!
    exec 3>"$pipe"
    [[ ! -t 2 ]] || complaints=3
    run_and_listen rm -f "$pipe"
    tick >&3 3>&- &
    ticker=$!
  else
    exec 3>&1
  fi
}

# Prints one line per second, so that the bar is redrawn. Reading with a time limit instead would split lines, and bash 3.2 drops
# the first part.
tick() {
  trap '' INT HUP PIPE
  trap - TERM
  while sleep 1 && kill -s 0 "$$" && printf 'tick\n'; do :; done 2>/dev/null
}

close_progress() {
  [[ -z $reader ]] || printf 'end\n' 2>/dev/null >&3 || true
  exec 3>&-
  [[ -z $reader ]] || wait "$reader" || true
  [[ -z $ticker ]] || kill -s TERM "$ticker" 2>/dev/null || true
}

# Reads "task N STATE (exit E)" lines, and redraws once a second and after each line, as long as this script and the terminal
# exist. The terminal's width is read again once a second.
show_bar() {
  local done_count=0 failed=0 running line columns
  trap '' INT TERM HUP PIPE
  read_terminal_width
  while IFS= read -r line && kill -s 0 "$$" 2>/dev/null; do
    case $line in
      end) break ;;
      tick) read_terminal_width ;;
      'retry '*)
        line=${line#retry }
        failed=$((failed - ${line%% *}))
        ;;
      'task '*' completed '*) done_count=$((done_count + 1)) ;;
      'task '*' (exit '*) failed=$((failed + 1)) ;;
      *) print_above "${line//[[:cntrl:]]/ }" 2>/dev/null ;;
    esac
    running=$((asked - done_count - failed))
    draw_bar "$((running < jobs ? running : jobs))" 0 2>/dev/null || return 0
  done
  printf '\n'
}

# The journals are authoritative, whatever the workers printed.
report_end() {
  local completed failures
  if [[ -n $stopped ]]; then
    printf 'interrupted: run %s again to continue\n' "$0" >&2 2>/dev/null || true
    return 130
  fi
  completed=$(count_completed)
  printf '%d of %d tasks completed\n' "$completed" "$asked"
  if [[ -d $sweep_dir/state/stop/stopped ]]; then
    failures=$(wc -c <"$sweep_dir/state/stop/failures")
    printf 'stopped after %d failure%s; to continue, run resume.sh\n' "$failures" "$([[ $failures -eq 1 ]] || printf s)" >&2
  fi
  if [[ $completed -lt $asked ]]; then
    printf '%d did not complete; to see which ones and why, run\n  %s\n' $((asked - completed)) "${0%local.sh}status.sh" >&2
    return 1
  fi
}

# Prints how many of the selected tasks are completed.
count_completed() {
  "$BASH" -p "$scripts/status.sh" --completed ${todo_file:+--among "$todo_file"}
}

# Signals are handled from the start. If nothing was started yet, there is nothing to stop.
trap_signals() {
  stopped='' has_started='' preparing='' workers=() todo_file='' run_list='' stretch=''
  trap : PIPE
  trap 'stop_workers INT' INT
  trap 'stop_workers TERM' TERM HUP
}

# Runs a command while listening for signals. Bash drops an INT that arrives while a foreground command ends successfully, even if
# INT is trapped; a wait for a background command is always interrupted. The command has its own process group, which
# stop_workers can end.
run_and_listen() { # <command> [<argument>…]
  local result=0
  set -m
  "$@" </dev/null &
  preparing=$!
  set +m
  wait "$preparing" || result=$?
  preparing=''
  return "$result"
}

# shellcheck disable=SC2317,SC2329 # called by traps
stop_workers() { # <signal>
  [[ -z $stopped ]] || return 0
  stopped=$1
  if [[ -z $has_started ]]; then
    [[ -z $preparing ]] || kill -s TERM -- "-$preparing" 2>/dev/null || true
    [[ -z $todo_file ]] || rm -f "$todo_file"
    exit 130
  fi
  end_workers 'stopping'
}

# Each worker stops its own program and records that in its journal. GNU parallel passes on the second signal. The message is
# printed after the signal, because the terminal may be gone or block output.
end_workers() { # [<message>]
  signal_workers
  [[ $# -eq 0 ]] || printf '\n%s: waiting up to %s seconds for programs to end\n' "$1" "$grace" >&2 2>/dev/null || true
  if [[ $engine == parallel ]]; then
    sleep 1 || true
    signal_workers
  fi
}

# A suspended process only receives the signal when it continues.
signal_workers() {
  [[ ${#workers[@]} -gt 0 ]] || return 0
  kill -s TERM "${workers[@]}" 2>/dev/null || true
  kill -s CONT "${workers[@]}" 2>/dev/null || true
}

main() {
  trap_signals
  parse_options "$@"
  # Some of these are needed to run the tasks.
  require_tools awk date grep ls mkdir mkfifo mktemp mv rm sed sleep tee tr wc
  locate_sweep
  read_place
  scripts=$sweep_dir/scripts
  run_and_listen "$BASH" -p "$scripts/task.sh" --preflight ${through:+--elsewhere}
  if [[ -n $dry_run ]]; then
    show_tasks
    return 0
  fi
  choose_engine
  choose_tasks
  if [[ $asked -eq 0 ]]; then
    printf 'nothing to do: every selected task is completed or running\n'
    return 0
  fi
  find_gpus
  choose_jobs
  recorder='' stamp=''
  # Other drivers record what they start.
  [[ $started_by != local ]] || stamp=$(date +%Y%m%d-%H%M%S)-$$
  [[ -z $stamp ]] || start_record "$stamp" local
  open_progress
  start_workers
  wait_for_workers
  close_progress
  local result=0
  report_end || result=$?
  [[ -z $todo_file ]] || rm -f "$todo_file"
  await_record
  return "$result"
}

main "$@"
exit $?
