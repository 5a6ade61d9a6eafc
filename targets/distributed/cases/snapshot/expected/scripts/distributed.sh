#!/bin/bash -p
# Distributes this sweep across machines.
#
#   distributed.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 90m] [--retries N] [--lost MACHINE]
#                  [--patience SECONDS] [--no-progress] [--detach] [--dry-run]
#
#     --only 1,5-8     only these tasks; with @FILE, those listed in a file
#     --where WORDS    only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --failed         only tasks that failed or timed out
#     --missing        only tasks that never ran, were cancelled or lost
#     --timeout-only   only tasks that timed out
#     --walltime 90m   stop a task that runs longer; same as --timeout
#     --retries N      rerun a failed task up to N times
#     --lost MACHINE   run this machine's tasks elsewhere, because it is gone
#     --patience N     seconds of silence after which a machine counts as lost
#     --no-progress    one line per task instead of a progress bar
#     --detach         keep running after this shell exits
#     --dry-run        show which tasks would run, without running them
#
#   Sends the sweep to each machine once and gives it as many tasks at a time as configured. The tasks keep running when
#   this script ends for any reason; if started again, it waits for them and collects their results.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 fce58b06317d862a642da5e1ff24605c180a59303bb4afbee3e14ea514bb7e48).
# To change it, edit that file and run: hsm build

# Some variables are set in one function and used in another.
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
# How many tasks each machine runs at a time, and this one.
readonly machine_jobs=(2 1 4) local_jobs=1
# The GPUs that tasks share on each machine, as 0,1, and how many GPUs a task gets.
readonly machine_gpus=('0,1' '' '') gpus_per_task=1
# Seconds of silence after which a machine counts as lost.
readonly default_patience=600
# Code that is sent although git ignores it, and code that is not sent.
readonly code_included=()
readonly code_excluded=('*.ckpt')
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

# Sets selection to the options that select tasks for local.sh, and lost to the machines that are gone.
parse_options() {
  selection=() only=() passed=() lost='' dry_run='' is_detached='' patience=$default_patience words=("$@") stopped='' called_from=$PWD
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing | --timeout-only) selection+=("$1") ;;
      --no-progress) passed+=("$1") ;;
      --dry-run) dry_run=yes ;;
      --detach) is_detached=yes ;;
      --only | --where | --lost | --walltime | --timeout | --retries | --patience | \
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
      locate_list "$2"
      only=(--only "$list")
      ;;
    --lost)
      selection+=("$1" "$2")
      lost+=$2$'\n'
      ;;
    --memory | --cpus | --gpus-per-task | --partition | --qos | --account)
      usage_error "$1 needs a scheduler; the settings of each machine set how many tasks it runs at a time"
      ;;
    --patience)
      is_number "$2" || usage_error "--patience needs a number of seconds, not $2"
      patience=$((10#$2))
      ;;
    *) passed+=("$1" "$2") ;;
  esac
}

# Starts this script again in its own session, which outlives this one.
detach_launcher() {
  local log words_left=() word command=(setsid)
  command -v setsid >/dev/null || command=(nohup)
  for word in "${words[@]}"; do
    [[ $word == --detach ]] || words_left+=("$word")
  done
  mkdir -p logs || die "cannot write to $sweep_dir"
  log=logs/distributed_$(date +%Y%m%d-%H%M%S)_$$.log
  # The path of a list in --only is relative to the caller's directory.
  (
    cd -- "$called_from" || exit
    exec "${command[@]}" "$BASH" -p "$sweep_dir/scripts/distributed.sh" --no-progress ${words_left[@]+"${words_left[@]}"} \
      </dev/null >"$sweep_dir/$log" 2>&1
  ) &
  printf 'process %s distributes the tasks; its log is %s, and %s shows the progress\n' "$!" "$sweep_dir/$log" "$sweep_dir/scripts/status.sh"
}

# Sends the sweep to all machines at once, and writes the slots of those that are ready into a file, HSM_SLOTS, one per launcher. Its
# lines are a slot's number, its machine, the place and number by which the machine knows it, and its GPUs. Slots of this machine
# have - in the other fields.
prepare_machines() {
  local at pids=() names=() places=() ready=()
  left_out=()
  mkdir -p state/distributed || die "cannot write to $sweep_dir"
  printf '%s\n' "$patience" >state/distributed/patience || die "cannot write to $sweep_dir"
  printf '%s' "$lost" >state/distributed/lost || die "cannot write to $sweep_dir"
  name_all_code
  for ((at = 0; at < ${#machine_names[@]}; at++)); do
    if is_lost "${machine_names[at]}"; then continue; fi
    prepare_machine "$at" >"$folder/ready.$at" 2>"$folder/said.$at" &
    pids[at]=$!
  done
  for at in ${pids[@]+"${!pids[@]}"}; do
    if wait "${pids[at]}" && [[ -s $folder/ready.$at ]]; then
      ready+=("$at")
      places[at]=$(<"$folder/ready.$at")
      printf '%s\t%s\n' "${machine_names[at]}" "${places[at]}" >>state/distributed/places || die "cannot write to $sweep_dir"
    else
      left_out+=("$at")
      printf 'skipping %s:\n' "${machine_names[at]}" >&2
    fi
    replace_controls <"$folder/said.$at" >&2
  done
  write_slots
  [[ $slots -gt 0 ]] || die 'no machine is ready'
}

is_lost() { # <name of a machine>
  [[ $'\n'$lost == *$'\n'"$1"$'\n'* ]]
}

# If every machine already has the code, no snapshot is named.
name_all_code() {
  local directory
  code_name=''
  for directory in "${machine_workdirs[@]}"; do
    [[ -n $directory || -n $code_name ]] || name_code
  done
  start_record "$(date +%Y%m%d-%H%M%S)-$$" distributed "$code_name"
}

# Prints the place of a machine that has received the sweep and can run tasks.
prepare_machine() { # <position>
  local place
  trap - EXIT
  folder=$folder/$1
  mkdir "$folder" || exit
  use_machine "$1"
  push
  ask_there prepare "$python_there" "$conda_there" || exit 1
  place=$(answer_of place)
  [[ $place =~ ^remote(/[A-Za-z0-9._-]+){2}$ ]] || die "$remote_host did not report its place"
  printf '%s\n' "$place"
}

# Slots alternate between machines, so that a sweep with few tasks is also shared.
write_slots() {
  local at turn most=$local_jobs base
  # Each launch uses new numbers, on all machines.
  base=$(date +%s)$(printf '%05d' $(($$ % 100000)))
  slots=0
  for at in ${ready[@]+"${ready[@]}"}; do
    [[ ${machine_jobs[at]} -le $most ]] || most=${machine_jobs[at]}
  done
  for ((turn = 0; turn < most; turn++)); do
    for at in ${ready[@]+"${ready[@]}"}; do
      [[ $turn -lt ${machine_jobs[at]} ]] || continue
      slots=$((slots + 1))
      printf '%d\t%s\t%s\t%s%03d\t%s\n' "$slots" "${machine_names[at]}" "${places[at]}" "$base" "$slots" "$(gpus_of "$at" "$turn")"
    done
    [[ $turn -lt $local_jobs ]] || continue
    slots=$((slots + 1))
    printf '%d\t-\t-\t-\t-\n' "$slots"
  done >"$folder/slots"
  mv -f -- "$folder/slots" "$HSM_SLOTS" || die "cannot write to $sweep_dir"
}

# Prints the GPUs of a slot, out of those that its machine has for tasks, or -.
gpus_of() { # <position> <number of the slot there, from 0>
  local devices index text=''
  IFS=, read -r -a devices <<<"${machine_gpus[$1]}"
  for ((index = $2 * gpus_per_task; index < ($2 + 1) * gpus_per_task && ${#devices[@]} > 0; index++)); do
    text+=${text:+,}${devices[index % ${#devices[@]}]}
  done
  printf '%s' "${text:--}"
}

# Sets code to the exit code of a child, however many signals arrive in the meantime.
wait_for_child() { # <process>
  while :; do
    code=0
    wait "$1" || code=$?
    kill -s 0 "$1" 2>/dev/null || break
  done
}

# Runs the tasks, and repeats this while the outcome of some is unknown: tasks that an earlier launcher started are waited for and
# adopted, and tasks of a lost machine go to the others.
run_rounds() {
  local code lost_tasks='' before lost_words=()
  run_round ${selection[@]+"${selection[@]}"} ${only[@]+"${only[@]}"}
  while [[ -z $stopped ]]; do
    wait_for_others
    wait_for_silent
    read_lost
    before=$lost_tasks
    lost_tasks=$(tell_tasks | awk -F '\t' '$2 == "lost" { print $1, $3 }') || die 'cannot determine the remaining tasks'
    [[ -n $lost_tasks && $lost_tasks != "$before" ]] || break
    leave_out_lost
    run_round --missing ${lost_words[@]+"${lost_words[@]}"} ${only[@]+"${only[@]}"}
  done
  [[ -z $stopped ]] || return 130
  [[ $code -ne 1 ]] || recount_tasks
  return "$code"
}

# Tasks of a concurrent launcher have also ended, once it has their results.
recount_tasks() {
  local tries unfinished
  for ((tries = 0; tries < 20; tries++)); do
    unfinished=$(tell_tasks | awk -F '\t' '$1 ~ /^[0-9]+$/ && $2 != "completed" { print $2 }') || return 0
    if [[ -z $unfinished ]]; then
      code=0
      return
    fi
    [[ $unfinished == *running* ]] || return 0
    sleep 0.5 || true
  done
}

tell_tasks() {
  "$BASH" -p scripts/status.sh --tsv ${lost_words[@]+"${lost_words[@]}"} ${only[@]+"${only[@]}"}
}

# Sets lost_words, the options that tell other scripts which machines count as lost.
read_lost() {
  local name
  lost_words=()
  while IFS= read -r name; do
    lost_words+=(--lost "$name")
  done <state/distributed/lost
}

# A machine that was silent from the beginning may still be running tasks of an earlier launcher: it gets as much time to respond as
# the others.
wait_for_silent() {
  local at
  read_lost
  for at in ${left_out[@]+"${left_out[@]}"}; do
    while [[ -z $stopped ]] && tell_tasks | awk -F '\t' -v name="${machine_names[at]}" '
      $2 == "running" && $5 == name { found = 1 }
      END { exit !found }
    '; do
      if [[ $SECONDS -ge $patience ]]; then
        printf '%s has been silent for %s seconds: its tasks run elsewhere\n' "${machine_names[at]}" "$patience" >&2
        printf '%s\n' "${machine_names[at]}" >>state/distributed/lost || die "cannot write to $sweep_dir"
        read_lost
      else
        sleep 2 || true
      fi
    done
  done
}

# Sets code.
run_round() { # <option of local.sh>…
  code=0
  "$BASH" -p scripts/local.sh --jobs "$slots" --started-by distributed --through scripts/run-there.sh ${passed[@]+"${passed[@]}"} "$@" &
  launched=$!
  wait_for_child "$launched"
  launched=''
}

# Waits until nothing of this sweep runs on machines that no worker here waits for.
wait_for_others() {
  local rows
  while [[ -z $stopped ]]; do
    rows=$("$BASH" -p scripts/queue-distributed.sh 2>/dev/null) || true
    [[ $rows == *$'\trunning\t'* ]] || break
    sleep 2 || true
  done
}

# Machines that were lost in the last round no longer have slots.
leave_out_lost() {
  [[ -s state/distributed/lost ]] || return 0
  awk -F '\t' -v OFS='\t' 'NR == FNR { lost[$1]; next } !($2 in lost) { $1 = ++count; print }' \
    state/distributed/lost "$HSM_SLOTS" >"$folder/slots" || die 'cannot read the slots'
  slots=$(wc -l <"$folder/slots")
  slots=$((slots))
  [[ $slots -gt 0 ]] || die 'no machines left'
  mv -f -- "$folder/slots" "$HSM_SLOTS" || die "cannot write to $sweep_dir"
}

# The workers stop their tasks, wherever those are running.
stop_launcher() {
  stopped=yes
  [[ -z ${launched-} ]] || kill -s TERM "$launched" 2>/dev/null || true
}

main() {
  parse_options "$@"
  require_tools awk cat cksum date grep mkdir mktemp mv rm sed sleep sort ssh tr wc
  locate_sweep
  name_remote_sweep
  if [[ -n $dry_run ]]; then
    "$BASH" -p scripts/local.sh --through scripts/run-there.sh --dry-run ${selection[@]+"${selection[@]}"} \
      ${only[@]+"${only[@]}"}
    return
  elif [[ -n $is_detached ]]; then
    detach_launcher
    return
  fi
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  export HSM_SLOTS=state/distributed/slots.${folder##*.}
  trap 'rm -rf "$folder" "$HSM_SLOTS"' EXIT
  trap stop_launcher INT TERM HUP
  prepare_machines
  # For the slots of this machine. Later rounds run the same code.
  HSM_PROJECT_DIR=$("$BASH" -p scripts/snapshot.sh </dev/null) || die 'no snapshot of the code, so nothing was started'
  export HSM_PROJECT_DIR
  run_rounds
}

main "$@"
exit $?
