#!/bin/bash -p
# Runs a task on a machine and waits for it.
#
#   run-there.sh SLOT TASK ATTEMPT TIMEOUT GRACE
#   run-there.sh --slot SLOT
#
#   A worker of distributed.sh runs this instead of a program: it starts the task on the machine of the slot, waits for
#   it, fetches its files, and exits with its exit code, or with 75 if the machine is lost. With --slot it prints the
#   slot's machine, and the machine's name for the slot.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 e907c2eeb2ca698cb1e0b4b3e4c5ac210cb70fb58f246682f53e30556ef71605).
# To change it, edit that file and run: hsm build

# Some variables are set in one function and used in another, and a trap calls one function.
# shellcheck disable=SC2034,SC2317,SC2329

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
# The machines, by position: their names, and ssh options that are not in the SSH configuration.
readonly machine_names=(blossom bubbles buttercup)
readonly machine_hosts=(anna@blossom.example.org bubbles buttercup)
readonly machine_ports=(2222 '' '')
readonly machine_keys=(\~/.ssh/id_ed25519 '' '')
# Directories on the machines for code and sweeps, and those that already contain the code; if empty, a copy is sent.
readonly machine_roots=(\~/hsm /scratch/anna/hsm \~/hsm)
readonly machine_workdirs=('' '' \~/project)
# Python and conda environment of each machine; - means the sweep's.
readonly machine_pythons=(- - -) machine_condas=(- - -)
# The script that the machines run. They do not know what ran elsewhere, because the claims are in this directory.
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

# Filters out characters that could control a terminal: ASCII control characters except newline, and C1 control characters, both as UTF-8
# and as single bytes outside any UTF-8 character. Truncated characters are dropped.
replace_controls() {
  LC_ALL=C tr '\000-\011\013-\037\177' ' ' | LC_ALL=C sed -e $'s/\302[\200-\237]/ /g' -e ':next' \
    -e $'s/^[\200-\237]/ /;s/\([\001-\177\365-\377]\)[\200-\237]/\\1 /' \
    -e $'s/\([\303-\337][\200-\277]\)[\200-\237]/\\1 /;s/\(\302[\240-\277]\)[\200-\237]/\\1 /' \
    -e $'s/\([\340-\357][\200-\277]\{2\}\)[\200-\237]/\\1 /;s/\([\360-\364][\200-\277]\{3\}\)[\200-\237]/\\1 /' \
    -e 't next' -e $'s/[\302-\337]$//;s/[\340-\357][\200-\277]\{0,1\}$//;s/[\360-\364][\200-\277]\{0,2\}$//'
}

# Sets ssh_words. The first ssh is the master for those that follow within a minute, so that consecutive scripts share one
# connection. Host keys, user and login key are left to the SSH configuration.
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
  # The path of a socket can have about 100 characters, of which ssh adds 50. The directory must belong to this user alone.
  [[ ${#sockets} -le 48 ]] || sockets=/tmp/hsm-$EUID
  [[ -d $sockets ]] || mkdir -m 700 "$sockets" 2>/dev/null || true
  if [[ -d $sockets && -O $sockets && ! -L $sockets ]]; then
    ssh_words+=(-o ControlMaster=auto -o "ControlPath=$sockets/%C" -o ControlPersist=60)
  fi
}

# Sets the connection settings of a machine, by its position.
use_machine() { # <position>
  remote_host=${machine_hosts[$1]} ssh_port=${machine_ports[$1]} ssh_key=${machine_keys[$1]}
  remote_root=${machine_roots[$1]} workdir=${machine_workdirs[$1]}
  python_there=${machine_pythons[$1]} conda_there=${machine_condas[$1]}
  prepare_ssh
}

# Sets position to that of the machine with a given name, or fails.
find_machine() { # <name>
  for ((position = 0; position < ${#machine_names[@]}; position++)); do
    [[ ${machine_names[position]} != "$1" ]] || return 0
  done
  return 1
}

# Sets sweep_id and key, which identify the sweep on the machine: the plan's digest distinguishes sweeps with the same name.
name_remote_sweep() {
  local line
  sweep_id=${sweep_dir##*/}
  case $sweep_id in
    *[!A-Za-z0-9._-]* | [.-]*) die "cannot send a sweep directory with this name: $sweep_id" ;;
    *) ;;
  esac
  key=''
  while IFS= read -r line; do
    [[ $line != *'  plan.json' ]] || key=${line:0:12}
  done <MANIFEST.sha256
  [[ $key =~ ^[0-9a-f]{12}$ ]] || die "no digest of plan.json in $sweep_dir/MANIFEST.sha256"
}

# Runs the script for the remote side with bash on the machine. Everything goes through standard input: first its arguments, then
# its input. So no shell there has to parse quoting, and no process there shows the request.
run_there() { # <verb> [<argument>…], with its input on standard input
  local script
  script=$(<"scripts/$there_script")
  {
    printf 'set --'
    printf ' %q' "$remote_root" "$key" "$sweep_id" "$@"
    printf '\n'
    # The last line arrives before the script runs; the rest is its input.
    printf '%s\n{ main "$@"; exit "$?"; }\n' "${script%$'\n'main*}"
    cat
  } | "${ssh_words[@]}" -- "$remote_host" '/bin/bash -p -s'
}

# Sets answer to what remote-there.sh prints, and noise to what the login shell printed before it. Fails with the exit code of
# that script, or with 75 if the answer is missing or incomplete.
try_there() { # <verb> [<argument>…], with its input on standard input
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

# Prints the values of a key in an answer, whose lines are a key, a tab and a value.
answer_of() { # <key>
  local line
  while IFS= read -r line; do
    [[ $line != "$1"$'\t'* ]] || printf '%s\n' "${line#"$1"$'\t'}"
  done <<<"$answer"
}

# Sets name, place, number and gpus of a slot: its machine and what the machine calls it; - for a slot of this machine.
read_slot() { # <slot>
  local slot
  name=''
  while IFS=$'\t' read -r slot name place number gpus; do
    [[ $slot != "$1" ]] || return 0
  done <"${HSM_SLOTS:?is set by distributed.sh}"
  die "unknown slot $1: slots are created by distributed.sh"
}

# Prints, for the journals, the host and the job number that the machine uses for the slot.
print_slot() {
  [[ $name == - ]] || printf '%s\t%s:%s.0\n' "$name" "$place" "$number"
}

# Sets name, number and run (the machine's name for this attempt), and is_adopted if an earlier launcher started it: an attempt with
# unknown outcome may still be running on its machine. A completed one is done.
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
  find_machine "$name" || die "machine $name is no longer in the configuration"
  use_machine "$position"
  [[ -n $is_adopted ]] || write_note -
}

is_lost() { # <name of a machine>
  [[ -r state/distributed/lost ]] && grep -qxF -e "$1" state/distributed/lost
}

# Leaves a note for the next attempt at this task.
write_note() { # <exit code, or ->
  printf '%s\t%s\t%s\t%s\n' "$name" "$number" "$run" "$1" >"$note.new" || die "cannot write $note"
  mv -f -- "$note.new" "$note" || die "cannot write $note"
}

# Sets end to the exit code of the task's program. A broken connection does not end the task: the machine is asked again until it has
# been silent for too long.
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
    # A machine that cannot even start tasks is not usable.
    [[ $code -eq 0 ]] || give_machine_up "cannot run tasks"
    end=$(answer_of end)
    is_started=yes
    if [[ -n $(answer_of unknown) ]]; then start_again; fi
  done
  if ! is_number "$end" || [[ ${#end} -gt 3 ]]; then die "$remote_host did not report how the task ended"; fi
  end=$((10#$end))
  # Somebody cancelled it on the machine, so this worker stops as if it had been cancelled itself.
  [[ -z $(answer_of stopped) || -n $is_stopping ]] || kill -s TERM "$PPID" 2>/dev/null || true
}

# The first request starts the run. The run has a name, so it starts only once however often it is requested.
ask_for_end() {
  if [[ -n $is_started ]]; then
    try_there await "$number" "$run" 20 </dev/null
  else
    try_there run_task "$number" "$run" "$task" "$timeout" "$grace" "$gpus" "$python_there" "$conda_there" </dev/null
  fi
}

# An earlier launcher's request never reached the machine, or the run was killed there before it ended.
start_again() {
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

# The worker leaves the attempt without an end: it counts as lost, and another machine tries the task again.
give_machine_up() { # <why>
  printf '%s: %s %s: its tasks run elsewhere\n' "${0##*/}" "$name" "$1" >&2
  : >"tasks/task_$task/unreachable"
  is_lost "$name" || printf '%s\n' "$name" >>state/distributed/lost
  exit 75
}

# The worker was asked to stop: the task is stopped too, and ends like any other.
stop_run() {
  is_stopping=yes
  try_there stop "$number" "$run" </dev/null || true
}

# Fetches the task's files and logs from its directory on the machine.
fetch_results() {
  local pause=1 silent_since=''
  until fetch_once; do
    be_patient
  done
}

# After its first line, the answer is an archive.
fetch_once() {
  local line results=tasks/task_$task/.fetched
  rm -rf -- "$results"
  mkdir -p -- "$results" || die "cannot write to $sweep_dir"
  run_there fetch "$task" </dev/null | {
    while IFS= read -r line && [[ $line != *hsm-answer ]]; do :; done
    tar -xf - -C "$results" 2>/dev/null
  } || return 1
  take_results "$results" || return 1
  rm -rf -- "$results"
}

# Files that the worker here writes itself are not replaced.
take_results() { # <directory>
  local file name
  for file in "$1"/* "$1"/.[!.]*; do
    name=${file##*/}
    [[ -e $file || -L $file ]] || continue
    case $name in
      attempt_[0-9]* | there | unreachable | task_info.txt) ;;
      *)
        # Replaces files of an earlier attempt.
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
  [[ $# -eq 5 ]] || usage_error 'missing slot, task, attempt, timeout or grace'
  slot=$1 task=$2 attempt=$3 timeout=$4 grace=$5 note=tasks/task_$2/there
  if ! is_number "$task" || ! is_number "$attempt"; then usage_error "invalid task or attempt: $2 $3"; fi
  name_remote_sweep
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
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
