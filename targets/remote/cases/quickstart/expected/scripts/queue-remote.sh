#!/bin/bash -p
# Lists the running jobs of this sweep on its machine.
#
#   queue-remote.sh [--max-age SECONDS] [SWEEP_DIRECTORY…]
#   queue-remote.sh --cancel JOB…
#   queue-remote.sh --ended JOB…
#
#     --max-age N      use an answer that is at most N seconds old
#     --cancel         stop jobs, named as in the output
#     --ended          print how jobs ended
#
#   Each query of the machine also updates the local journals. --all and --users, options of other queue scripts, have no
#   effect. Exit code: 75 if the machine is not responding.
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
unset BASH_COMPAT CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings
# The machine, by its name for ssh, with port and key unless the SSH configuration sets them.
readonly remote_host=blossom.example.com ssh_port='' ssh_key=''
# The directory on the machine for code and sweeps.
readonly remote_root=\~/hsm
# The script that the machine runs.
readonly there_script=remote-there.sh
# The backend that starts the tasks there: local, or a scheduler.
readonly backend=local

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

parse_options() {
  mode=list directories=() jobs=() max_age=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --all) ;;
      --records | --cancel | --ended) mode=${1#--} ;;
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

# On the machine. Its scheduler's jobs are listed by the scheduler's own script.
answer_there() {
  case $mode in
    cancel) cancel_there ;;
    ended) list_ended ;;
    *)
      if [[ $backend == local ]]; then
        list_jobs
      elif [[ $mode == records ]]; then
        printf 'answered\t%s\t%s\n' "$place" "$(date +%s)"
        "$BASH" -p "scripts/queue-$backend.sh"
      fi
      [[ $mode != records ]] || print_records
      ;;
  esac
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

# Prints the directories of the jobs of this sweep.
find_jobs() {
  local job sweep
  for job in "$root"/.hsm/jobs/*; do
    [[ -e $job/sweep ]] || continue
    IFS= read -r sweep <"$job/sweep" || continue
    [[ ! $sweep -ef $sweep_dir ]] || printf '%s\n' "$job"
  done
}

# On the machine: like every queue script, prints the place covered and the time, one line for each running job of this sweep, and
# one for each that ended before it wrote a journal.
list_jobs() {
  local job number name code reason host
  printf 'answered\t%s\t%s\n' "$place" "$(date +%s)"
  read_place
  while IFS= read -r job; do
    number=${job##*/}
    IFS= read -r name <"$job/name" || continue
    if is_running "$job"; then
      printf '%s\t%s:%s\trunning\trunning\t0\t0\t-\t%s\t%s\n' "$sweep_id" "$place" "$number" "$name" "$host"
    elif ! has_journal "$number" && code=$(end_of "$job") && [[ $code != 0 ]]; then
      reason=$(tail -n 1 "$(name_log "$number")" 2>/dev/null | tr -d '\t') || true
      printf 'gone\t%s:%s\tEXIT %s\t0\t0\t-\t%s\t%s\n' "$place" "$number" "$code" "$name" "${reason:--}"
    fi
  done < <(find_jobs)
}

has_journal() { # <number>
  local journals=("state/$(name_of "$1")"_*.tsv)
  [[ -e ${journals[0]} ]]
}

# Prints the exit code of a job that has ended. A job without one was killed.
end_of() { # <job>
  local code=137
  [[ ! -e $1/end ]] || IFS= read -r code <"$1/end"
  printf '%s' "$code"
}

# Prints how the given jobs ended. A scheduler's jobs are looked up by its own script.
list_ended() {
  local job number code state others=()
  for job in ${jobs[@]+"${jobs[@]}"}; do
    number=${job##*:}
    [[ $job == "$place:"* ]] || others+=("$job")
    if ! is_number "$number" || [[ $job != "$place:"* || ! -d $root/.hsm/jobs/$number ]]; then continue; fi
    if is_running "$root/.hsm/jobs/$number"; then continue; fi
    code=$(end_of "$root/.hsm/jobs/$number")
    case $code in
      0) state=COMPLETED ;;
      130 | 143) state=CANCELLED ;;
      *) state=FAILED ;;
    esac
    printf 'ended\t%s\t%s\t%s\n' "$job" "$state" "exit code $code"
  done
  if [[ ${#others[@]} -gt 0 && -e scripts/queue-$backend.sh ]]; then
    "$BASH" -p "scripts/queue-$backend.sh" --max-age 30 --ended "${others[@]}"
  fi
}

# On the machine: stops jobs of this sweep, and prints "cancelled 1 NUMBER" for each. Their drivers give the tasks the grace period.
cancel_there() {
  local job number process result=0
  read_place
  for job in ${jobs[@]+"${jobs[@]}"}; do
    if [[ $job != "$place:"* ]]; then
      "$BASH" -p "scripts/queue-$backend.sh" --cancel "$job" || result=1
      continue
    fi
    number=${job##*:}
    if ! is_number "$number" || ! find_jobs | grep -q "/$number\$" || ! is_running "$root/.hsm/jobs/$number"; then
      printf 'job %s was not cancelled: it has ended or belongs to another sweep\n' "$number" >&2
      continue
    fi
    end_job "$number" || result=1
  done
  return "$result"
}

end_job() { # <number>
  local process host machine_then targets=()
  IFS=$'\t' read -r process host <"$root/.hsm/jobs/$1/process" || return 1
  machine_then=${process##*@}
  if ! is_this_machine; then
    printf 'cannot cancel job %s: it runs on %s\n' "$1" "$host" >&2
    return 1
  fi
  if is_alive "${process%@*}"; then
    targets=("${process%%@*}")
  else
    while IFS= read -r process; do
      if is_alive "$process"; then targets+=("${process%%@*}"); fi
    done < <(list_workers "$1")
  fi
  [[ ${#targets[@]} -eq 0 ]] || kill -s TERM "${targets[@]}" 2>/dev/null || true
  printf 'cancelled\t1\t%s\n' "$1"
}

# On the machine: prints new lines of the journals. Standard input contains, line by line, how many bytes of each journal are known. A
# journal only grows, so the rest is enough. Each line gets a prefix, which is = for an unterminated last line.
print_records() {
  local size name known
  printf 'records\n'
  while IFS=$'\t' read -r name known size; do
    printf 'journal\t%s\t%s\t%s\n' "$name" "$known" "$size"
    {
      # It may have grown again.
      tail -c "+$((known + 1))" "state/$name" | head -c "$((size - known))" || true
      printf '/\n'
    } | LC_ALL=C awk '
      NR > 1 { print "+" line }
      { line = $0 }
      END { print "=" substr(line, 1, length(line) - 1) }
    '
  done < <(list_grown)
}

# Prints name, known bytes and size of each journal that has grown.
list_grown() {
  local journals=(state/*_*.tsv)
  [[ -e ${journals[0]} ]] || return 0
  # With one file, wc prints no total.
  { cat && printf '/\n' && wc -c -- "${journals[@]}"; } | LC_ALL=C awk -v OFS='\t' '
    $0 == "/" {
      in_sizes = 1
      next
    }
    { sub(/^state\//, "", $2) }
    !in_sizes {
      known[$2] = $1
      next
    }
    $2 ~ /^[A-Za-z0-9._-]+\.tsv$/ && $1 + 0 > known[$2] + 0 { print $2, known[$2] + 0, $1 }
  '
}

# On this side: asks the machine over one connection, which also fetches the records. The answer is cached for the next caller.
answer_here() {
  local code=0 asked
  require_tools awk cat date grep mkdir mktemp mv rm sed ssh wc
  name_remote_sweep
  if [[ $mode == list ]] && read_kept remote state/submissions.tsv; then return "$kept_code"; fi
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  prepare_ssh
  asked=$(date +%s)
  case $mode in
    cancel) run_there cancel ${jobs[@]+"${jobs[@]}"} </dev/null >"$folder/answer" || true ;;
    ended) run_there ended ${jobs[@]+"${jobs[@]}"} </dev/null >"$folder/answer" || true ;;
    *) list_known | run_there records >"$folder/answer" || true ;;
  esac
  read_answer || code=$?
  if [[ $code -eq 75 ]]; then
    printf '%s: %s is not responding\n' "${0##*/}" "$remote_host" >&2
  elif [[ $mode == cancel ]]; then
    note_cancelled
  fi
  [[ $mode != list ]] || keep_rows remote "$(date +%s)" "$code"
  # The answer is new, whatever the machine's clock shows.
  awk -F '\t' -v OFS='\t' -v asked="$asked" '$1 == "answered" { $3 = asked } { print }' "$folder/rows"
  return "$code"
}

# Prints how many bytes of each journal are here.
list_known() {
  local journals=(state/*_*.tsv)
  [[ ! -e ${journals[0]} ]] || wc -c -- "${journals[@]}"
}

note_cancelled() {
  local number
  while IFS=$'\t' read -r _ _ number; do
    printf 'remote\tcancelled\t%s\t-\t%s\t-\t-\t-\n' "$(date +%Y-%m-%dT%H:%M:%S)" "$number" >>state/submissions.tsv ||
      printf 'cannot write state/submissions.tsv\n' >&2
  done < <(grep '^cancelled' "$folder/rows" || true)
}

# On this side: writes the machine's answer about jobs into rows, and appends new lines to the journals. Fails with 75 if there is no
# answer, or only part of one: then nothing is changed.
read_answer() {
  local name known size code
  mkdir "$folder/new" || die 'cannot write a temporary file'
  : >"$folder/rows"
  code=$(LC_ALL=C FOLDER=$folder awk -F '\t' -v OFS='\t' -v asked="$asked" '
    !begun {
      begun = /hsm-answer$/
      next
    }
    /^hsm-done [0-9]+$/ {
      print substr($0, 10)
      exit
    }
    $0 == "" { next }
    $0 == "records" {
      in_records = 1
      next
    }
    !in_records {
      # A cached answer must not look newer than it is if the clock of the machine is fast.
      if ($1 == "answered" && $3 + 0 > asked + 0) $3 = asked
      print >(ENVIRON["FOLDER"] "/rows")
      next
    }
    $1 == "journal" {
      if (file != "") close(file)
      file = ""
      # Accepts only valid journal names.
      if ($2 !~ /^[A-Za-z0-9._-]+_[A-Za-z0-9._-]*\.tsv$/ || $2 ~ /^\./ || $3 !~ /^[0-9]+$/ || $4 !~ /^[0-9]+$/) next
      file = ENVIRON["FOLDER"] "/new/" $2
      print $2 "\t" $3 "\t" $4 >(ENVIRON["FOLDER"] "/list")
      printf "" >file
      next
    }
    file == "" { next }
    /^\+/ { print substr($0, 2) >file }
    /^=/ { printf "%s", substr($0, 2) >file }
  ' "$folder/answer") || code=''
  is_number "$code" || return 75
  [[ ! -e $folder/list ]] || while IFS=$'\t' read -r name known size; do
    add_records
  done <"$folder/list"
  return "$code"
}

# A journal is replaced atomically by a longer one; another process that fetches records at the same time writes the same.
add_records() {
  local journal=state/$name now=0
  [[ ! -e $journal ]] || now=$(wc -c <"$journal")
  [[ $((now)) -eq $known ]] || return 0
  mkdir -p state || die "cannot write to $sweep_dir"
  {
    [[ ! -e $journal ]] || head -c "$known" "$journal"
    cat "$folder/new/$name"
  } >"state/.$name.$$" || die "cannot write to $sweep_dir/state"
  if [[ $(wc -c <"state/.$name.$$") -eq $size ]]; then
    mv -f -- "state/.$name.$$" "$journal"
  else
    rm -f -- "state/.$name.$$"
  fi
}

main() {
  local directory result=0
  parse_options "$@"
  for directory in ${directories[@]+"${directories[@]}"}; do
    # Each sweep has its own list of machines.
    "$BASH" -p "$directory/scripts/queue-remote.sh" ${max_age:+--max-age "$max_age"} || result=$?
  done
  [[ ${#directories[@]} -eq 0 ]] || return "$result"
  locate_sweep
  sweep_id=${sweep_dir##*/}
  if is_there; then
    answer_there
  else
    answer_here
  fi
}

main "$@"
exit $?
