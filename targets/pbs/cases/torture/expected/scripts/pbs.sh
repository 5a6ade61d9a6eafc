#!/bin/bash -p
# A job of this sweep: runs the tasks of one element of a job array.
#
#   qsub scripts/pbs.sh        submit all tasks that fit into one job array
#
#   submit-pbs.sh does the same, but submits only the unfinished tasks, in several arrays if necessary.
#   Job output, if any, goes to logs/; the output of the tasks goes to tasks/.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 ab9c82732891c74ec2dc03e3fc0c97e0b60bda199bc3d7b619a76c527fe4a52b).
# To change it, edit that file and run: hsm build

#PBS -N hsm
#PBS -J 1-90
#PBS -j oe
#PBS -k oed
#PBS -o hsm-pbs.^array_index^.log

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
# The sweep that this script belongs to, by the digest of its source.
readonly source_digest=ab9c82732891c74ec2dc03e3fc0c97e0b60bda199bc3d7b619a76c527fe4a52b
readonly task_count=90
# How many tasks an element of the array runs, and how many of them at a time.
readonly tasks_per_job=1
readonly parallel_per_job=1
# What each task requests, unless the submission overrides it.
readonly default_resources=''
# Seconds from the warning near the end of the walltime to TERM, and from there to KILL.
readonly warned_for=35
readonly grace=15
# Seconds before the end of the walltime when tasks are warned; 0: never.
readonly signal=60

# --- Functions
is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

# Reports an error in the job's log or, if that cannot be written (full disk), in the first of some other places that can.
fail() { # <message>…
  local directory words
  if [[ ! "/proc/$$/fd/2" -ef /dev/null ]] && printf 'hsm: %s\n' "$*" >&2; then exit 1; fi
  for directory in "${submit_dir-}" "${HOME-}" /tmp; do
    [[ -n $directory && -n ${job-} ]] || continue
    words=$directory/hsm-pbs-$job.log
    if { printf 'hsm: job %s: %s\n' "$job" "$*" >>"$words"; } 2>/dev/null; then break; fi
    [[ -s $words ]] || rm -f "$words" 2>/dev/null || true
  done
  exit 1
}

# Limits how long a command may take: a busy server or file system can keep its clients waiting indefinitely.
run_limited() { # <seconds> <command>…
  if command -v timeout >/dev/null; then
    timeout "$@"
  else
    "${@:2}"
  fi
}

# Sets what PBS reports about this job: number; index, in the array; job, which combines both; and cluster, the server.
read_job() { # [<submission>]
  submission=${HSM_SUBMISSION-${1-}} submit_dir=${PBS_O_WORKDIR-}
  unset HSM_SUBMISSION
  [[ ${PBS_JOBID-} =~ ^([0-9]+)(\[[0-9]*\])?(\.([A-Za-z0-9.-]+))?$ ]] ||
    fail 'this script must run as a PBS job: submit it with submit-pbs.sh or qsub'
  number=${BASH_REMATCH[1]} cluster=${BASH_REMATCH[4]} index=${PBS_ARRAY_INDEX-}
  if is_number "$index"; then
    index=$((10#$index))
  else
    index=''
  fi
  job=$number${index:+_$index}
  cgroup_number=$number
  user=${PBS_O_LOGNAME:-$(id -un)}
}

# Whether PBS, which reuses numbers, has started this very job before. If unknown, it has.
was_restarted() {
  [[ $(print_attribute run_count) != 1 ]]
}

# Sets origins to the path of this script as given to qsub, after any options. The path may be in quotes.
list_origins() {
  local words path
  words=$(print_attribute Submit_arguments)
  words=${words%"${words##*[! ]}"}
  words=${words%\'}
  while [[ $words == *pbs.sh ]]; do
    path=${words#\'}
    path=${path//"'\\''"/"'"}
    case $path in
      /*) origins+=("${path%/*}/..") ;;
      */*) origins+=("$submit_dir/${path%/*}/..") ;;
      *) origins+=("$submit_dir/..") ;;
    esac
    [[ $words == *' '* ]] || break
    words=${words#* }
  done
}

# Prints the time of submission in seconds since 1970.
print_submit_time() {
  local time
  time=$(print_attribute qtime)
  [[ -n $time ]] && date -d "$time" +%s 2>/dev/null
}

# Prints an attribute of this job, in full length. How it was submitted is an attribute of its array. The job's own PATH may lead to
# another scheduler's qstat.
print_attribute() { # <attribute>
  local id=$PBS_JOBID
  [[ $1 == run_count ]] || id=${PBS_ARRAY_ID:-$id}
  PATH=${PBS_O_PATH:+$PBS_O_PATH:}$PATH run_limited 20 qstat -f -F dsv -D $'\037' "$id" 2>/dev/null | tr '\037' '\n' | sed -n "s/^$1=//p" || true
}

# Whether a file is one that PBS opened for this job, as named by submit-pbs.sh or the directives.
is_own_log() { # <file name>
  case $1 in
    "pbs_$submission.$index.log" | "hsm-pbs.$index.log" | hsm-pbs.log) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets sweep_dir. PBS runs a copy of this script, which does not know where it came from. submit-pbs.sh sets
# HSM_SWEEP_DIR or submits from the sweep directory; a job that was submitted by hand asks PBS where the script came from.
find_sweep() {
  local edited='' candidate='' origins=()
  [[ -z $submission || -n ${HSM_SWEEP_DIR-} ]] || HSM_SWEEP_DIR=$submit_dir
  if ! is_sweep "${HSM_SWEEP_DIR-}"; then
    list_origins || origins=()
    for candidate in ${origins[@]+"${origins[@]}"} "${submit_dir-}" "${submit_dir:+$submit_dir/..}"; do
      if is_sweep "$candidate"; then break; fi
      candidate=''
    done
    if [[ -z $candidate ]]; then
      [[ -z $edited ]] || fail "$edited/scripts/pbs.sh was edited after it was submitted: submit it again"
      fail "cannot find the sweep directory of this script: submit it with submit-pbs.sh, or set HSM_SWEEP_DIR"
    fi
    HSM_SWEEP_DIR=$candidate
  fi
  cd -- "$HSM_SWEEP_DIR" || fail "cannot enter $HSM_SWEEP_DIR"
  sweep_dir=$PWD
  export HSM_SWEEP_DIR=$sweep_dir
}

# Whether this script was submitted from a directory that still contains the same script.
is_sweep() { # <directory>
  local script=$1/scripts/pbs.sh
  [[ -n $1 && -f $script ]] || return 1
  if [[ -n ${HSM_ALLOW_EDITED-} ]]; then
    grep -qF "$source_digest" "$script"
  elif [[ $(<"$0") != "$(<"$script")" ]]; then
    ! grep -qsF "$source_digest" "$script" || edited=$1
    return 1
  fi
}

# What a submission specifies in addition to the directives above is in a file in state/, as lines key=value: names, numbers and a
# directory. A job that was submitted by hand has none.
read_submission() {
  local key value
  offset=0 positions='' list='' resources=$default_resources walltime=''
  if [[ -n $submission ]]; then
    case $submission in
      .* | *[!A-Za-z0-9._-]*) fail "invalid submission name: $submission" ;;
      *) [[ -r state/$submission ]] || fail "cannot read $sweep_dir/state/$submission, which defines what this job runs" ;;
    esac
    while IFS='=' read -r key value; do
      read_entry "$key" "$value"
    done <"state/$submission"
  fi
  name_run
}

read_entry() { # <key> <value>
  case $1 in
    list | cluster | indexes)
      case $2 in
        '' | .* | *[!A-Za-z0-9._,-]*) fail "state/$submission: invalid value of $1: $2" ;;
        *) ;;
      esac
      ;;
    # Only copied to the record.
    resources) [[ $2 != *[[:cntrl:]]* ]] || fail "state/$submission: invalid value of $1" ;;
    project) [[ -n $2 ]] || fail "state/$submission: project needs a directory" ;;
    *) is_number "$2" || fail "state/$submission: $1 needs a number, not $2" ;;
  esac
  case $1 in
    offset) offset=$((10#$2)) ;;
    indexes) positions=$2 ;;
    list) list=$2 ;;
    resources) resources=$2 ;;
    # Matters only if the tasks of a job share its GPUs.
    gpus) : ;;
    walltime) walltime=$((10#$2)) ;;
    # Files that a job writes have the permissions set in the shell that submitted it.
    umask) umask "$2" ;;
    # Not every scheduler passes the submitting environment on to a job.
    project) export HSM_PROJECT_DIR="${HSM_PROJECT_DIR:-$2}" ;;
    cluster) cluster=${cluster:-$2} ;;
    *) fail "state/$submission: unknown key $1" ;;
  esac
}

# Sets element, from 1, which decides what this job runs: its index in the array plus the offset, or the listed index that this index
# stands for. Also sets run, which distinguishes this start of the job from earlier ones, and from jobs with the same number
# elsewhere.
name_run() {
  element=${index:-1}
  if [[ -n $positions ]]; then
    element=$(find_index "$element" "$positions") || fail "state/$submission has no index for element $element"
  fi
  element=$((element + offset))
  cluster=${cluster:--}
  cluster=${cluster//[!A-Za-z0-9._-]/_} user=${user//[!A-Za-z0-9._-]/_}
  first_journal=pbs_${cluster}_$job journal=pbs_${cluster}_$job
  restarts=$(count_starts)
  if [[ $restarts -gt 0 ]] && ! was_restarted; then
    # The number was reused: those journals belong to another job.
    restarts=0
  fi
  run=pbs/$cluster/$user:$job.$restarts
  [[ $restarts -eq 0 ]] || journal+=_r$restarts
}

# Prints the index at a position in a list such as 1,5-8.
find_index() { # <position> <indexes>
  local part parts first last left=$1
  IFS=, read -r -a parts <<<"$2"
  for part in "${parts[@]}"; do
    first=${part%-*} last=${part#*-}
    if [[ $left -le $((last - first + 1)) ]]; then
      printf '%s' $((first + left - 1))
      return 0
    fi
    left=$((left - last + first - 1))
  done
  return 1
}

# PBS does not count how often it has started a job: each start that began a task has left a journal.
count_starts() {
  local count=0 name=$first_journal
  while has_journal "$name"; do
    count=$((count + 1))
    name=${first_journal}_r$count
  done
  printf '%s' "$count"
}

# One for each of its workers.
has_journal() { # <name>
  local each
  for each in "state/$1.tsv" "state/$1_"[1-9]*.tsv; do
    [[ ! -e $each ]] || return 0
  done
  return 1
}

# Sets log, for the output of this start of the job and the messages of PBS about it, such as exceeded memory or time.
# PBS writes to the file that it opened before this script began, so that file becomes the log: after renaming it,
# PBS still writes to it. With submit-pbs.sh it is in logs/ from the beginning; with plain qsub, which does not
# know the sweep directory, it is in the directory that the job was submitted from. If that is on another file system, it stays
# there, and so does a file that was requested by hand.
open_log() {
  any_failed='' log=logs/$journal.log
  opened=$(readlink "/proc/$$/fd/2" 2>/dev/null) || opened=''
  [[ -d logs ]] || mkdir -p logs || fail "cannot create $sweep_dir/logs"
  if is_own_log "${opened##*/}"; then
    take_log
  else
    opened=''
  fi
  { : >>"$log"; } 2>/dev/null || fail "cannot write to $sweep_dir/logs: is the disk full or read-only?"
  exec >>"$log" 2>&1
  mkdir -p state 2>/dev/null || true
  { printf 'x' >"state/$journal.try"; } 2>/dev/null || true
  [[ -s state/$journal.try ]] || fail "cannot write to $sweep_dir/state: is the disk full or read-only?"
  rm -f "state/$journal.try"
}

# An earlier start of the job may have written to the same file: its output stays under that name.
take_log() {
  local earlier=''
  [[ ! $opened -ef $log && $(stat -c %d "$opened") == "$(stat -c %d logs)" ]] || return 0
  if [[ $restarts -gt 0 && -s $opened ]]; then
    earlier=logs/$journal.earlier
    cp -- "$opened" "$earlier" || return 0
    : >"$opened"
  fi
  # PBS opens it again by name for its last messages.
  ln -f -- "$opened" "$log" || return 0
  [[ -z $earlier ]] || mv -f -- "$earlier" "$opened"
}

# An empty log is removed, unless a task failed: PBS reports the reason after this script has ended.
clean_up() {
  [[ $todo != "$sweep_dir/state/$journal.todo" ]] || rm -f "$todo"
  if [[ -n $any_failed ]]; then
    [[ -z $opened || $opened -ef $log ]] || printf 'hsm: messages of PBS about this job are in %s\n' "$opened"
    return 0
  fi
  [[ -s $sweep_dir/$log ]] || rm -f "$sweep_dir/$log"
  [[ -z $opened || (-s $opened && ! $opened -ef $log) ]] || rm -f "$opened"
}

# Sets first and last, the tasks of this element; share, its part of them; todo, if not all of them are to run for the first time;
# and nothing_left if no task remains.
choose_tasks() {
  todo='' nothing_left=''
  first=$(((element - 1) * tasks_per_job + 1)) last=$((element * tasks_per_job)) share=1/$parallel_per_job
  [[ $last -le $task_count ]] || last=$task_count
  if [[ $first -gt $last ]]; then
    fail "no tasks for element $element: the sweep has $task_count tasks, $tasks_per_job per element"
  fi
  if [[ $restarts -gt 0 ]]; then
    write_interrupted
  elif [[ -n $list ]]; then
    todo=$sweep_dir/state/$list
  elif has_run_before; then
    mkdir -p state
    todo=$sweep_dir/state/$journal.todo
    list_left --only "$first-$last" >"$todo" || fail 'cannot determine the remaining tasks'
  fi
  [[ -z $todo || -s $todo ]] || nothing_left=yes
}

has_run_before() {
  local index
  for ((index = first; index <= last; index++)); do
    [[ ! -d tasks/task_$index ]] || return 0
  done
  return 1
}

# Prints the tasks of a sweep that has run before and are not completed. Tasks that failed after this job was submitted are skipped,
# because they were not part of the request. submit-pbs.sh passes a list of tasks if any has run, so without a list all
# such tasks are skipped; plain qsub requests all that had failed when it was called.
list_left() { # --only <list>
  if [[ -n $submission ]]; then
    "$BASH" -p scripts/status.sh --todo --queued --missing --timeout "$@"
    return
  fi
  {
    list_late_failures "$@" && "$BASH" -p scripts/status.sh --todo --queued "$@"
  } | awk '
    $1 == "late" {
      late[$2]
      next
    }
    !($1 in late)
  '
}

list_late_failures() { # --only <list>
  local submitted
  submitted=$(print_submit_time) || return 0
  "$BASH" -p scripts/status.sh --tsv "$@" | LC_ALL=C awk -F '\t' -v submitted="$submitted" '
    $2 == "failed" && $7 >= submitted + 1 { print "late", $1 }
  '
}

# PBS has started this job before: interrupted tasks continue as the next attempt, and tasks that were not reached run now.
# Tasks that failed do not run again, unless the job had ended: then somebody requeued it to run them again.
write_interrupted() {
  local earlier lost=() ended=$first_journal
  for ((earlier = 0; earlier < restarts; earlier++)); do
    lost+=(--lost "${run%.*}.$earlier")
  done
  [[ $restarts -eq 1 ]] || ended+=_r$((restarts - 1))
  mkdir -p state
  todo=$sweep_dir/state/$journal.todo
  {
    list_asked
    if grep -qs "^hsm: tasks of job $job failed:" "logs/$ended.log"; then
      list_failed && "$BASH" -p scripts/status.sh --todo --queued --failed --only "$first-$last" "${lost[@]}" | sed 's/^/again /'
    fi && "$BASH" -p scripts/status.sh --todo --queued --missing --timeout --only "$first-$last" "${lost[@]}"
  } | awk '
    $1 == "asked" { asked[$2] }
    $1 == "failed" { failed[$2] }
    $1 == "again" {
      $0 = substr($0, 7)
      if (!($1 in failed)) next
    }
    /^[0-9]/ && (!limited || $1 in asked) && !($1 in listed) {
      listed[$1]
      print
    }
  ' limited="${list:+yes}" - >"$todo" || fail 'cannot determine the remaining tasks'
}

# The tasks in the list, if the job was submitted with one.
list_asked() {
  [[ -z $list ]] || sed 's/^/asked /' "state/$list"
}

# The tasks that this job ran itself and that failed.
list_failed() {
  local journals=("state/$first_journal".tsv "state/${first_journal}"_*.tsv) each
  for each in "${journals[@]}"; do
    [[ ! -e $each ]] || awk -F '\t' '$7 == "failed" { print "failed", $1 }' "$each"
  done
}

say_failed() {
  printf 'hsm: tasks of job %s failed: scripts/submit-pbs.sh --failed runs them again\n' "$job"
}

# Sets workers to the processes that run this element's tasks.
start_workers() {
  local command number=${share%/*} of=${share#*/}
  near_end='' timer='' result=0 is_ended=''
  end_time=''
  [[ -z $walltime ]] || end_time=$(($(date +%s) - SECONDS + walltime))
  command=("$BASH" -p scripts/task.sh --quiet --job "$run" --grace "$grace" --tasks "$first-$last")
  command+=(--usr1-is-end)
  [[ -z $resources ]] || command+=(--resources "$resources")
  [[ -z $end_time ]] || command+=(--until "$end_time")
  [[ -z $todo ]] || command+=(--todo "$todo")
  # Job control gives the worker its own process group. Left on, it would make wait return for a worker that is only suspended.
  set -m
  "${command[@]}" --cgroup "$cgroup_number" --worker "$number/$of" --journal "$journal" </dev/null &
  processes=("$!")
  set +m
}

# A signal interrupts wait, and so may a suspended worker: each worker is waited for until it is gone.
wait_for_workers() {
  local process code
  for process in "${processes[@]}"; do
    while :; do
      signalled='' code=0
      wait "$process" || code=$?
      if [[ -n $signalled ]]; then
        continue
      elif [[ $code -gt 128 ]] && kill -s 0 "$process" 2>/dev/null; then
        sleep 1 || true
      else
        break
      fi
    done
    [[ $code -eq 0 ]] || result=1
    case $code in
      0 | 75 | 130) ;;
      *) any_failed=yes ;;
    esac
  done
  end_timer
  if [[ -n $any_failed ]]; then
    # PBS ends all processes of a job at once, so a worker's end may be seen before the signal.
    sleep 0.2 || true
    [[ -n $is_ended ]] || say_failed
  fi
}

# Passes the warning before the end of the walltime on to the programs, which may save their work. Programs that do not end on
# their own get TERM, and then KILL, early enough for their end to be recorded.
# shellcheck disable=SC2317,SC2329 # called by a trap
warn_workers() {
  signalled=yes
  [[ -z $near_end ]] || return 0
  near_end=yes
  kill -s USR1 "${processes[@]}" 2>/dev/null || true
  start_timer "$warned_for" USR2
}

# shellcheck disable=SC2317,SC2329 # called by a trap
start_timer() { # <seconds> <signal for this job>
  end_timer
  set -m
  {
    trap - USR1 USR2 TERM HUP INT
    sleep "$1"
    kill -s "$2" "$$"
  } >/dev/null 2>&1 &
  timer=$!
  set +m
}

# shellcheck disable=SC2317,SC2329 # called by a trap
stop_workers() {
  signalled=yes
  kill -s TERM "${processes[@]}" 2>/dev/null || true
}

end_timer() {
  [[ -n $timer ]] || return 0
  kill -s KILL -- "-$timer" 2>/dev/null || true
  wait "$timer" 2>/dev/null || true
}

# PBS does not warn a job, or too late to record how its tasks ended, so this does.
watch_walltime() {
  local left
  [[ -n $end_time ]] || return 0
  left=$((end_time - $(date +%s)))
  if [[ $signal -gt 0 ]]; then
    start_timer $((left > signal ? left - signal : 0)) USR1
  else
    start_timer $((left > grace + 10 ? left - grace - 10 : 0)) USR2
  fi
}

main() {
  read_job "$@"
  find_sweep
  read_submission
  open_log
  choose_tasks
  if [[ -n $nothing_left ]]; then
    clean_up
    return 0
  fi
  trap 'warn_workers' USR1
  trap 'stop_workers' USR2
  trap 'is_ended=yes; stop_workers' TERM HUP INT
  start_workers
  watch_walltime
  wait_for_workers
  clean_up
  return "$result"
}

main "$@"
exit $?
