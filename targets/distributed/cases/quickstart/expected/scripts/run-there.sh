#!/bin/bash -p
# Runs a task on a machine and waits for it.
#
#   run-there.sh SLOT TASK ATTEMPT TIMEOUT GRACE
#   run-there.sh --slot SLOT
#
#   A worker of distributed.sh runs this in the place of a program: it starts the task on the machine of the slot, waits for
#   it, brings what it has left, and ends with its exit code; with 75 where the machine is lost. With --slot it says which
#   machine that is, and by which name the machine knows the slot.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 e907c2eeb2ca698cb1e0b4b3e4c5ac210cb70fb58f246682f53e30556ef71605).
# To change it, edit that file and run: hsm build

# What one function sets here another reads, and a trap calls one.
# shellcheck disable=SC2034,SC2317,SC2329

# --- Strict mode
# What follows is for bash -p, which takes no functions, options or start file from its environment. Any
# other shell reads this far and is replaced; in POSIX mode no function of the caller's stands for exec.
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
  printf '%s: needs bash 3.2 or later, and this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
# The machines, by position: names, and what ssh is told of each, where its configuration does not say it.
readonly machine_names=(blossom bubbles buttercup)
readonly machine_hosts=(anna@blossom.example.org bubbles buttercup)
readonly machine_ports=(2222 '' '')
readonly machine_keys=(\~/.ssh/id_ed25519 '' '')
# The directories there that hold code and sweeps, and those that have the code already; where there are none a copy is sent.
readonly machine_roots=(\~/hsm /scratch/anna/hsm \~/hsm)
readonly machine_workdirs=('' '' \~/project)
# Their own Python and conda environment; - where the sweep's are meant.
readonly machine_pythons=(- - -) machine_condas=(- - -)
# What the machines run of this directory. What ran elsewhere is none of their business: the claims are here.
readonly there_script=distributed-there.sh sends_journals=''

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# Not every machine has all of these: containers leave some out.
require_tools() { # <name>…
  local tool
  for tool; do
    command -v "$tool" >/dev/null || die "no $tool on PATH, which this needs"
  done
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
  [[ ! -d .update ]] || finish_update
}

# Goes on with a build that was interrupted after it had begun to replace files.
finish_update() {
  "$BASH" -p "$sweep_dir/.update/finish.sh" 2>/dev/null || true
}

is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}

# Passes on lines without what could steer a terminal: control characters of ASCII but the newline, and those above it
# (C1), as UTF-8 and as bytes of their own, which are those in no place of a character. A character that was cut is left out.
replace_controls() {
  LC_ALL=C tr '\000-\011\013-\037\177' ' ' | LC_ALL=C sed -e $'s/\302[\200-\237]/ /g' -e ':next' \
    -e $'s/^[\200-\237]/ /;s/\([\001-\177\365-\377]\)[\200-\237]/\\1 /' \
    -e $'s/\([\303-\337][\200-\277]\)[\200-\237]/\\1 /;s/\(\302[\240-\277]\)[\200-\237]/\\1 /' \
    -e $'s/\([\340-\357][\200-\277]\{2\}\)[\200-\237]/\\1 /;s/\([\360-\364][\200-\277]\{3\}\)[\200-\237]/\\1 /' \
    -e 't next' -e $'s/[\302-\337]$//;s/[\340-\357][\200-\277]\{0,1\}$//;s/[\360-\364][\200-\277]\{0,2\}$//'
}

# Sets ssh_words. The first ssh is the master of those that follow within a minute, so that a script, and the next one,
# needs a single connection. Which host keys are good, and which user and key log in, is for the SSH configuration to say.
prepare_ssh() {
  local sockets=${XDG_RUNTIME_DIR:-/tmp}/hsm-$EUID
  ssh_words=(ssh -T -o BatchMode=yes -o ForwardAgent=no -o ForwardX11=no -o ClearAllForwardings=yes
    -o ConnectTimeout=15 -o ServerAliveInterval=15)
  [[ -z $ssh_port ]] || ssh_words+=(-p "$ssh_port")
  case $ssh_key in
    '') ;;
    \~/*) ssh_words+=(-i "$HOME/${ssh_key#??}") ;;
    *) ssh_words+=(-i "$ssh_key") ;;
  esac
  # The path of a socket has a hundred characters at most, and ssh adds fifty. The directory must be this user's alone.
  [[ ${#sockets} -le 48 ]] || sockets=/tmp/hsm-$EUID
  [[ -d $sockets ]] || mkdir -m 700 "$sockets" 2>/dev/null || true
  if [[ -d $sockets && -O $sockets && ! -L $sockets ]]; then
    ssh_words+=(-o ControlMaster=auto -o "ControlPath=$sockets/%C" -o ControlPersist=60)
  fi
}

# Sets what the connection to a machine needs, by its position.
use_machine() { # <position>
  remote_host=${machine_hosts[$1]} ssh_port=${machine_ports[$1]} ssh_key=${machine_keys[$1]}
  remote_root=${machine_roots[$1]} workdir=${machine_workdirs[$1]}
  python_there=${machine_pythons[$1]} conda_there=${machine_condas[$1]}
  prepare_ssh
}

# Sets position to that of the machine of a name, or fails.
find_machine() { # <name>
  for ((position = 0; position < ${#machine_names[@]}; position++)); do
    [[ ${machine_names[position]} != "$1" ]] || return 0
  done
  return 1
}

# Sets sweep_id and key, by which the sweep is known there: the plan's digest tells sweeps of one name apart.
name_remote_sweep() {
  local line
  sweep_id=${sweep_dir##*/}
  case $sweep_id in
    *[!A-Za-z0-9._-]* | [.-]*) die "a sweep directory with this name cannot be sent: $sweep_id" ;;
    *) ;;
  esac
  key=''
  while IFS= read -r line; do
    [[ $line != *'  plan.json' ]] || key=${line:0:12}
  done <MANIFEST.sha256
  [[ $key =~ ^[0-9a-f]{12}$ ]] || die "no digest of plan.json in $sweep_dir/MANIFEST.sha256"
}

# Has bash on the machine run the script for that side. All of it goes over standard input: its arguments first, and after it what
# it reads. So no shell there has to understand any quoting, and no process there shows what is asked.
run_there() { # <verb> [<argument>…], with what it reads on standard input
  local script
  script=$(<"scripts/$there_script")
  {
    printf 'set --'
    printf ' %q' "$remote_root" "$key" "$sweep_id" "$@"
    printf '\n'
    # Its last line too comes before it runs: what is left is what it reads.
    printf '%s\n{ main "$@"; exit "$?"; }\n' "${script%$'\n'main*}"
    cat
  } | "${ssh_words[@]}" -- "$remote_host" '/bin/bash -p -s'
}

# Sets answer to what remote-there.sh prints, and noise to what the login shell there printed before it. Fails as that
# fails, and with 75 where there is no answer, or half of one.
try_there() { # <verb> [<argument>…], with what it reads on standard input
  local text code
  text=$(run_there "$@") || true
  [[ $text == *hsm-answer$'\n'* && $text == *$'\n'hsm-done\ * ]] || return 75
  noise=${text%%hsm-answer$'\n'*}
  answer=${text#*hsm-answer$'\n'}
  code=${answer##*$'\n'hsm-done }
  answer=${answer%$'\n'hsm-done*}
  is_number "$code" || return 75
  return "$code"
}

# Prints what an answer has under a key, in lines of a key and a value with a tab between.
answer_of() { # <key>
  local line
  while IFS= read -r line; do
    [[ $line != "$1"$'\t'* ]] || printf '%s\n' "${line#"$1"$'\t'}"
  done <<<"$answer"
}

# Sets name, place, number and gpus of a slot: its machine, and what that knows it by; - where it is one of this machine's own.
read_slot() { # <slot>
  local slot
  name=''
  while IFS=$'\t' read -r slot name place number gpus; do
    [[ $slot != "$1" ]] || return 0
  done <"${HSM_SLOTS:?is set by distributed.sh}"
  die "no slot $1: distributed.sh makes them"
}

# For the journals: the host, and the job that the machine knows the slot by.
print_slot() {
  [[ $name == - ]] || printf '%s\t%s:%s.0\n' "$name" "$place" "$number"
}

# Sets name, number and run, which is what the machine knows this attempt by, and is_adopted where an earlier launcher started it: where
# nobody has seen its end, it may still run, on whichever machine that was. One that was completed is done.
find_run() { # <slot> <attempt>
  local known_name known_number known_run known_end
  is_adopted=''
  rm -f -- "tasks/task_$task/unreachable"
  read_slot "$1"
  run=task_$task.attempt_$2.$number
  if [[ -r $note ]] && IFS=$'\t' read -r known_name known_number known_run known_end <"$note"; then
    [[ $known_end != 0 ]] || exit 0
    if [[ $known_end == - ]] && ! is_lost "$known_name" && find_machine "$known_name"; then
      name=$known_name number=$known_number run=$known_run is_adopted=yes
    fi
  fi
  find_machine "$name" || die "there is no machine $name any more"
  use_machine "$position"
  [[ -n $is_adopted ]] || write_note -
}

is_lost() { # <name of a machine>
  [[ -r state/distributed/lost ]] && grep -qxF -e "$1" state/distributed/lost
}

# What whoever tries this task next has to know.
write_note() { # <exit code, or ->
  printf '%s\t%s\t%s\t%s\n' "$name" "$number" "$run" "$1" >"$note.new" || die "cannot write $note"
  mv -f -- "$note.new" "$note" || die "cannot write $note"
}

# Sets end, the exit code of the task's program. A connection that breaks is no end: the machine is asked again, until it has been silent
# for too long.
wait_for_run() {
  local code
  end='' is_started=$is_adopted is_stopping='' silent_since='' pause=1
  while [[ -z $end ]]; do
    code=0
    ask_for_end || code=$?
    if [[ $code -eq 75 ]]; then
      be_patient
      continue
    fi
    silent_since='' pause=1
    # A machine that cannot even begin is no place for tasks.
    [[ $code -eq 0 ]] || give_machine_up "cannot run tasks"
    end=$(answer_of end)
    is_started=yes
    if [[ -n $(answer_of unknown) ]]; then start_anew; fi
  done
  if ! is_number "$end" || [[ ${#end} -gt 3 ]]; then die "$remote_host did not say how the task ended"; fi
  end=$((10#$end))
  # Somebody cancelled it there, so this worker is to stop as one does that is cancelled itself.
  [[ -z $(answer_of stopped) || -n $is_stopping ]] || kill -s TERM "$PPID" 2>/dev/null || true
}

# The first time it starts the run, which has a name, so that it is started once however often it is asked for.
ask_for_end() {
  if [[ -n $is_started ]]; then
    try_there await "$number" "$run" 20 </dev/null
  else
    try_there run_task "$number" "$run" "$task" "$timeout" "$grace" "$gpus" "$python_there" "$conda_there" </dev/null
  fi
}

# What an earlier launcher meant to start never came to the machine, or was killed there before its end.
start_anew() {
  [[ -n $is_adopted ]] || give_machine_up "has lost task $task"
  is_adopted='' is_started='' end=''
  rm -f -- "$note"
  find_run "$slot" "$attempt"
}

be_patient() {
  local patience
  [[ -e $note ]] || die "the sweep directory is gone"
  silent_since=${silent_since:-$SECONDS}
  { IFS= read -r patience <state/distributed/patience; } 2>/dev/null || patience=600
  is_number "$patience" || patience=600
  if [[ $((SECONDS - silent_since)) -ge $patience ]] || is_lost "$name"; then give_machine_up "has been silent for $patience seconds"; fi
  sleep "$pause" || true
  [[ $pause -ge 10 ]] || pause=$((pause * 2))
}

# The worker leaves the attempt without an end: it is lost, and another machine tries the task again.
give_machine_up() { # <why>
  printf '%s: %s %s: its tasks run elsewhere\n' "${0##*/}" "$name" "$1" >&2
  : >"tasks/task_$task/unreachable"
  is_lost "$name" || printf '%s\n' "$name" >>state/distributed/lost
  exit 75
}

# The worker was told to stop: so is the task, and its end comes as any other.
stop_run() {
  is_stopping=yes
  try_there stop "$number" "$run" </dev/null || true
}

# Brings what the task has left in its directory there, and its logs.
fetch_results() {
  local pause=1 silent_since=''
  until fetch_once; do
    be_patient
  done
}

# After the first line of the answer comes an archive.
fetch_once() {
  local line results=tasks/task_$task/.fetched
  rm -rf -- "$results"
  mkdir -p -- "$results" || die "cannot write in $sweep_dir"
  run_there fetch "$task" </dev/null | {
    while IFS= read -r line && [[ $line != *hsm-answer ]]; do :; done
    tar -xf - -C "$results" 2>/dev/null
  } || return 1
  take_results "$results" || return 1
  rm -rf -- "$results"
}

# What the worker here writes itself stays its own.
take_results() { # <directory>
  local file name
  for file in "$1"/* "$1"/.[!.]*; do
    name=${file##*/}
    [[ -e $file || -L $file ]] || continue
    case $name in
      attempt_[0-9]* | there | unreachable | task_info.txt) ;;
      *)
        # What an earlier attempt left there is replaced.
        if [[ -d tasks/task_$task/$name ]]; then
          cp -Rpf -- "$file" "tasks/task_$task/" || return 1
        else
          mv -f -- "$file" "tasks/task_$task/" || return 1
        fi
        ;;
    esac
  done
}

main() {
  case ${1-} in
    -h | --help)
      show_help "${BASH_SOURCE[0]}"
      return 0
      ;;
    *) ;;
  esac
  locate_sweep
  if [[ ${1-} == --slot ]]; then
    read_slot "${2-}"
    print_slot
    return
  fi
  [[ $# -eq 5 ]] || usage_error 'which slot, task, attempt, timeout and grace?'
  slot=$1 task=$2 attempt=$3 timeout=$4 grace=$5 note=tasks/task_$2/there
  if ! is_number "$task" || ! is_number "$attempt"; then usage_error "not a task and an attempt: $2 $3"; fi
  name_remote_sweep
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot make a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  trap stop_run TERM INT HUP
  find_run "$slot" "$attempt"
  wait_for_run
  fetch_results
  write_note "$end"
  return "$end"
}

main "$@"
exit $?
