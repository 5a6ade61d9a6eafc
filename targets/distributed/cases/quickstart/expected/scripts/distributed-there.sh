#!/bin/bash -p
# The part of distributed.sh that runs on the machines.
#
#   distributed-there.sh ROOT KEY SWEEP VERB [ARGUMENT…]
#
#   The other scripts send this file to bash on each machine, over standard input, preceded by its arguments.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 e907c2eeb2ca698cb1e0b4b3e4c5ac210cb70fb58f246682f53e30556ef71605).
# To change it, edit that file and run: hsm build

# Verbs are functions that are called by name; some functions are called by traps.
# shellcheck disable=SC2317,SC2329

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
unset BASH_COMPAT CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
readonly there_script=distributed-there.sh

# --- Functions
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

# Sets start_mark to when a process began, or to nothing if it is not alive: it does not exist, or is a zombie that nobody
# waited for. Together with the process id, the mark distinguishes a process from a later one with the same number. The mark is
# ? for a process that exists but may not be inspected, such as other users' processes if /proc hides them.
read_process_start() { # <process id>
  local record
  start_mark=
  if [[ -r /proc/$1/stat ]]; then
    { IFS= read -r record <"/proc/$1/stat"; } 2>/dev/null || return 0
    # Field 22. Counting starts after the command name, which is in brackets and may contain anything.
    record=${record##*) }
    # shellcheck disable=SC2086 # splits into fields
    set -- $record
    [[ $1 == [ZX] ]] || start_mark=${20-}
  elif [[ ! -r /proc/1/stat ]]; then
    ask_for_process "$1"
  fi
}

# Same as above, for systems without /proc or with one that does not show all processes.
ask_for_process() { # <process id>
  local record
  if record=$(LC_ALL=C ps -o stat= -o lstart= -p "$1" 2>/dev/null) && [[ -n ${record//[[:space:]]/} ]]; then
    # shellcheck disable=SC2086 # splits into fields
    set -- $record
    [[ $1 == Z* ]] && return 0
    shift
    start_mark=${*//[!0-9A-Za-z]/}
  elif record=$(LC_ALL=C kill -s 0 "$1" 2>&1) || [[ $record == *ermitted* ]]; then
    start_mark='?'
  fi
}

# Whether a process on this machine, as recorded in a journal, is still alive. Without a start mark, only its number is checked.
is_alive() { # <process id>@<start>
  is_number "${1%%@*}" || return 1
  read_process_start "${1%%@*}"
  [[ -n $start_mark && ($start_mark == '?' || $1 != *@* || $start_mark == "${1#*@}") ]]
}

# Whether machine_then and host are this machine. If the machine is unknown, the host name decides.
is_this_machine() {
  case $machine_then in
    - | *.-.*) [[ $host == "$here" && ($machine_then == - || $machine_then == "$machine") ]] ;;
    *) [[ $machine_then == "$machine" ]] ;;
  esac
}

die() { # <message>…
  printf '%s: %s\n' "$(uname -n)" "$*" >&2
  exit 1
}

# Sets root, sweep_id and sweep_dir. Everything that is created, moved or removed is below the root, and never the root itself.
enter_root() { # <root> <key of the sweep> <sweep id>
  root=$1 key=$2 sweep_id=$3
  case $root in
    \~/[A-Za-z0-9._]*) root=$HOME/${root#??} ;;
    /[A-Za-z0-9._]*) ;;
    *) die "unsuitable directory for remote sweeps: $root" ;;
  esac
  case $1/ in
    *[!A-Za-z0-9._/~-]* | */../* | */./* | *//* | */-*) die "unsuitable directory for remote sweeps: $1" ;;
    *) ;;
  esac
  case $key:$sweep_id in
    *[!A-Za-z0-9._:-]* | :* | *: | *:[.-]*) die "invalid sweep name: $sweep_id" ;;
    *) ;;
  esac
  [[ ! $root -ef $HOME ]] || die "remote sweeps cannot be in the home directory itself: $root"
  sweep_dir=$root/sweeps/$key/$sweep_id
}

# Sets place, a random name made when the root was created, the same for every caller. Sweeps, jobs and their numbers belong to it.
read_remote_place() {
  local name host user
  if [[ ! -s $root/.hsm/place ]]; then
    host=$(uname -n)
    host=${host%%.*}
    name=$(od -An -N4 -tx1 /dev/urandom) || name=$RANDOM$RANDOM
    name=${host//[!A-Za-z0-9.-]/-}-${name//[!0-9a-f]/}
    (set -C && printf '%s\n' "$name" >"$root/.hsm/place") 2>/dev/null || true
  fi
  IFS= read -r name <"$root/.hsm/place" || die "cannot write to $root"
  user=$(id -un)
  place=remote/$name/${user//[!A-Za-z0-9._-]/_}
}

say() { # <key> <value>…
  local IFS=$'\t'
  printf '%s\n' "$*"
}

# Prints how many jobs of the sweep are running or waiting, on this machine or in its scheduler's queue.
count_running() {
  local script count='' total=0
  for script in "$sweep_dir"/scripts/queue-{remote,distributed}.sh; do
    [[ -e $script && -e $sweep_dir/state/remote/here ]] || continue
    count=$(/bin/bash -p "$script" </dev/null | grep -c -e $'\trunning\t' -e $'\tqueued\t') || true
    total=$((total + ${count:-0}))
  done
  printf '%s' "$total"
}

# Prints what a push needs to know: tools, free space, and what is already there.
look() { # <digest of the manifest>
  local known=none
  [[ -d $root/.hsm/code && -d $sweep_dir ]] || mkdir -p -- "$root/.hsm/jobs" "$root/.hsm/code" "$root/code" "$sweep_dir" || die "cannot write to $root"
  say rsync "$(command -v rsync || true)"
  say tar "$(command -v tar || true)"
  say free "$(df -Pk "$root" 2>/dev/null | sed -n '2s/^.* \([0-9][0-9]*\)  *[0-9][0-9]*%.*/\1/p')"
  list_code
  list_journals
  if [[ -e $sweep_dir/MANIFEST.sha256 ]]; then
    known=other
    [[ $(cksum <"$sweep_dir/MANIFEST.sha256") != "$1" ]] || known=same
  fi
  say sweep "$known"
  [[ $known != other ]] || say running "$(count_running)"
}

# Prints the names of the snapshots, incomplete ones last. The newest come first: they share most files with the next one.
list_code() {
  local name parts=()
  while IFS= read -r name; do
    case $name in
      .*) parts+=("$name") ;;
      *) say code "$name" ;;
    esac
  done < <(ls -tA "$root/code")
  for name in ${parts[@]+"${parts[@]}"}; do say code "$name"; done
}

# Prints how many bytes of each journal this machine already has.
list_journals() {
  local journals=("$sweep_dir"/state/*_*.tsv)
  [[ -e ${journals[0]} ]] || return 0
  wc -c -- "${journals[@]}" | awk -v OFS='\t' '
    /\/[A-Za-z0-9._-]+$/ {
      size = $1
      sub(/^.*\//, "")
      print "journal", $0, size
    }
  '
}

# Creates the directory of a new snapshot from one that is here, without files that are gone or replaced. If that is impossible,
# it reports so, and the new snapshot must be sent in full. It checks that all other files are as they were sent, unless nothing
# can have run among them and the caller checks them.
stage() { # <snapshot> <snapshot that is here> <yes to always check> <file that is gone>…
  local part=$root/code/.$1.part copy=$root/code/.$1.copy base=$root/code/$2 kept=$root/.hsm/code/$2 extras='' is_whole=yes
  if ! is_snapshot "$1" || ! is_snapshot "$2"; then die "invalid snapshot names: $1 $2"; fi
  # It was created before the connection broke.
  [[ ! -d $part ]] || return 0
  if [[ -d $base && -s $kept && ! -e $copy ]] && copy_snapshot; then
    if [[ -n $3 || -d $base ]]; then
      { list_files "$copy" >"$copy.list" && extras=$(find_extras); } || is_whole=''
      rm -f -- "$copy.list"
    fi
    if [[ -n $is_whole ]] && (cd -- "$copy" && remove_files "${@:4}") && mv -- "$copy" "$part"; then return; fi
    if [[ -z $is_whole && ! -d $base ]]; then mv -- "$copy" "$base"; else rm -rf -- "$copy"; fi
  fi
  say unstaged yes
}

is_snapshot() { # <name>
  [[ $1 =~ ^(plain-)?[0-9a-f]+(\.[0-9]+)?$ ]]
}

# A copy shares the files. If nothing can have run in the old snapshot, the new one takes its directory.
copy_snapshot() {
  if is_unused; then
    mv -- "$base" "$copy" 2>/dev/null
  else
    cp -al -- "$base" "$copy" 2>/dev/null || ! rm -rf -- "$copy"
  fi
}

# Prints the files that tasks have left in a snapshot. Fails if a file that was sent is missing or was changed.
find_extras() {
  # Usually in the same order.
  ! cmp -s "$kept" "$copy.list" || return 0
  awk '
    NR == FNR {
      kept[$0]
      count++
      next
    }
    $0 in kept {
      same++
      next
    }
    {
      name = $0
      # A name with a line break takes two lines.
      if (!sub(/^[0-9]+ [0-9.-]+ [0-7]+ /, "", name) || ("/" name "/") ~ /\/\.\.\//) exit 1
      print name
    }
    END { if (same != count) exit 1 }
  ' "$kept" "$copy.list"
}

# Files are never modified, because other snapshots share them: files that will change are removed first.
remove_files() { # <file>…
  if [[ -n $extras ]]; then
    tr '\n' '\0' <<<"$extras" | xargs -0 rm -f -- || return
  fi
  if [[ $# -gt 0 ]]; then rm -f -- "$@" || return; fi
  [[ -z $extras && $# -eq 0 ]] || find . -mindepth 1 -depth -type d -empty -delete
}

# Whether no other sweep uses a snapshot, and nothing of this sweep was ever started here.
is_unused() {
  local projects
  [[ ! -e $sweep_dir/tasks && ! -e $sweep_dir/logs && ! -e $sweep_dir/state/submissions.tsv ]] || return
  while IFS= read -r projects; do
    [[ $projects -ef $sweep_dir/state/project ]] || return
  done < <(grep -lxF -e "$base" -- "$root"/sweeps/*/*/state/project)
}

# Names a snapshot that is complete and has no other files. The list of its files later shows whether they are unchanged.
keep_code() { # <snapshot> <its directory so far> <lines in the list of its files, or how many more> <snapshot that it was made from, or nothing> <how many files of that one are gone>
  local code=$root/code/$1 part=$root/code/$2 kept=$root/.hsm/code/$1 base=$root/.hsm/code/$4
  if [[ ! -d $code ]]; then
    list_files "$part" >"$kept" 2>/dev/null || find "$part" ! -type d >"$kept" || die "cannot read all files of $part"
    if ! is_whole "$3" "$5" ${4:+"$base"} "$kept"; then
      rm -rf -- "$part" "$kept"
      [[ -n $4 ]] || die "the copy of the code does not have the expected $3 files: try again"
      say unstaged yes
      return
    fi
    mv -- "$part" "$code" || die "cannot rename in $root/code"
    [[ -z $4 || -d $root/code/$4 ]] || rm -f -- "$base"
  fi
  touch -- "$code"
}

# Whether a list has the given number of lines, or that many more than an earlier list, with at most so many missing from it.
is_whole() { # <lines, or lines more> <how many may be missing> [<earlier list>] <list>
  LAST=${!#} awk -v lines="$1" -v missing="$2" '
    BEGIN { last = ENVIRON["LAST"] }
    FILENAME != last {
      earlier[$0]
      lines++
      missing--
      next
    }
    $0 in earlier { missing++ }
    { lines-- }
    END { exit lines != 0 || missing < 0 }
  ' "${@:3}"
}

# Prints size, time, mode and name of each file.
list_files() { # <directory>
  find "$1" ! -type d -printf '%s %T@ %m %P\n'
}

# Unpacks an archive from standard input, for machines without rsync.
unpack() { # <directory below the root>
  mkdir -p -- "$root/$1" || die "cannot write to $root"
  unpack_files "$root/$1"
}

unpack_files() { # <directory>
  tar -xf - --no-same-permissions --no-same-owner -C "$1" || die "cannot unpack in $root: is the disk full?"
}

# Unpacks the accompanying archive and puts what was sent to use: names the snapshot, and marks the sweep directory as the copy on
# this machine, with its project. Earlier projects of the sweep are listed too, because tasks may still run in them.
keep() { # <snapshot, or nothing> <lines in the list of its files, or how many more> <project directory, or nothing> <yes for an archive> <snapshot to change, or nothing> <file that is gone>…
  local part project=${3:-$root/code/$1} known earlier='' said=''
  if [[ -n $5 ]]; then said=$(stage "${1%.*}" "$5" '' "${@:6}"); fi
  [[ -n $said || -z $4 ]] || unpack_files "$root"
  # The suffix that distinguishes it from another snapshot of the same name was not known when it was sent.
  if [[ -z $said && -n $1 ]]; then
    part=.${1%.*}.part
    [[ -n $5 || ! -d $root/code/$part ]] || chmod 700 -- "$root/code/$part" || die "cannot write to $root"
    said=$(keep_code "$1" "$part" "$2" "$5" "$(($# - 5))") || exit
  fi
  if [[ -n $said ]]; then
    printf '%s\n' "$said"
    return
  fi
  read_remote_place
  [[ -d $sweep_dir/state/remote ]] || mkdir -p -- "$sweep_dir/state/remote" || die "cannot write to $sweep_dir"
  printf '%s\n' "$sweep_dir" "$root" "$place" >"$sweep_dir/state/remote/here" || die "cannot write to $sweep_dir"
  case $project in
    \~/*) project=$HOME/${project#??} ;;
    *) ;;
  esac
  [[ ! -e $sweep_dir/state/project ]] || while IFS= read -r known; do
    [[ $known == "$project" || ! -d $known ]] || earlier+=$known$'\n'
  done <"$sweep_dir/state/project"
  printf '%s\n%s' "$project" "$earlier" >"$sweep_dir/state/project.new" || die "cannot write to $sweep_dir"
  mv -- "$sweep_dir/state/project.new" "$sweep_dir/state/project" || die "cannot write to $sweep_dir"
  keep_journals
}

# Takes over the journals that were sent. A journal has one writer and only grows, so the longer version is right: a version
# shorter than the one here is an old copy of what this machine wrote itself.
keep_journals() {
  local sent journal
  for sent in "$sweep_dir"/state/remote/sent/state/*_*.tsv; do
    [[ -e $sent ]] || continue
    journal=$sweep_dir/state/${sent##*/}
    if [[ ! -e $journal || $(wc -c <"$sent") -gt $(wc -c <"$journal") ]]; then
      mv -f -- "$sent" "$journal" || die "cannot write to $sweep_dir"
    else
      rm -f -- "$sent"
    fi
  done
}

# Sets host. A job is running while its process lives, or anything that it started: a worker outlives a killed driver. A job
# on another machine that shares the directory cannot be checked, so it counts as running; after a reboot no job is left.
is_running() { # <job>
  local process machine_then
  host=-
  if [[ -e $1/end ]]; then
    has_workers "${1##*/}"
    return
  elif [[ ! -e $1/process ]]; then
    # It is about to start, or failed to start.
    [[ -n $(find "$1/name" -mmin -2) ]]
    return
  fi
  IFS=$'\t' read -r process host <"$1/process" || return 1
  machine_then=${process##*@}
  if ! is_this_machine; then
    [[ $host != "$here" || ${machine_then%%.*} != "${machine%%.*}" || ${machine_then##*.} != "${machine##*.}" || $machine == -* ]]
    return
  fi
  is_alive "${process%@*}" || has_workers "${1##*/}"
}

# Whether a worker of a job, or a worker's program, is still alive.
has_workers() { # <number>
  local process
  while IFS= read -r process; do
    if is_alive "$process"; then return 0; fi
  done < <(list_workers "$1")
  return 1
}

# Prints the processes of a job's attempts that have no end.
list_workers() { # <number>
  local journals=("state/$(name_of "$1")"_*.tsv)
  [[ -e ${journals[0]} ]] || return 0
  LC_ALL=C awk -F '\t' '
    /^[0-9]/ && NF >= 5 && NF < 9 && $4 ~ /^[0-9]+@/ {
      split($4, part, "@")
      print part[1] "@" part[2]
      if (NF > 6) print $6
    }
  ' "${journals[@]}"
}

# The names of a job's journals and logs.
name_of() { # <number>
  local name=${place#remote/}
  printf 'remote_%s_%s' "${name%/*}" "$1"
}

name_log() { # <number>
  printf 'logs/%s.log' "$(name_of "$1")"
}

# Sets code to the exit code of a child, however many signals arrive in the meantime.
wait_for_child() { # <process>
  while :; do
    code=0
    wait "$1" || code=$?
    kill -s 0 "$1" 2>/dev/null || break
  done
}

# Runs a command as a job with its own directory, where it records its process and later the command's exit code. Signals are
# passed on to the command, which ends its tasks.
run_as_job() { # <directory> <command> [<argument>…]
  local job=$1 child code
  shift
  read_place
  read_process_start "$$"
  trap 'kill -s TERM "$child" 2>/dev/null || true' TERM HUP INT
  "$@" &
  child=$!
  printf '%s@%s@%s\t%s\n' "$$" "$start_mark" "$machine" "$here" >"$job/process.new" && mv -- "$job/process.new" "$job/process"
  wait_for_child "$child"
  printf '%s\n' "$code" >"$job/end.new" && mv -- "$job/end.new" "$job/end"
}

# Starts a verb of this script in its own session, with none of this connection's files open, so that it outlives the
# connection. It has started once its process is recorded; a process that dies before that never started.
detach() { # <directory of the job> <log> <verb> [<argument>…]
  local job=$1 log=$2 words=(setsid)
  command -v setsid >/dev/null || words=(nohup)
  "${words[@]}" /bin/bash -p "scripts/$there_script" "$root" "$key" "$sweep_id" "${@:3}" </dev/null >"$log" 2>&1 &
  until [[ -e $job/process ]]; do
    kill -s 0 "$!" 2>/dev/null || [[ -e $job/process ]] || die "the job did not start: see $sweep_dir/$log"
    sleep 0.05
  done
}

# Puts this machine's own Python and conda environments before those of the sweep.
enter_environment() { # <path of Python, or -> <conda environment, or ->
  local name programs=$sweep_dir/state/remote/programs
  if [[ $2 != - ]]; then
    enter_conda "$2" || die "cannot activate the conda environment $2"
    # The sweep may name another one.
    export HSM_CONDA_ENV="$2"
  fi
  [[ $1 != - ]] || return 0
  HSM_PYTHON=$1
  case $1 in
    \~/*) HSM_PYTHON=$HOME/${1#??} ;;
    *) ;;
  esac
  [[ -x $HSM_PYTHON && ! -d $HSM_PYTHON ]] || die "no Python at $1"
  export HSM_PYTHON
  # A link to a virtual environment's Python would not activate the environment.
  mkdir -p -- "$programs" || die "cannot write to $sweep_dir"
  for name in python python3; do
    [[ -x $programs/$name ]] || write_python || die "cannot write to $sweep_dir"
  done
  export PATH="$programs:$PATH"
}

write_python() {
  local file=$programs/.$name.$$
  # shellcheck disable=SC2016 # meant for the program
  printf '#!/bin/sh\nexec "$HSM_PYTHON" "$@"\n' >"$file" && chmod 700 -- "$file" && mv -f -- "$file" "$programs/$name"
}

# Conda's shell functions do not work in strict mode.
enter_conda() { # <environment>
  local base code=0
  base=$("${CONDA_EXE:-conda}" info --base) || return
  set +eu
  # shellcheck disable=SC1091
  . "$base/etc/profile.d/conda.sh" && conda activate "$1"
  code=$?
  set -eu
  return "$code"
}

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

# Reports how a run ended, if it ends within the given number of seconds; or that the run, or its end, is unknown.
await() { # <slot> <run> <seconds>
  enter_copy
  if is_run "$slots/$1" "$2"; then
    wait_for_end "$1" "$3"
  else
    say unknown yes
  fi
}

wait_for_end() { # <slot> <seconds>
  local job=$slots/$1 end=$((SECONDS + $2)) pauses=(0.02 0.05 0.1 0.2 0.4 1) step=0 code
  until [[ -e $job/end ]]; do
    # A killed run leaves no end.
    if [[ $step -eq 5 ]] && ! is_running "$job" && [[ ! -e $job/end ]]; then
      say unknown yes
      return
    fi
    [[ $SECONDS -lt $end ]] || return 0
    sleep "${pauses[step]}"
    [[ $step -eq 5 ]] || step=$((step + 1))
  done
  IFS= read -r code <"$job/end" || die "cannot read $job/end"
  say end "$code"
  [[ ! -e $job/stopped ]] || say stopped yes
}

# Asks a run to end.
stop() { # <slot> <run>
  enter_copy
  ! is_run "$slots/$1" "$2" || stop_slot "$1"
}

stop_slot() { # <slot>
  local process
  : >"$slots/$1/stopped"
  IFS=$'\t' read -r process _ <"$slots/$1/process" || return 0
  if is_alive "${process%@*}"; then kill -s TERM "${process%%@*}" 2>/dev/null || true; fi
}

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

# Runs a command and encloses its output between two marker lines, so that half an answer, or the output of a start-up file,
# is not mistaken for one.
print_answer() { # <command> [<argument>…]
  local code=0
  printf 'hsm-answer\n'
  ("$@") || code=$?
  printf '\nhsm-done %s\n' "$code"
}

run_verb() { # <root> <key of the sweep> <sweep id> <verb> [<argument>…]
  enter_root "$1" "$2" "$3" || return
  "${@:4}"
}

main() {
  umask 077
  # Nobody waits for the answer of a detached process.
  if [[ ${4-} == run_detached ]]; then
    run_verb "$@"
  else
    print_answer run_verb "$@"
  fi
}

main "$@"
exit $?
