#!/bin/bash -p
# The part of remote.sh that runs on the remote machine.
#
#   remote-there.sh ROOT KEY SWEEP VERB [ARGUMENT…]
#
#   remote.sh sends this file to bash on the machine, over standard input, preceded by its arguments.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
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
readonly there_script=remote-there.sh

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

# Prints the running jobs and the records that the caller lacks. Standard input lists those that it has.
records() {
  read_remote_place_if_any
  if [[ ! -e $sweep_dir/state/remote/here ]]; then
    say answered "${place:-remote/nowhere/nobody}"$'\t'"$(date +%s)"
    return
  fi
  /bin/bash -p "$sweep_dir/scripts/queue-remote.sh" --records
}

read_remote_place_if_any() {
  place=''
  [[ ! -e $root/.hsm/place ]] || read_remote_place
}

cancel() { # <job>…
  [[ -e $sweep_dir/state/remote/here ]] || die 'the sweep is not on this machine'
  /bin/bash -p "$sweep_dir/scripts/queue-remote.sh" --cancel "$@" </dev/null
}

ended() { # <job>…
  [[ ! -e $sweep_dir/state/remote/here ]] || /bin/bash -p "$sweep_dir/scripts/queue-remote.sh" --ended "$@" </dev/null
}

# Prints the newest log of a driver, its size and the sizes of all, or the complete lines of a log after the given number of bytes.
log() { # [<name> <known bytes>]
  local LC_ALL=C logs text end
  cd -- "$sweep_dir" 2>/dev/null || die 'the sweep is not on this machine'
  IFS=$'\n' read -r -d '' -a logs < <(ls -tr logs/*.log 2>/dev/null) || true
  [[ ${#logs[@]} -gt 0 ]] || return 0
  if [[ -z ${1-} ]]; then
    end=${logs[${#logs[@]} - 1]}
    printf '%s\t%d\n' "$end" "$(wc -c <"$end")"
    tail -n 20 -- "${logs[@]}"
  else
    text=$(tail -c "+$(($2 + 1))" -- "$1" && printf '/')
    end=${text##*$'\n'}
    text=${text%"$end"}
    printf '%s\t%d\n%s' "$1" "$(($2 + ${#text}))" "$text"
  fi
}

# Waits for the end of a job, for a limited number of seconds, and reports if it ended only now.
wait_for() { # <number> <seconds>
  local job=$root/.hsm/jobs/$1 end=$((SECONDS + $2)) tries pause=0.05
  is_number "$1" && [[ ! -e $job/end ]] || return 0
  for ((tries = 0; SECONDS < end; tries++)); do
    [[ ! -e $job/end ]] || break
    # Short jobs should not have to wait for a full interval.
    [[ $tries -lt 40 ]] || pause=0.2
    sleep "$pause"
  done
  say waited yes
}

# Files written from now on are not part of this pull.
pulling() {
  [[ -e $sweep_dir/state/remote/here ]] || return 0
  say there yes
  list_provenance
  mkdir -p -- "$sweep_dir/tasks" "$sweep_dir/logs" || die "cannot write to $sweep_dir"
  : >"$sweep_dir/state/remote/pulling" || die "cannot write to $sweep_dir"
  say rsync "$(command -v rsync || true)"
}

list_provenance() {
  local file
  for file in "$sweep_dir"/state/provenance/*.txt; do
    [[ -e $file ]] || continue
    file=${file##*/}
    say recorded "${file%.txt}"
  done
}

show_record() { # <name>
  [[ $1 =~ ^[A-Za-z0-9_-][A-Za-z0-9._-]*$ ]] || die "invalid record name: $1"
  cat -- "$sweep_dir/state/provenance/$1.txt" || die "no record $1 in $sweep_dir"
}

pulled() {
  mv -- "$sweep_dir/state/remote/pulling" "$sweep_dir/state/remote/pulled" || die "cannot write to $sweep_dir"
}

# Prints an archive of the results, for callers without rsync.
pack() {
  cd -- "$sweep_dir" && tar -cf - tasks logs
}

# Removes the sweep, and snapshots that no other sweep uses. Refuses while tasks run or if results were not pulled.
clean() { # <yes to remove it anyway> <what limits a pull, or nothing>
  local reason
  if [[ ! -d $sweep_dir ]]; then
    say said 'nothing to clean'
    return
  fi
  reason=$(why_kept "$1" "$2")
  [[ -z $reason ]] || die "$reason"
  remove_sweep
  remove_code
  say said "removed $sweep_id"
}

# Prints why the sweep may not be removed, or nothing.
why_kept() { # <yes to remove results that were not pulled> <what limits a pull, or nothing>
  local newer
  if [[ $(count_running) -ne 0 ]]; then
    printf 'tasks are running here: stop them first'
  elif [[ -n $1 ]]; then
    return
  elif [[ ! -e $sweep_dir/scripts/remote.sh ]]; then
    printf 'the launcher of this distributed sweep copies the results: --force removes those here'
  elif [[ -n $2 ]]; then
    printf 'the pull settings exclude results, which would be lost: --force removes them anyway'
  elif [[ ! -e $sweep_dir/state/remote/pulled ]]; then
    printf 'nothing was pulled: pull first, or use --force to remove everything'
  else
    newer=$(find "$sweep_dir/tasks" "$sweep_dir/logs" -newer "$sweep_dir/state/remote/pulled" ! -type d | head -n 1) || true
    [[ -z $newer ]] || printf 'some results were not pulled, such as %s: pull first, or use --force to remove them' "$newer"
  fi
}

# Only removes a path below the root, whose name was checked.
remove_sweep() {
  local job owner
  rm -rf -- "${root:?}/sweeps/${key:?}/${sweep_id:?}"
  rmdir -- "$root/sweeps/$key" 2>/dev/null || true
  for job in "$root"/.hsm/jobs/*/sweep; do
    [[ -e $job ]] || continue
    IFS= read -r owner <"$job" || continue
    [[ $owner != "$sweep_dir" ]] || rm -rf -- "${job%/sweep}"
  done
}

# Removes the snapshots that no sweep uses.
remove_code() {
  local tree used=$'\n' projects
  for projects in "$root"/sweeps/*/*/state/project; do
    [[ -e $projects ]] || continue
    while IFS= read -r tree; do
      used+=${tree##*/}$'\n'
    done <"$projects"
  done
  for tree in "$root"/code/*; do
    [[ -d $tree && $used != *$'\n'"${tree##*/}"$'\n'* ]] || continue
    rm -rf -- "${root:?}/code/${tree##*/}" "${root:?}/.hsm/code/${tree##*/}"
  done
  # Leftovers of pushes that were interrupted and never resumed.
  find "$root/code" -mindepth 1 -maxdepth 1 \( -name '.*.part' -o -name '.*.copy' \) -mtime +7 -exec rm -rf {} +
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
