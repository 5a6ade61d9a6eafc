#!/bin/bash -p
# Lists the running tasks of this sweep on its machines.
#
#   queue-distributed.sh [--max-age SECONDS] [SWEEP_DIRECTORY…]
#   queue-distributed.sh --cancel JOB…
#
#     --max-age N      use an answer that is at most N seconds old
#     --cancel         stop tasks, named as in the output
#
#   --all, --users and --ended are accepted, as in other queue scripts, but have no effect. Exit code: 75 if no machine is responding.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 ecb88d4eecc1956b73b1b6f17364995228578b3c9386bc033f90064c542411fb).
# To change it, edit that file and run: hsm build

# Some variables are set in one function and used in another.
# shellcheck disable=SC2034

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
readonly machine_names=(blossom)
readonly machine_hosts=(blossom)
readonly machine_ports=('')
readonly machine_keys=('')
# Directories on the machines for code and sweeps, and those that already contain the code; if empty, a copy is sent.
readonly machine_roots=(\~/hsm)
readonly machine_workdirs=('')
# Python and conda environment of each machine; - means the sweep's.
readonly machine_pythons=(/usr/bin/python3.11) machine_condas=(-)
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

parse_options() {
  mode=list directories=() jobs=() max_age=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --all) ;;
      --cancel | --ended) mode=${1#--} ;;
      --max-age | --users)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        if [[ $1 == --max-age ]]; then
          is_number "$2" || usage_error "--max-age needs a number of seconds, not $2"
          max_age=$((10#$2))
        fi
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) jobs+=("$1") ;;
    esac
    shift
  done
  case $mode:${#jobs[@]} in
    list:*) directories=(${jobs[@]+"${jobs[@]}"}) ;;
    cancel:0 | ended:0) usage_error 'missing job ids' ;;
    *) ;;
  esac
}

# Whether this is the copy on the machine. A copy of that copy does not count.
is_there() {
  local path
  [[ -e state/remote/here ]] || return 1
  { IFS= read -r path && IFS= read -r root && IFS= read -r place; } <state/remote/here || return 1
  [[ $path -ef $sweep_dir ]]
}

# Prints the cached answer and sets kept_code, unless the answer is too old or something was submitted since.
read_kept() { # <target> <file that changes with a submission>
  local kept=state/queue/$1_$EUID head time age
  [[ -n $max_age && $kept -nt $2 ]] || return 1
  { IFS=$'\t' read -r head time kept_code <"$kept"; } 2>/dev/null || return 1
  [[ $head == kept ]] && is_number "$time" && is_number "$kept_code" || return 1
  age=$(($(date +%s) - time))
  [[ $age -ge 0 && $age -le $max_age ]] || return 1
  sed 1d "$kept"
}

# Caches rows for the next caller.
keep_rows() { # <target> <time> <exit code>
  local kept=state/queue/$1_$EUID
  {
    mkdir -p state/queue && { printf 'kept\t%s\t%s\n' "$2" "$3" && cat "$folder/rows"; } >"$kept.$$" && mv -f -- "$kept.$$" "$kept"
  } 2>/dev/null || true
}

# On a machine: prints the place covered and the time, and one line for each running task of this sweep.
list_slots() {
  local job number name task host
  printf 'answered\t%s\t%s\n' "$place" "$(date +%s)"
  read_place
  for job in state/remote/slots/*; do
    number=${job##*/}
    if ! is_number "$number" || [[ ! -e $job/name || ! -e $job/task ]]; then continue; fi
    if ! IFS= read -r name <"$job/name" || ! IFS= read -r task <"$job/task"; then continue; fi
    is_running "$job" || continue
    printf '%s\t%s:%s\trunning\trunning\t%s\t%s\t-\t%s\t%s\n' "$sweep_id" "$place" "$number" "$task" "$task" "$name" "$host"
  done
}

# On the launcher: asks all machines at once. Tasks on machines that are not responding count as running. Fails with 75 if none responds.
answer_here() {
  require_tools awk cat date grep mkdir mktemp mv rm sed ssh tr
  [[ -r state/distributed/places ]] || return 0
  if [[ $mode == ended ]]; then return 0; fi
  if [[ $mode == list ]] && read_kept distributed state/distributed/places; then return "$kept_code"; fi
  name_remote_sweep
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  asked=$(date +%s)
  ask_all
  cat "$folder"/rows.* >"$folder/rows" 2>/dev/null || true
  if [[ ! -s $folder/rows && ! -e $folder/answered ]]; then return 75; fi
  [[ $mode != list ]] || keep_rows distributed "$asked" 0
  cat "$folder/rows"
}

ask_all() {
  local name pids=()
  while IFS= read -r name; do
    find_machine "$name" || continue
    ask_one "$position" &
    pids+=("$!")
  done < <(cut -f 1 state/distributed/places | sort -u)
  wait ${pids[@]+"${pids[@]}"} || true
}

ask_one() { # <position>
  local words=()
  trap - EXIT
  if [[ $mode == cancel ]]; then
    IFS=$'\n' read -r -d '' -a words < <(numbers_of "${machine_names[$1]}") || true
    [[ ${#words[@]} -gt 0 ]] || return 0
  fi
  use_machine "$1"
  if ! try_there "$([[ $mode == cancel ]] && printf cancel || printf tasks)" ${words[@]+"${words[@]}"} </dev/null; then
    printf '%s: %s is not responding\n' "${0##*/}" "$remote_host" >&2
    return 0
  fi
  : >"$folder/answered"
  # The age of an answer is measured by this machine's clock.
  replace_lines <<<"$answer" >"$folder/rows.$1"
}

# Accepts only valid rows, with the time of the question.
replace_lines() {
  awk -F '\t' -v OFS='\t' -v asked="$asked" '
    $1 == "answered" && NF == 3 { $3 = asked }
    $1 == "answered" && NF == 3 || NF == 9 || $1 == "cancelled" && NF == 3 { print }
  '
}

# Prints the numbers of the selected jobs that belong to a machine.
numbers_of() { # <name of a machine>
  local job
  for job in ${jobs[@]+"${jobs[@]}"}; do
    ! grep -qxF -e "$1"$'\t'"${job%:*}" state/distributed/places || printf '%s\n' "${job##*:}"
  done
}

main() {
  local directory result=0
  parse_options "$@"
  for directory in ${directories[@]+"${directories[@]}"}; do
    # Each sweep has its own list of machines.
    "$BASH" -p "$directory/scripts/queue-distributed.sh" ${max_age:+--max-age "$max_age"} || result=$?
  done
  [[ ${#directories[@]} -eq 0 ]] || return "$result"
  locate_sweep
  sweep_id=${sweep_dir##*/}
  if is_there; then
    list_slots
  else
    answer_here
  fi
}

main "$@"
exit $?
