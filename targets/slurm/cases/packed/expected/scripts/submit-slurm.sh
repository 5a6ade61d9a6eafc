#!/bin/bash
# Submits this sweep to Slurm.
#
#   submit-slurm.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 08:00:00] [--throttle N]
#                   [--individual] [--hold] [--dependency afterok:1234] [--then SCRIPT]
#                   [--lost HOST] [--queued] [--test-only] [--dry-run]
#
#     --only 1,5-8         only these tasks; with @FILE, those that a file lists
#     --failed             only tasks that failed or ran out of time
#     --missing            only tasks that never ran, or were cut off
#     --timeout-only       only tasks that ran out of time
#     --walltime 08:00:00  the walltime of a job
#     --throttle N         at most N jobs at a time
#     --individual         one submission a job instead of job arrays
#     --hold               the jobs wait until they are released
#     --dependency SPEC    as of sbatch: the jobs wait for others
#     --then SCRIPT        a job that runs the script when all these have ended
#     --lost HOST          take over what HOST left unfinished: the host is gone
#     --queued             also tasks that wait in a queue already
#     --test-only          ask Slurm whether it would take the jobs, and submit nothing
#     --dry-run            print the sbatch commands, and submit nothing
#
#   Completed tasks are never run again, and no task runs twice at a time, however often it is submitted.
#   What was submitted is in state/submissions.tsv.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 c8675d4bbda4b92874fc7f4cab1269827aa409edc2d2406d643ffc837c77b6bb).
# To change it, edit that file and run: hsm build

# --- Strict mode
set -euo pipefail
unset CDPATH
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, and this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
readonly task_count=50
# How many tasks an element of the array runs.
readonly tasks_per_job=20
# What the sweep's settings say of the cluster; 0 where they do not. The cluster's own word counts too.
readonly limit_array_size=0
readonly default_throttle=0
# For a job that runs after the sweep.
readonly site_options=()
# Seconds that sbatch and squeue have to answer.
readonly patience=${HSM_SBATCH_TIMEOUT:-120}

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

# Sets sweep_dir from the place of this script, so that the directory can be moved.
locate_sweep() {
  local scripts=.
  case ${BASH_SOURCE[0]} in
    */*) scripts=${BASH_SOURCE[0]%/*} ;;
    *) ;;
  esac
  cd -- "$scripts/.." || die "cannot enter $scripts/.."
  sweep_dir=$PWD
  readonly sweep_dir
}

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

# Sets seconds from a length of time: 90m, 4h, 1h30m, MM:SS, HH:MM:SS, D-HH, D-HH:MM or D-HH:MM:SS.
parse_walltime() { # <text>
  local number='([0-9]{1,10})' two='([0-9]{1,2})' units clock dated days=0 hours=0 minutes=0 rest=0
  units="^(${number}[dD])?(${number}[hH])?(${number}[mM])?(${number}[sS])?$"
  clock="^(${number}:)?${number}:${two}$"
  dated="^${number}-${two}(:${two})?(:${two})?$"
  if [[ $1 =~ $units ]]; then
    days=${BASH_REMATCH[2]} hours=${BASH_REMATCH[4]} minutes=${BASH_REMATCH[6]} rest=${BASH_REMATCH[8]}
  elif [[ $1 =~ $clock ]]; then
    hours=${BASH_REMATCH[2]} minutes=${BASH_REMATCH[3]} rest=${BASH_REMATCH[4]}
    [[ -z $hours ]] || ((10#$minutes <= 59)) || usage_error "minutes after hours go up to 59: $1"
  elif [[ $1 =~ $dated ]]; then
    days=${BASH_REMATCH[1]} hours=${BASH_REMATCH[2]} minutes=${BASH_REMATCH[4]} rest=${BASH_REMATCH[6]}
    ((10#$hours <= 23 && 10#${minutes:-0} <= 59)) || usage_error "hours go up to 23, minutes to 59: $1"
  elif is_number "$1"; then
    usage_error "missing unit: write ${1}m for minutes, ${1}s for seconds"
  else
    usage_error "not a length of time such as 08:00:00 or 90m: $1"
  fi
  [[ $1 != *[:-]* ]] || ((10#${rest:-0} <= 59)) || usage_error "seconds go up to 59: $1"
  seconds=$((10#${days:-0} * 86400 + 10#${hours:-0} * 3600 + 10#${minutes:-0} * 60 + 10#${rest:-0}))
  ((seconds > 0 && seconds <= 1000000000)) || usage_error "not a length of time that a task can have: $1"
}

# Sets list to a list of tasks, 1,5-8 or @FILE, such that the file is found from any directory.
locate_list() { # <list>
  list=$1
  case $1 in
    @/*) ;;
    @*) list=@$PWD/${1#@} ;;
    *) ;;
  esac
}

parse_options() {
  selection=() sbatch_options=() dependency='' walltime='' throttle=$default_throttle
  workers=0 individual='' dry_run='' test_only='' follower=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing | --queued) selection+=("$1") ;;
      --timeout-only) selection+=(--timeout) ;;
      --hold) sbatch_options+=(--hold) ;;
      --individual) individual=yes ;;
      --test-only) test_only=yes ;;
      --dry-run) dry_run=yes ;;
      --only | --lost | --dependency | --walltime | --throttle | --workers | --then)
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
  [[ -z $individual || $workers -eq 0 ]] || usage_error 'workers share the tasks: --individual does not go with them'
}

parse_value() { # <option> <value>
  case $1 in
    --only)
      locate_list "$2"
      selection+=(--only "$list")
      ;;
    --lost) selection+=("$1" "$2") ;;
    --dependency)
      case $2 in
        *[!A-Za-z0-9_:,?+]*) usage_error "not a dependency such as afterok:1234: $2" ;;
        *) dependency=$2 ;;
      esac
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
      [[ $((10#$2)) -ge 1 ]] || usage_error "$1 needs at least 1"
      case $1 in
        --throttle) throttle=$((10#$2)) ;;
        *) usage_error 'this sweep was built without workers' ;;
      esac
      ;;
  esac
}

# What is wrong is found before anything is submitted: an edited file, a missing project, a full disk.
prepare() {
  sweep_dir_physical=$(pwd -P)
  sweep_id=${sweep_dir_physical##*/}
  scrub_environment
  export HSM_SWEEP_DIR=$sweep_dir_physical
  # A task that this is run from has its own.
  unset HSM_TASK_ID HSM_TASK_DIR HSM_ATTEMPT HSM_SWEEP_ID
  command -v sbatch >/dev/null || die 'no sbatch on PATH: run this on a login node of the cluster'
  scripts/task.sh --preflight
  [[ -z $dry_run ]] || return 0
  mkdir -p logs state tasks || die "cannot write in $sweep_dir"
  { printf 'x' >"state/.writable_$$"; } 2>/dev/null || true
  [[ -s state/.writable_$$ ]] || die "cannot write in $sweep_dir/state: is the disk full or read-only?"
  rm -f "state/.writable_$$"
}

# Options of sbatch may be in the environment, where they beat the script's. When this is run from a job, so
# are that job's own settings, which would change what tasks do. What tells where the cluster is stays.
scrub_environment() {
  local name
  for name in "${!SBATCH_@}" "${!SLURM_@}" "${!SRUN_@}" "${!SQUEUE_@}" "${!SCANCEL_@}" "${!PMI@}"; do
    case $name in
      SLURM_CONF | SLURM_CONF_SERVER | SLURM_JWT | SLURM_CLUSTERS) ;;
      *) unset "$name" ;;
    esac
  done
}

# Sets array_length, how many elements an array may have: their indexes are 1 to MaxArraySize - 1.
read_limits() {
  local config size tasks
  config=$(run_limited scontrol show config) || die 'the Slurm controller does not answer: nothing was submitted'
  size=$(read_setting MaxArraySize <<<"$config")
  is_number "$size" || size=1001
  if [[ $limit_array_size -gt 0 && $limit_array_size -lt $size ]]; then
    size=$limit_array_size
  fi
  array_length=$((size - 1))
  tasks=$(sed -n 's/^SchedulerParameters *=.*max_array_tasks=\([0-9]*\).*/\1/p' <<<"$config")
  if [[ -n $tasks && $tasks -lt $array_length ]]; then
    array_length=$tasks
  fi
  [[ $array_length -ge 1 ]] || die "this cluster takes no job arrays (MaxArraySize $size): use --individual"
  max_jobs=$(read_setting MaxJobCount <<<"$config")
  is_number "$max_jobs" || max_jobs=0
}

read_setting() { # <name>
  sed -n "s/^$1 *= *\([0-9]*\).*/\1/p"
}

# A controller that is busy may keep its clients waiting for as long as they let it.
run_limited() { # <command>…
  if command -v timeout >/dev/null; then
    timeout "$patience" "$@"
  else
    "$@"
  fi
}

# Sets asked, how many tasks there are to run, and list, the file in state/ that has them, where that is not
# simply all of them.
choose_tasks() {
  local journals=(state/*.tsv) claims=(tasks/*)
  stamp=$(date +%Y%m%d-%H%M%S)-$$
  list='' asked=$task_count todo=''
  [[ -e ${journals[0]} || -e ${claims[0]} || ${#selection[@]} -gt 0 ]] || return 0
  todo=$(scripts/status.sh --todo ${selection[@]+"${selection[@]}"}) || die 'cannot tell what is left to do'
  asked=0
  [[ -n $todo ]] || return 0
  asked=$(wc -l <<<"$todo")
  asked=$((asked))
  list=submit_$stamp.todo
  [[ -n $dry_run || -n $test_only ]] || printf '%s\n' "$todo" >"state/$list" || die "cannot write state/$list"
}

# Sets chunks, a line an array: where it begins among all elements, how many elements it has, and their
# indexes. An element keeps its index whichever tasks of the sweep are submitted.
plan_chunks() {
  local elements offset length
  elements=$(((task_count + tasks_per_job - 1) / tasks_per_job))
  if [[ $workers -gt 0 ]]; then
    elements=$((workers < asked ? workers : asked))
  fi
  if [[ -n $list && $workers -eq 0 ]]; then
    chunks=$(chunk_list <<<"$todo")
    elements=$(awk '{ count += $2 } END { print count }' <<<"$chunks")
  else
    chunks=''
    for ((offset = 0; offset < elements; offset += array_length)); do
      length=$((elements - offset < array_length ? elements - offset : array_length))
      chunks+="${chunks:+$'\n'}$offset $length 1"
      [[ $length -eq 1 ]] || chunks+=-$length
    done
  fi
  if [[ $max_jobs -gt 0 && $elements -gt $max_jobs ]]; then
    die "$elements jobs are more than this cluster holds (MaxJobCount $max_jobs): build with targets.slurm.tasks_per_job, or submit a part with --only"
  fi
}

chunk_list() {
  awk -v per_job="$tasks_per_job" -v length_of_array="$array_length" '
    function end_run() {
      if (from) spec = spec (spec == "" ? "" : ",") (from == to ? from : from "-" to)
      from = 0
    }
    function end_chunk() {
      end_run()
      if (count) print chunk * length_of_array, count, spec
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

# Submits one job or array under a name that no other has. Sets job to its number; or fails, with what sbatch
# said in refusal, and outcome: refused, or unknown where Slurm may have it all the same. sbatch can fail or stay silent after the controller took the job, so the name is looked up
# before it is tried again: no chunk is ever submitted twice.
submit_job() { # <name> <word of sbatch>…
  local name=$1 tries code errors is_answered
  shift
  errors=$(mktemp "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot make a temporary file'
  for tries in 1 2 3; do
    code=0
    job=$(run_limited sbatch --parsable --job-name="$name" "$@" 2>"$errors") || code=$?
    refusal=$(<"$errors")
    # The number comes last, after what the site may say, and with the cluster's name where there are several.
    job=${job##*$'\n'}
    job=${job%%;*}
    if [[ $code -eq 0 ]] && is_number "$job"; then break; fi
    job='' outcome=refused
    if [[ $code -ne 0 ]] && ! is_passing "$code" "$refusal"; then break; fi
    outcome=unknown
    find_job "$name"
    # Accepted, it says, and nowhere to be found: to try again might run it twice.
    if [[ -n $job || -z $is_answered || $code -eq 0 ]]; then break; fi
    outcome=refused
    sleep $((tries * 2))
  done
  rm -f "$errors"
  [[ -n $job ]]
}

# Whether a failure may be over the next time.
is_passing() { # <exit code> <what sbatch said>
  [[ $1 -ne 124 ]] || return 0
  case $2 in
    *'timed out'* | *[Uu]'nable to contact'* | *'Connection refused'* | *'emporar'* | *'ry again'* | \
      *'Transport endpoint'* | *'Zero Bytes'* | *'not available'*) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets job to the number of the job of a name, or to nothing; is_answered where the controller answered.
find_job() { # <name>
  local tries
  job='' is_answered=''
  for tries in 1 2 3; do
    if job=$(run_limited squeue --noheader --states=all --user="$(id -un)" --name="$1" --format=%F); then
      is_answered=yes
      job=${job%%$'\n'*}
      job=${job// /}
      [[ -z $job ]] || return 0
    fi
    sleep "$tries"
  done
}

# Adds a line to the ledger: what was asked of Slurm, and what it said. It is written to by whoever submits
# or cancels, so a directory serves as a lock; one that a dead process left behind is passed after a while.
record() { # <asked | submitted | refused | unknown> <name> <job> <offset> <indexes>
  local tries
  for ((tries = 0; tries < 100; tries++)); do
    if mkdir state/submissions.lock 2>/dev/null; then break; fi
    sleep 0.1
  done
  printf 'slurm\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$(date +%Y-%m-%dT%H:%M:%S)" "$2" "$3" "$4" "$5" \
    "${list:--}" >>state/submissions.tsv || printf 'cannot write state/submissions.tsv\n' >&2
  rmdir state/submissions.lock 2>/dev/null || true
}

# For people. The file is not in the manifest.
summarise() { # <job> <offset> <indexes>
  local summary=submission_summary.txt
  grep -q '^submissions:' "$summary" 2>/dev/null || printf '\nsubmissions:\n' >>"$summary"
  printf '  %s  slurm job %s, %s\n' "$(date +%Y-%m-%dT%H:%M:%S)" "$1" "$(describe "$2" "$3")" >>"$summary"
}

describe() { # <offset> <indexes>
  local part parts first last text=''
  if [[ $workers -gt 0 ]]; then
    printf 'workers %s' "$2"
    return 0
  fi
  IFS=, read -r -a parts <<<"$2"
  for part in "${parts[@]}"; do
    first=$(((${part%-*} + $1 - 1) * tasks_per_job + 1)) last=$(((${part#*-} + $1) * tasks_per_job))
    [[ $last -le $task_count ]] || last=$task_count
    text+=${text:+,}$first
    [[ $first -eq $last ]] || text+=-$last
  done
  printf 'tasks %s' "$text"
}

submit_chunks() {
  local offset length indexes number=0 count previous='' limit
  count=$(wc -l <<<"$chunks")
  count=$((count))
  jobs=() job=''
  while read -r offset length indexes; do
    number=$((number + 1))
    if [[ -n $individual ]]; then
      submit_individually "$offset" "$indexes"
      continue
    fi
    build_words "$offset"
    limit=''
    [[ $throttle -eq 0 ]] || limit=%$(share_throttle "$number" "$count")
    # With less throttle than arrays, they come one after the other.
    if [[ $throttle -gt 0 && $throttle -lt $count && -n $previous ]]; then
      words+=("--dependency=${dependency:+$dependency,}afterany:$previous")
    elif [[ -n $dependency ]]; then
      words+=("--dependency=$dependency")
    fi
    submit_or_show "$sweep_id.$stamp.$number" "$offset" "$indexes" ${words[@]+"${words[@]}"} --array="$indexes$limit" \
      "$sweep_dir_physical/scripts/slurm.sh" "${script_words[@]}"
    previous=$job
  done <<<"$chunks"
  finish
}

# Sets words, the options of sbatch, and script_words, the arguments of the job script.
build_words() { # <offset>
  words=(${sbatch_options[@]+"${sbatch_options[@]}"}) script_words=(--offset "$1")
  [[ -z $list ]] || script_words+=(--list "$list")
  if [[ $workers -gt 0 ]]; then
    script_words+=(--workers "$workers")
  fi
  if [[ -n $walltime ]]; then
    words+=("--time=$(((walltime + 59) / 60))")
    script_words+=(--walltime "$walltime")
  fi
}

# A throttle is one array's, so arrays that run at the same time share it.
share_throttle() { # <number> <of>
  if [[ $throttle -lt $2 ]]; then
    printf '%s' "$throttle"
  else
    printf '%s' $((throttle / $2 + ($1 <= throttle % $2)))
  fi
}

# One job an element: an array of it alone, so that it keeps its index.
submit_individually() { # <offset> <indexes>
  local part index parts
  IFS=, read -r -a parts <<<"$2"
  for part in "${parts[@]}"; do
    for ((index = ${part%-*}; index <= ${part#*-}; index++)); do
      build_words "$1"
      [[ -z $dependency ]] || words+=("--dependency=$dependency")
      submit_or_show "$sweep_id.$stamp.$(($1 + index))" "$1" "$index" ${words[@]+"${words[@]}"} --array="$index" \
        "$sweep_dir_physical/scripts/slurm.sh" "${script_words[@]}"
    done
  done
}

submit_or_show() { # <name> <offset> <indexes> <word of sbatch>…
  local name=$1 offset=$2 indexes=$3
  shift 3
  if [[ -n $dry_run ]]; then
    show_words sbatch --parsable "--job-name=$name" "$@"
    job=0
    return 0
  elif [[ -n $test_only ]]; then
    sbatch --test-only --job-name="$name" "$@" || die 'sbatch refuses this'
    return 0
  fi
  record asked "$name" - "$offset" "$indexes"
  if submit_job "$name" "$@"; then
    record submitted "$name" "$job" "$offset" "$indexes"
    summarise "$job" "$offset" "$indexes"
    jobs+=("$job")
    printf 'submitted job %s: %s\n' "$job" "$(describe "$offset" "$indexes")"
    return 0
  fi
  give_up "$name" "$offset" "$indexes"
}

# Prints words as they can be typed.
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

# Says what is in the queue already, and how to go on.
give_up() { # <name> <offset> <indexes>
  record "$outcome" "$1" - "$2" "$3"
  [[ -z $refusal ]] || printf '%s\n' "$refusal" >&2
  if [[ ${#jobs[@]} -gt 0 ]]; then
    printf 'submitted before that: %s\n' "${jobs[*]}" >&2
  else
    printf 'nothing was submitted\n' >&2
  fi
  [[ $outcome == refused ]] ||
    die "cannot tell whether Slurm took $(describe "$2" "$3"): look with squeue --name=$1 before you run this again"
  die "sbatch did not take $(describe "$2" "$3"): run the same command again to submit what is left"
}

# The job that runs after the sweep, whatever became of its tasks.
finish() {
  local ids words
  [[ -z $dry_run$test_only ]] || return 0
  ids=${jobs[*]}
  ids=${ids// /:}
  if [[ -n $follower ]]; then
    printf -v words 'cd %q && exec bash %q' "$sweep_dir_physical" "$follower"
    submit_job "$sweep_id.$stamp.then" ${site_options[@]+"${site_options[@]}"} --dependency="afterany:$ids" \
      --output="logs/then_%j.log" --wrap "$words" || die "sbatch did not take $follower: $refusal"
    printf 'submitted job %s: %s, when these have ended\n' "$job" "$follower"
  else
    printf 'to run something when they have ended: sbatch --dependency=afterany:%s …\n' "$ids"
  fi
}

main() {
  parse_options "$@"
  locate_sweep
  prepare
  choose_tasks
  if [[ $asked -eq 0 ]]; then
    printf 'nothing to submit: every task that was asked for is completed, running or in the queue\n'
    return 0
  fi
  read_limits
  plan_chunks
  submit_chunks
}

main "$@"
exit $?
