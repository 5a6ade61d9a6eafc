#!/bin/bash -p
# Runs this sweep on another machine.
#
#   remote.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 90m] [--throttle N] [--lost HOST]
#             [--memory 64G] [--cpus N] [--gpus-per-task N] [--partition NAME] [--qos NAME] [--account NAME]
#             [--dry-run]                      push and start, and return at once
#   remote.sh run [same options]               push, start, show the progress, pull; Ctrl-C does not stop the tasks
#   remote.sh push                             send the scripts, and the code if it has changed
#   remote.sh start [same options]             start the tasks with the last push
#   remote.sh follow                           reattach to an interrupted run: show the progress until the end, then pull
#   remote.sh status                           show the state of the tasks, like status.sh
#   remote.sh logs [--follow]                  show the driver's log from the machine
#   remote.sh pull                             fetch new and changed results
#   remote.sh stop                             stop the tasks, like cancel.sh
#   remote.sh clean [--force]                  remove the sweep from the machine, if nothing is running and all results were pulled
#
#     --only 1,5-8     only these tasks; with @FILE, those listed in a file
#     --where WORDS    only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --failed         only tasks that failed or timed out
#     --missing        only tasks that never ran, were cancelled or lost
#     --timeout-only   only tasks that timed out
#     --walltime 90m   stop a task that runs longer
#     --memory 64G     memory per task, instead of the sweep's; likewise the other options on that line
#     --throttle N     at most N tasks at a time; same as --jobs
#     --lost HOST      treat unfinished tasks of HOST as lost, because the host is gone
#     --dry-run        show which tasks would run, without running them
#
#   The machine needs bash, an SSH server and rsync or tar; this side needs ssh with a key that works without a
#   prompt. status.sh, errors.sh, resume.sh, cancel.sh and collect.sh work as with any other sweep.
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
readonly task_count=18
# The machine, by its name for ssh, with port and key unless the SSH configuration sets them.
readonly remote_host=blossom.example.com ssh_port='' ssh_key=''
# The directory on the machine for code and sweeps.
readonly remote_root=\~/hsm
# The script that the machine runs.
readonly there_script=remote-there.sh
# The backend that starts the tasks there: local, or a scheduler.
readonly backend=local
# The machine gets the journals of tasks that ran elsewhere.
readonly sends_journals=yes
# Code that is sent although git ignores it, and code that is not sent.
readonly code_included=()
readonly code_excluded=()
# A directory on the machine that contains the code; empty if a copy of this project is sent.
readonly workdir=''
# How many tasks run at a time, unless --jobs is given; empty for one per core.
readonly max_jobs=''
# Which results are pulled, as rsync patterns, and up to which size; empty for all.
readonly pull_patterns=()
readonly pull_max_size=''
# From the sweep directory to the project root; HSM_PROJECT_DIR overrides it.
readonly project_path=../../..

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

# Shows what the script is waiting for, in a line that the next output overwrites; only on a terminal.
show_step() { # <text>
  [[ ! -t 2 || ${TERM-} == dumb ]] || printf '\r\033[K%s ...\r' "$1" >&2
}

clear_step() {
  [[ ! -t 2 || ${TERM-} == dumb ]] || printf '\r\033[K' >&2
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

# Sets ranges to the tasks of a list, sorted and without overlap: one line "range FROM TO" per range, tab-separated. A list is
# 1,5-8, or @FILE: such a file contains lists separated by commas, blanks or line breaks, with comments after #, and may be longer
# than a command line allows. NAME=VALUE means the tasks that select.sh lists.
read_task_list() { # <list>
  local file=${1#@} scripts=. selected
  case $1 in
    @*)
      [[ -r $file && ! -d $file ]] || usage_error "cannot read the list of tasks $file"
      ranges=$(parse_task_list <"$file")
      ;;
    *=*)
      [[ ${BASH_SOURCE[0]} != */* ]] || scripts=${BASH_SOURCE[0]%/*}
      selected=$("$BASH" -p "$scripts/select.sh" "$1") || exit 2
      ranges=$(parse_task_list <<<"$selected")
      ;;
    *[!0-9,-]*) usage_error "invalid list of tasks: $1 (example: 1,5-8)" ;;
    *) ranges=$(parse_task_list <<<"$1") ;;
  esac
  case $ranges in
    '') usage_error "empty list of tasks: $1" ;;
    wrong*) usage_error "invalid list of tasks: ${ranges#*$'\t'} (example: 1,5-8)" ;;
    *) ;;
  esac
}

parse_task_list() {
  LC_ALL=C awk '
    {
      sub(/#.*/, "")
      gsub(/[, \t\r]+/, " ")
      words = split($0, word, " ")
      for (i = 1; i <= words; i++) {
        bounds = split(word[i], bound, "-")
        # Busybox would read 010 as 8.
        sub(/^0+/, "", bound[1])
        if (bounds > 1) sub(/^0+/, "", bound[bounds])
        if (word[i] !~ /^[0-9]+(-[0-9]+)?$/ || length(bound[1]) > 15 || length(bound[bounds]) > 15) {
          gsub(/[^!-~]/, "?", word[i])
          wrong = substr(word[i], 1, 40)
          exit
        }
        if (bound[1] + 0 <= bound[bounds] + 0) printf "%.0f\t%.0f\n", bound[1], bound[bounds]
      }
    }
    END { if (wrong != "") print "wrong\t" wrong }
  ' | LC_ALL=C sort -n | LC_ALL=C awk -F '\t' '
    function end_range() {
      if (any) printf "range\t%.0f\t%.0f\n", from, to
      any = 0
    }
    # Lines that are not numbers sort first.
    $1 == "wrong" {
      print
      wrong = 1
      any = 0
    }
    wrong { next }
    !any || $1 > to + 1 {
      end_range()
      any = 1
      from = $1 + 0
      to = $2 + 0
    }
    $2 + 0 > to { to = $2 + 0 }
    END { end_range() }
  '
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

# Like try_there, but retries once and then exits if there is still no answer. Verbs called this way must be safe to repeat, and
# read no input.
ask_there() { # <verb> [<argument>…]
  ask_with /dev/null "$@"
}

# Like ask_there, with input from a file.
ask_with() { # <file> <verb> [<argument>…]
  local code=0
  show_step "waiting for $remote_host"
  try_there "${@:2}" <"$1" || code=$?
  if [[ $code -eq 75 ]]; then
    code=0
    try_there "${@:2}" <"$1" || code=$?
  fi
  clear_step
  [[ $code -ne 75 ]] || die "$remote_host is not responding"
  return "$code"
}

# Prints the values of a key in an answer, whose lines are a key, a tab and a value.
answer_of() { # <key>
  local line
  while IFS= read -r line; do
    [[ $line != "$1"$'\t'* ]] || printf '%s\n' "${line#"$1"$'\t'}"
  done <<<"$answer"
}

# Sets verb and its options.
parse_options() {
  verb=submit selection=() resource_words=() only='' jobs='' walltime='' dry_run='' follow='' force=''
  case ${1-} in
    push | start | follow | status | logs | pull | stop | clean | run)
      verb=$1
      shift
      ;;
    '' | -*) ;;
    *) usage_error "no such verb: $1" ;;
  esac
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing | --timeout-only) selection+=("$1") ;;
      --dry-run) dry_run=yes ;;
      --follow) follow=yes ;;
      --force) force=yes ;;
      --only | --where | --lost | --walltime | --jobs | --throttle | \
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
    --only | --where)
      # Before entering the sweep directory, because the path of a list is relative to the caller's directory.
      read_task_list "$2"
      only=$(awk '{ print ($2 == $3 ? $2 : $2 "-" $3) }' <<<"$ranges")
      ;;
    --lost) selection+=("$1" "$2") ;;
    --walltime) walltime=$2 ;;
    # The driver there knows what its scheduler accepts.
    --memory | --cpus | --gpus-per-task | --partition | --qos | --account) resource_words+=("$1" "$2") ;;
    *)
      is_number "$2" || usage_error "invalid number of jobs: $2"
      jobs=$2
      ;;
  esac
}

# The output of --dry-run: the tasks that would run, as far as is known here.
show_tasks() {
  local words=(${selection[@]+"${selection[@]}"}) tasks
  [[ ${#words[@]} -eq 0 ]] || words=("${words[@]/#--timeout-only/--timeout}")
  [[ -z $only ]] || words+=(--only "${only//$'\n'/,}")
  tasks=$("$BASH" -p scripts/status.sh --todo ${words[@]+"${words[@]}"} | join_ranges) || die 'cannot determine the remaining tasks'
  if [[ -n $tasks ]]; then
    printf 'would run tasks %s on %s\n' "$tasks" "$remote_host"
  else
    printf 'nothing to do: every selected task is completed or running\n'
  fi
}

# Asks the machine, once, for everything that a push needs to know. Sets with_rsync, with_tar and answer.
look() {
  local free
  ask_there look "$(cksum <MANIFEST.sha256)" || exit 1
  find_rsync
  with_tar=''
  [[ -z $(answer_of tar) ]] || ! command -v tar >/dev/null || with_tar=yes
  [[ -n $with_rsync || -n $with_tar ]] || die "neither rsync nor tar on $remote_host: install rsync there"
  # rsync would mistake output of a start-up file for its own protocol.
  if [[ -n $noise && -n $with_rsync ]]; then
    die "the login shell on $remote_host prints text when it starts, which breaks rsync: ${noise//[[:cntrl:]]/ }
Make its start-up file print only on a terminal: [ -t 1 ] && …"
  fi
  free=$(answer_of free)
  if is_number "$free" && [[ $free -lt 10240 ]]; then
    die "less than 10 MB free on $remote_host in $remote_root"
  fi
}

# Sets with_rsync if the machine has rsync, according to the answer.
find_rsync() {
  with_rsync=''
  [[ -z $(answer_of rsync) ]] || ! command -v rsync >/dev/null || with_rsync=yes
}

# A snapshot of the code is named after its content, so that it is sent once and never changes while tasks run in it.

enter_project() {
  project_dir=${HSM_PROJECT_DIR:-$sweep_dir/$project_path}
  project_dir=$(cd -- "$project_dir" 2>/dev/null && pwd) || die "no project at $project_dir: set HSM_PROJECT_DIR to the project root"
  # The outputs of sweeps are not code.
  outputs=${sweep_dir%/*}
  outputs=${outputs#"$project_dir"/}
  [[ $outputs != /* ]] || outputs=''
}

# Sets code_name; git_paths, which is empty outside git; and code_folder, which holds the other files.
name_code() {
  enter_project
  code_folder=$folder
  mkdir "$folder/objects" || die 'cannot create a temporary directory'
  git_paths=$(find_git_paths) || exit
  if [[ -n $git_paths ]]; then
    name_git_code
  else
    name_plain_code
  fi
}

# Lists the files of the code, NUL-terminated, and sets code_lines to the number of lines that one line per file takes.
list_code() {
  local submodules=0
  if [[ -z $git_paths ]]; then
    cp -- "$code_folder/files" "$folder/code" || die "cannot list the code of $project_dir"
  else
    read -r submodules < <(list_git_code) || die "cannot list the code of $project_dir"
  fi
  if [[ $submodules -gt 0 ]]; then
    printf '%s: submodules are not copied\n' "${0##*/}" >&2
    leave_out_directories
  fi
  # A file name may contain line breaks.
  code_lines=$(($(tr -cd '\000\n' <"$folder/code" | wc -c)))
  [[ $code_lines -gt 0 ]] || die "no code in $project_dir"
}

# Git lists submodules as if they were files.
leave_out_directories() {
  local path
  while IFS= read -r -d '' path; do
    [[ -d $project_dir/$path && ! -L $project_dir/$path ]] || printf '%s\0' "$path"
  done <"$folder/code" >"$folder/code-files"
  mv -f -- "$folder/code-files" "$folder/code" || die 'cannot write a temporary file'
}

# A snapshot is named after its content. If a file changed while the code was being copied, its copied content is unknown, so
# the snapshot gets a unique name.
check_sent() { # <copied file>…
  local file
  if [[ -n $git_paths ]]; then
    file=$(list_git_changes "$@")
  else
    file=$(cd -- "$project_dir" && find_plain_code -newer "$code_folder/begun" -print)
  fi
  [[ -n $file ]] || return 0
  printf '%s: %s changed while the code was being copied, so no other sweep shares this copy\n' "${0##*/}" "${file%%$'\n'*}" >&2
  tree=$code_name.$(date +%s)
}

# Names the code in the background; use_code_name waits for it.
name_code_meanwhile() {
  (
    trap - EXIT
    name_code
    printf '%s\n' "$code_name" "$git_paths" >"$folder/code-name"
  ) &
  naming=$!
}

use_code_name() {
  wait "$naming" || exit 1
  enter_project
  code_folder=$folder
  {
    IFS= read -r code_name
    git_paths=$(cat)
  } <"$folder/code-name"
}

# Prints the paths of the index, the objects and a directory for our own data, and where in the work tree the project is; nothing
# outside a git work tree. Ends the script if git cannot read the repository: files that git ignores must not become code.
find_git_paths() {
  local paths
  cd -- "$project_dir" || exit
  if ! command -v git >/dev/null; then
    ! is_below_repository ||
      printf '%s: git is not installed, so files that git would ignore count as code too\n' "${0##*/}" >&2
  elif paths=$(ask_for_paths 2>"$folder/git-said"); then
    [[ $paths != true$'\n'* ]] || printf '%s' "${paths#*$'\n'}"
  elif ! grep -q 'not a git repository (or any' "$folder/git-said"; then
    cat "$folder/git-said" >&2
    die "git cannot read the repository of $project_dir, so it is unknown which files are code"
  fi
}

ask_for_paths() {
  LC_ALL=C git rev-parse --is-inside-work-tree --git-path index --git-path objects --git-path hsm --show-prefix
}

is_below_repository() {
  local at=$project_dir
  while [[ -n $at ]]; do
    [[ ! -e $at/.git ]] || return 0
    at=${at%/*}
  done
  return 1
}

# Sets own_index, own_objects, kept and prefix, and enters the project.
enter_work_tree() {
  cd -- "$project_dir" || exit
  {
    IFS= read -r own_index
    IFS= read -r own_objects
    IFS= read -r kept
    IFS= read -r prefix || true
  } <<<"$git_paths"
  own_objects=$(cd -- "$own_objects" && pwd) || exit
  objects=$code_folder/objects
}

# The index and objects are written next to the repository's own, which stay untouched.
git_apart() { # <argument of git>…
  GIT_ALTERNATE_OBJECT_DIRECTORIES=$own_objects:$code_folder/objects GIT_INDEX_FILE=$code_folder/index GIT_OBJECT_DIRECTORY=$objects \
    git -c core.sparseCheckout=false "$@"
}

# The code is what git would commit with everything added: tracked files, and new files that are not ignored.
name_git_code() {
  code_name=$(
    enter_work_tree
    [[ ! -e $own_index ]] || cp -p "$own_index" "$code_folder/index" || exit
    [[ -z $outputs ]] || git ls-files -- "$outputs" >"$code_folder/tracked-outputs" &
    unmark_files && fill_index && wait "$!" && empty_index || exit
    name_kept_tree || name_tree
  ) || die "git cannot list the code of $project_dir"
}

name_tree() {
  git_apart write-tree --missing-ok --prefix="$prefix"
}

# Fails in a repository that this user may not write to.
name_kept_tree() (
  keep_trees
  name_tree 2>/dev/null
)

# Files that git is told not to look at, by assume-unchanged, skip-worktree or a sparse checkout, count as they are in the project.
unmark_files() {
  local marked path
  marked=$(git_apart ls-files -v -z | tr '\000\n' '\n\000' | LC_ALL=C grep -a '^[a-zS] ' | tr '\000' '\001') || return 0
  : >"$code_folder/unmarked" && : >"$code_folder/absent" || return
  while IFS= read -r path; do
    path=${path#? } path=${path//$'\001'/$'\n'}
    if [[ -e $path || -L $path ]]; then
      printf '%s\0' "$path" >&3
    else
      printf '%s\0' "$path" >&4
    fi
  done <<<"$marked" 3>"$code_folder/unmarked" 4>"$code_folder/absent" || return
  git_apart update-index --no-skip-worktree -z --stdin <"$code_folder/unmarked" &&
    git_apart update-index --no-assume-unchanged -z --stdin <"$code_folder/unmarked" &&
    git_apart update-index --force-remove -z --stdin <"$code_folder/absent"
}

fill_index() {
  # Files that are ignored already must not be excluded again.
  if [[ -z $outputs ]] || git check-ignore --quiet -- "$outputs"; then
    git_apart add --all -- . || return
  else
    git_apart add --all -- . ":(exclude)$outputs" || return
  fi
  [[ ${#code_included[@]} -eq 0 ]] || git_apart add --force -- ${code_included[@]+"${code_included[@]}"}
}

# Removes tracked files that do not count as code.
empty_index() {
  set -- ${code_excluded[@]+"${code_excluded[@]}"}
  [[ ! -s $code_folder/tracked-outputs ]] || set -- "$outputs" "$@"
  [[ $# -eq 0 ]] || git_apart rm -r --cached --quiet --ignore-unmatch -- "$@"
}

# Lists the files, and prints the number of submodules among them.
list_git_code() {
  enter_work_tree
  git_apart ls-files -z >"$folder/code" || exit
  git_apart ls-files --stage | awk '
    /^160000/ { count++ }
    END { print count + 0 }
  '
}

# Prints which of the given files changed after the code was named.
list_git_changes() { # <file>…
  enter_work_tree
  git_apart --literal-pathspecs diff-files --name-only --ignore-submodules=all -- "$@"
}

# The trees of sent snapshots stay in the repository, without the files, so that the next push can compare with them.
keep_trees() {
  if [[ -d $kept/trees ]] || mkdir -p -- "$kept/trees" 2>/dev/null; then objects=$(cd -- "$kept/trees" && pwd); fi
}

# Sets changed to files that are new or different since a snapshot, and gone to files of the snapshot that are different or
# deleted. Fails if the snapshot is unknown here, or if so much changed that sending everything is as cheap.
list_changes() { # <snapshot>
  local status path
  changed=() gone=()
  (
    enter_work_tree
    keep_trees
    git_apart diff-tree -r -z --no-renames --name-status "$1" "$code_name"
  ) >"$folder/changes" 2>/dev/null || return
  while IFS= read -r -d '' status && IFS= read -r -d '' path; do
    [[ $status == D || (-d $project_dir/$path && ! -L $project_dir/$path) ]] || changed+=("$path")
    [[ $status == A ]] || gone+=("$path")
    [[ ${#changed[@]} -le 1000 && ${#gone[@]} -le 1000 ]] || return 1
  done <"$folder/changes"
}

# Outside git: all files, except caches and environments and what the settings exclude.
name_plain_code() {
  local digest=(cksum)
  require_tools find sort xargs
  ! command -v sha256sum >/dev/null || digest=(sha256sum)
  : >"$folder/begun"
  code_name=$(
    cd -- "$project_dir" || exit
    find_plain_code -print0 >"$folder/files" || exit
    {
      find_plain_code -type f -print0 | xargs -0 "${digest[@]}"
      # Names and link targets.
      find_plain_code -type l -exec ls -l {} + | awk '{ print substr($0, index($0, " ./")) }'
    } | LC_ALL=C sort | "${digest[@]}"
  ) || die "cannot read all files of $project_dir"
  code_name=plain-${code_name%%[!0-9a-f]*}
}

# Runs the given find actions on each file of the code.
find_plain_code() { # <word of find>…
  local pattern words=(-name .git -o -name .hg -o -name __pycache__ -o -name .venv -o -name node_modules)
  [[ -z $outputs ]] || words+=(-o -path "./$outputs")
  for pattern in ${code_excluded[@]+"${code_excluded[@]}"}; do
    pattern=${pattern%/}
    case $pattern in
      */*) words+=(-o -path "./${pattern#/}") ;;
      *) words+=(-o -name "$pattern") ;;
    esac
  done
  find . \( "${words[@]}" \) -prune -o \( -type f -o -type l \) "$@"
}

# Sets base to the machine's latest snapshot that the new one can be made from, and changed and gone to the differences.
find_base() {
  [[ -n $git_paths ]] || return
  # An interrupted transfer continues the way it began.
  [[ $'\n'$snapshots$'\n' != *$'\n'".$code_name.part"$'\n'* ]] || return
  while IFS= read -r base; do
    if [[ $base == [!.]* ]] && list_changes "$base"; then return; fi
  done <<<"$snapshots"
  base=''
  return 1
}

# Sends files, from a NUL-terminated list, to a directory below the remote root. An interrupted rsync continues where it
# stopped; nothing is ever deleted on the machine.
send() { # <directory here> <list> <directory there> [<option of rsync>…]
  local there=${remote_root#\~/}/$3 words=(rsync --links --perms --times --chmod=go= --partial --from0 --files-from="$2")
  if [[ -z $with_rsync ]]; then
    send_archive "$1" "$2" "$3"
    return
  fi
  if [[ -t 2 ]] && rsync --help 2>&1 | grep -q -e --info=; then words+=(--info=progress2); fi
  "${words[@]}" "${@:4}" -e "$(rsync_shell)" --rsync-path="$(rsync_there)" "$1/" "$remote_host:$there/" >&2
}

# The same, as an archive. Many small files take half as long this way; whatever arrives before the connection breaks stays.
send_archive() { # <directory here> <list> <directory there>
  if [[ -t 2 ]]; then
    { pack_files "$1" "$2" -v 2>&1 >&3 | count_files "$(tr -cd '\000' <"$2" | wc -c)" >&2; } 3>&1
  else
    pack_files "$1" "$2"
  fi | receive_archive "$3"
}

receive_archive() { # <directory there>
  local text
  text=$(run_there unpack "$1") || true
  [[ $text == *$'\n''hsm-done 0' ]]
}

# Prints an archive of the files in a NUL-terminated list.
pack_files() { # <directory> <list> [<option of tar, such as another -T>]…
  cd -- "$1" && tar -cf - --no-recursion --null -T "$2" "${@:3}"
}

# Shows how many files have been sent, by the names that tar prints. Its other messages pass through.
count_files() { # <how many>
  awk -v all="$1" '
    /^tar: / {
      print
      next
    }
    ++count % 100 == 0 || count == all { printf "\r%d of %d files", count, all }
    END { print "" }
  '
}

# The words of the ssh command, quoted as rsync splits them.
rsync_shell() {
  local word
  for word in "${ssh_words[@]}"; do
    printf "'%s' " "${word//\'/\'\'}"
  done
}

# How the login shell on the machine starts rsync. A path below ~ is relative for it, and a start-up file may have changed the
# directory. This form means the same to every shell.
rsync_there() {
  case $remote_root in
    \~/*) printf 'cd; rsync' ;;
    *) printf 'rsync' ;;
  esac
}

# Sends the code, unless little has changed since a snapshot on the machine: then the changes go along with the scripts.
push_code() {
  printf '%s: sending the code to %s\n' "${0##*/}" "$remote_host" >&2
  if find_base; then
    if [[ -n $with_tar ]] && are_small; then
      code_lines=$((${#changed[@]} - ${#gone[@]}))
      return
    fi
    if ask_there stage "$code_name" "$base" yes ${gone[@]+"${gone[@]}"} && [[ -z $(answer_of unstaged) ]]; then
      base=''
      list_code
      printf '%s\0' "${changed[@]}" >"$folder/changed"
      send "$project_dir" "$folder/changed" "code/.$code_name.part" || die 'sending the code failed; the next push continues from here'
      check_sent .
      return
    fi
  fi
  push_all_code
}

# rsync finds out what it can resume or share.
push_all_code() {
  local snapshot part=code/.$code_name.part words=()
  base=''
  list_code
  while IFS= read -r snapshot; do
    [[ $snapshot != [!.]* || ${#words[@]} -ge 3 ]] || words+=("--link-dest=../$snapshot")
  done <<<"$snapshots"
  if [[ -z $snapshots && -n $with_tar ]]; then
    send_archive "$project_dir" "$folder/code" "$part"
  else
    send "$project_dir" "$folder/code" "$part" ${words[@]+"${words[@]}"}
  fi || die 'sending the code failed; the next push continues from here'
  check_sent .
}

# An archive is sent again in full if the connection breaks, so it should be small.
are_small() {
  local size
  [[ ${#changed[@]} -gt 0 ]] || return 0
  # The last line is the total.
  size=$(cd -- "$project_dir" && wc -c -- "${changed[@]}" 2>/dev/null) || true
  read -r size _ <<<"${size##*$'\n'}"
  is_number "$size" && [[ $size -lt 4000000 ]]
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

# Sends the code, unless the machine has it, and the scripts, and makes the machine use them.
push() {
  local tree='' naming='' code_lines='' base='' changed=() gone=() looked snapshots
  [[ -n $workdir || -n $code_name ]] || name_code_meanwhile
  look
  prepare_archive
  if [[ -n $naming ]]; then
    use_code_name
    start_record "$(date +%Y%m%d-%H%M%S)-$$" remote "$code_name"
  fi
  [[ -n $workdir ]] || tree=$code_name
  if [[ $(answer_of sweep) == other && $(answer_of running) != 0 ]]; then
    die "tasks of another build of this sweep are running on $remote_host: wait for them, or stop them"
  fi
  looked=$answer
  snapshots=$(answer_of code)
  if [[ -n $tree && $'\n'$snapshots$'\n' != *$'\n'"$tree"$'\n'* ]]; then push_code; fi
  answer=$looked
  [[ -z $sends_journals ]] || push_journals
  push_rest
}

# Creates a local copy of the root's layout, and a NUL-terminated list of the sweep's files to send.
prepare_archive() {
  mkdir -p "$folder/there/code" "$folder/there/sweeps/$key" || die 'cannot create a temporary directory'
  : >"$folder/sweep"
  [[ $(answer_of sweep) != same ]] || return 0
  ln -s "$sweep_dir" "$folder/there/sweeps/$key/$sweep_id" || die 'cannot create a temporary directory'
  {
    sed 's/^[^ ]*  //' MANIFEST.sha256
    # The manifest comes last, because it shows which build the machine has.
    printf 'submission_summary.txt\nMANIFEST.sha256\n'
  } | sed "s|^|sweeps/$key/$sweep_id/|" | tr '\n' '\0' >"$folder/sweep"
}

# One archive contains everything else: files of the code, and the sweep's files if they differ.
push_rest() {
  local is_packed=''
  if [[ -z $with_tar && -s $folder/sweep ]]; then
    send "$folder/there" "$folder/sweep" . || die 'sending the scripts failed'
  elif [[ -n $base || -s $folder/sweep ]]; then
    is_packed=yes
    (pack_rest) >"$folder/archive" || die 'cannot pack the scripts'
    [[ ${#changed[@]} -eq 0 || -z $base ]] || check_sent "${changed[@]}"
  else
    : >"$folder/archive"
  fi
  ask_with "$folder/archive" keep "$tree" "$code_lines" "$workdir" "$is_packed" "$base" ${gone[@]+"${gone[@]}"} || exit 1
  # The snapshot that was to be updated has changed.
  if [[ -n $(answer_of unstaged) ]]; then
    push_all_code
    push_rest
  fi
}

pack_rest() {
  local words=()
  if [[ -n $base ]]; then
    ln -s "$project_dir" "$folder/there/code/.$code_name.part" || return
    [[ ${#changed[@]} -eq 0 ]] || printf '%s\0' "${changed[@]/#/code/.$code_name.part/}" >"$folder/changed"
    [[ ${#changed[@]} -eq 0 ]] || words=(-T "$folder/changed")
  fi
  pack_files "$folder/there" "$folder/sweep" ${words[@]+"${words[@]}"}
}

# Tasks that ran elsewhere must not run again there.
push_journals() {
  list_unknown_journals | tr '\n' '\0' >"$folder/journals"
  [[ ! -s $folder/journals ]] || send "$sweep_dir" "$folder/journals" "sweeps/$key/$sweep_id/state/remote/sent" ||
    die 'sending the journals failed'
}

# Prints the journals that are longer here than there. The machine has those it writes itself.
list_unknown_journals() {
  local journals=(state/*_*.tsv)
  [[ -e ${journals[0]} ]] || return 0
  { printf '%s\n/\n' "$answer" && wc -c -- "${journals[@]}"; } | awk '
    $0 == "/" {
      in_sizes = 1
      next
    }
    !in_sizes && $1 == "journal" { there["state/" $2] = $3 }
    in_sizes && $2 ~ /_/ && $1 + 0 > there[$2] + 0 { print $2 }
  '
}

# Requests a start until there is an answer. Each start has a unique name: if the connection breaks before the answer, asking again
# starts nothing twice. Jobs must not be submitted to a scheduler twice.
ask_start() {
  local tries code
  for tries in 1 2 3; do
    code=0
    try_there start "$name" "$backend" ${words[@]+"${words[@]}"} <<<"$only" || code=$?
    [[ $code -eq 75 && $backend == local && $tries -lt 3 ]] || break
  done
  [[ $code -ne 75 ]] || die "$remote_host is not responding: $0 status shows whether the tasks were started"
  return "$code"
}

# Sets job to its number on the machine, or to nothing if a scheduler has it. The machine starts the driver, which first checks that tasks can run there, and returns at once.
start() {
  local name words=(${selection[@]+"${selection[@]}"}) place
  # If this is interrupted, the tasks exist anyway and should be recorded.
  interrupted=''
  trap 'interrupted=yes' INT
  name=$sweep_id-$(date +%Y%m%d%H%M%S)-$$
  if [[ $backend == local ]]; then
    [[ -z ${jobs:-$max_jobs} ]] || words+=(--jobs "${jobs:-$max_jobs}")
  else
    [[ -z $jobs ]] || words+=(--throttle "$jobs")
  fi
  [[ -z $walltime ]] || words+=(--walltime "$walltime")
  words+=(${resource_words[@]+"${resource_words[@]}"})
  ask_start || exit 1
  place=$(answer_of place)
  job=$(answer_of job)
  answer_of said | replace_controls
  [[ $place =~ ^remote(/[A-Za-z0-9._-]+){2}$ ]] || die "$remote_host did not report what it started"
  is_number "${job:-0}" || die "$remote_host did not report what it started"
  mkdir -p state || die "cannot write to $sweep_dir"
  printf '%s\tsubmitted\t%s\t%s\t%s\t0\t-\t-\n' "$place" "$(date +%Y-%m-%dT%H:%M:%S)" "$name" "${job:--}" \
    >>state/submissions.tsv || die 'cannot write state/submissions.tsv'
  rm -f state/queue/remote_* 2>/dev/null || true
  trap 'exit 130' INT
  [[ -z $interrupted ]] || detach
  [[ -z $job ]] || printf 'job %s runs on %s; %s status shows its progress\n' "$job" "$remote_host" "$0"
}

# Pulls results that are new or changed on the machine, but never over newer ones here. status.sh fetches the state.
pull() {
  local there=${remote_root#\~/}/sweeps/$key/$sweep_id recorded words=(rsync --recursive --links --perms --times --update --partial) pattern
  ask_there pulling || exit 1
  if [[ -z $(answer_of there) ]]; then
    printf '%s: no tasks of this sweep were started on %s\n' "${0##*/}" "$remote_host" >&2
    return 0
  fi
  recorded=$(answer_of recorded)
  find_rsync
  if [[ -z $with_rsync ]]; then
    pull_tar
  else
    [[ -z $pull_max_size ]] || words+=(--max-size="$pull_max_size")
    if [[ ${#pull_patterns[@]} -gt 0 ]]; then
      words+=(--prune-empty-dirs --include='*/' --include=command.txt --include=task_info.txt --include=stdout.log --include=stderr.log)
      for pattern in ${pull_patterns[@]+"${pull_patterns[@]}"}; do words+=(--include="$pattern"); done
      words+=(--include='remote_*.log' --exclude='*')
    fi
    if [[ -t 2 ]] && rsync --help 2>&1 | grep -q -e --info=; then words+=(--info=progress2); fi
    "${words[@]}" -e "$(rsync_shell)" --rsync-path="$(rsync_there)" \
      "$remote_host:$there/tasks" "$remote_host:$there/logs" ./ >&2 ||
      die 'not all results arrived; pull again to continue'
  fi
  # follow has already fetched the records.
  [[ $verb != pull ]] || "$BASH" -p scripts/queue-remote.sh >/dev/null || exit 1
  ask_there pulled || exit 1
  pull_provenance
}

# Fetches the provenance records of submissions that have none here yet.
pull_provenance() {
  local record
  while IFS= read -r record; do
    case $record in
      '' | .* | *[!A-Za-z0-9._-]*) continue ;;
      *) ;;
    esac
    [[ ! -e state/provenance/$record.txt ]] || continue
    ask_there show_record "$record" || exit 1
    mkdir -p state/provenance || die "cannot write to $sweep_dir"
    printf '%s\n' "$answer" >"state/provenance/$record.txt" || die "cannot write to $sweep_dir"
  done <<<"$recorded"
}

# After its first line, the answer is an archive of all results.
pull_tar() {
  local line words=(tar -xf -)
  # GNU tar and BSD tar have this option.
  if tar --help 2>&1 | grep -q -e --keep-newer-files; then words+=(--keep-newer-files); fi
  run_there pack </dev/null | {
    while IFS= read -r line && [[ $line != *hsm-answer ]]; do :; done
    "${words[@]}" tasks logs 2>/dev/null
  } || die 'not all results arrived; pull again'
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

# Shows the progress until no task of the sweep runs on the machine. Ctrl-C stops the display, not the tasks.
follow() {
  local code rows='' asked=$task_count begun=$SECONDS done_count=0 failed=0 running=0 before='' columns
  trap detach INT
  # A caller that returns to a run does not know its job yet.
  if [[ -t 1 || -z $job ]]; then look_again; fi
  while [[ -z $rows || $code -ne 0 || $rows == *$'\trunning\t'* || $rows == *$'\tqueued\t'* ]]; do
    wait_there
    look_again
  done
  [[ ! -t 1 ]] || printf '\n'
  trap 'exit 130' INT
}

# Sets rows, and code to non-zero if the machine is not responding and the state is unknown.
look_again() {
  code=0
  rows=$("$BASH" -p scripts/queue-remote.sh 2>"$folder/said") || code=$?
  if [[ -t 1 ]]; then
    show_progress
  else
    cat "$folder/said" >&2
  fi
  if [[ $backend == local && -z $job && $rows == *$'\trunning\t'* ]]; then
    job=${rows%%$'\trunning\t'*}
    job=${job##*:}
  fi
}

show_progress() {
  local line name count _
  read_terminal_width
  while IFS= read -r line; do print_above "$line"; done < <(replace_controls <"$folder/said")
  failed=0
  while IFS=$'\t' read -r name count _; do
    case $name in
      completed) done_count=$count ;;
      failed | timeout | cancelled | lost) failed=$((failed + count)) ;;
      running) running=$count ;;
      *) ;;
    esac
  done < <("$BASH" -p scripts/status.sh --counts)
  before=${before:-$((done_count + failed))}
  draw_bar "$running" "$before"
}

# The tasks outlive this script.
detach() {
  printf '\n%s: the tasks keep running. %s follow shows them again and pulls the results; %s status shows their state, %s stop stops them\n' \
    "${0##*/}" "$0" "$0" "$0" >&2
  exit 130
}

# Waits for the end of the started job, but no longer than the display interval. The machine reports the end at once, so a short
# sweep takes no longer than necessary.
wait_there() {
  local seconds=5
  [[ ! -t 1 ]] || seconds=2
  if [[ -n $job ]] && try_there wait_for "$job" "$seconds" </dev/null && [[ -n $(answer_of waited) ]]; then return 0; fi
  [[ -z $rows ]] || sleep "$seconds"
}

report_end() {
  local completed
  completed=$("$BASH" -p scripts/status.sh --completed)
  printf '%d of %d tasks completed\n' "$completed" "$task_count"
  [[ $completed -eq $task_count ]]
}

# Prints the drivers' logs from the machine, and with --follow the latest log as it grows.
logs() {
  local name known
  ask_there log || exit 1
  while IFS=$'\t' read -r name known <<<"$answer" && [[ -n $name ]]; do
    [[ $answer != *$'\n'* ]] || printf '%s\n' "${answer#*$'\n'}" | replace_controls
    if [[ -z $follow ]] || ! is_number "$known"; then break; fi
    sleep 2
    ask_there log "$name" "$known" || exit 1
  done
}

# Removes the sweep from the machine, and code that no sweep there uses. Keeps running tasks and results that were not pulled.
clean() {
  ask_there clean "$force" "${pull_max_size}${pull_patterns[*]-}" || exit 1
  answer_of said | replace_controls
}

main() {
  parse_options "$@"
  require_tools awk cat cksum date grep mkdir mktemp mv rm sed ssh tr wc
  locate_sweep
  name_remote_sweep
  code_name='' job='' recorder=''
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  prepare_ssh
  case $verb in
    submit)
      [[ -z $dry_run ]] || { show_tasks && return 0; }
      push
      start
      await_record
      ;;
    run)
      push
      start
      follow
      pull
      report_end
      ;;
    follow)
      follow
      pull
      report_end
      ;;
    status) "$BASH" -p scripts/status.sh ;;
    stop) "$BASH" -p scripts/cancel.sh -y ;;
    *) "$verb" ;;
  esac
}

main "$@"
exit $?
