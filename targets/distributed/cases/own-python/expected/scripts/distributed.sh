#!/bin/bash -p
# Shares this sweep out among machines.
#
#   distributed.sh [--only 1,5-8] [--failed] [--missing] [--timeout-only] [--walltime 90m] [--retries N] [--lost MACHINE]
#                  [--patience SECONDS] [--no-progress] [--detach] [--dry-run]
#
#     --only 1,5-8     only these tasks; with @FILE, those that a file lists
#     --where WORDS    only those with these values, as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --failed         only tasks that failed or ran out of time
#     --missing        only tasks that never ran, or were cut off
#     --timeout-only   only tasks that ran out of time
#     --walltime 90m   stop a task that runs for longer; --timeout is the same
#     --retries N      run a task that fails up to N more times
#     --lost MACHINE   this machine is gone: what it had runs elsewhere
#     --patience N     how long a machine may be silent before it is taken for lost, in seconds
#     --no-progress    one line per task instead of a progress bar
#     --detach         go on when this shell ends
#     --dry-run        say which tasks would run, and run none
#
#   Sends the sweep to each machine once and gives it as many tasks at a time as the settings say. What runs there goes on when
#   this ends, by whatever way; started again, this waits for it and takes over its results.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 ecb88d4eecc1956b73b1b6f17364995228578b3c9386bc033f90064c542411fb).
# To change it, edit that file and run: hsm build

# What one function sets here another reads.
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
readonly machine_names=(blossom)
readonly machine_hosts=(blossom)
readonly machine_ports=('')
readonly machine_keys=('')
# The directories there that hold code and sweeps, and those that have the code already; where there are none a copy is sent.
readonly machine_roots=(\~/hsm)
readonly machine_workdirs=('')
# Their own Python and conda environment; - where the sweep's are meant.
readonly machine_pythons=(/usr/bin/python3.11) machine_condas=(-)
# What the machines run of this directory. What ran elsewhere is none of their business: the claims are here.
readonly there_script=distributed-there.sh sends_journals=''
# How many tasks each machine runs at a time, and this one.
readonly machine_jobs=(1) local_jobs=0
# The GPUs that tasks share there, as 0,1, and how many each has.
readonly machine_gpus=('') gpus_per_task=1
# How long a machine may be silent before it is taken for lost, in seconds.
readonly default_patience=600
# Code that git ignores and that goes along, and code that does not.
readonly code_included=()
readonly code_excluded=()
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

# Sets list to a list of tasks, 1,5-8 or @FILE, such that the file is found from any directory.
locate_list() { # <list>
  list=$1
  case $1 in
    @/*) ;;
    @*) list=@$PWD/${1#@} ;;
    *) ;;
  esac
}

# Prints the numbers that lines begin with, which come in order, as 1,5-8.
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

# The same, but where there is no answer the second time either, this ends here. What is asked so may be done twice, and reads
# nothing.
ask_there() { # <verb> [<argument>…]
  ask_with /dev/null "$@"
}

# The same, and it reads a file.
ask_with() { # <file> <verb> [<argument>…]
  local code=0
  try_there "${@:2}" <"$1" || code=$?
  if [[ $code -eq 75 ]]; then
    code=0
    try_there "${@:2}" <"$1" || code=$?
  fi
  [[ $code -ne 75 ]] || die "$remote_host does not answer"
  return "$code"
}

# Prints what an answer has under a key, in lines of a key and a value with a tab between.
answer_of() { # <key>
  local line
  while IFS= read -r line; do
    [[ $line != "$1"$'\t'* ]] || printf '%s\n' "${line#"$1"$'\t'}"
  done <<<"$answer"
}

# Asks the machine, once, for all that a push needs to know. Sets with_rsync, with_tar and answer.
look() {
  local free
  ask_there look "$(cksum <MANIFEST.sha256)" || exit 1
  find_rsync
  with_tar=''
  [[ -z $(answer_of tar) ]] || ! command -v tar >/dev/null || with_tar=yes
  [[ -n $with_rsync || -n $with_tar ]] || die "neither rsync nor tar on $remote_host: install rsync there"
  # rsync would take what a start-up file prints for an answer of its own.
  if [[ -n $noise && -n $with_rsync ]]; then
    die "the login shell on $remote_host prints this at its start, where rsync expects an answer: ${noise//[[:cntrl:]]/ }
Have its start-up file print only to terminals: [ -t 1 ] && …"
  fi
  free=$(answer_of free)
  if is_number "$free" && [[ $free -lt 10240 ]]; then
    die "less than 10 MB are free on $remote_host, where $remote_root is"
  fi
}

# Sets with_rsync, where an answer says that the machine has it.
find_rsync() {
  with_rsync=''
  [[ -z $(answer_of rsync) ]] || ! command -v rsync >/dev/null || with_rsync=yes
}

# A snapshot of the code is known by what is in it, so that it is sent once and never changes while tasks run in it.

enter_project() {
  project_dir=${HSM_PROJECT_DIR:-$sweep_dir/$project_path}
  project_dir=$(cd -- "$project_dir" 2>/dev/null && pwd) || die "no project at $project_dir: set HSM_PROJECT_DIR to the project root"
  # What sweeps leave behind is no code.
  outputs=${sweep_dir%/*}
  outputs=${outputs#"$project_dir"/}
  [[ $outputs != /* ]] || outputs=''
}

# Sets code_name; git_paths, which is empty outside of git; and code_folder, where the rest of what is known lies.
name_code() {
  enter_project
  code_folder=$folder
  mkdir "$folder/objects" || die 'cannot make a temporary directory'
  if git_paths=$(find_git_paths); then
    name_git_code
  else
    name_plain_code
  fi
}

# The same beside what else is to be done, for use_code_name to wait for.
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

# Makes a list of the files of the code, with NULs after them, and sets code_lines to how many lines one with a file per line has.
list_code() {
  local submodules=0
  if [[ -z $git_paths ]]; then
    cp -- "$code_folder/files" "$folder/code" || die "cannot list the code of $project_dir"
  else
    read -r submodules < <(list_git_code) || die "cannot list the code of $project_dir"
  fi
  [[ $submodules -eq 0 ]] || printf '%s: submodules are not sent\n' "${0##*/}" >&2
  # A name may have line ends of its own. Submodules are no files.
  code_lines=$(($(tr -cd '\000\n' <"$folder/code" | wc -c) - submodules))
  [[ $code_lines -gt 0 ]] || die "no code in $project_dir"
}

# A snapshot has the name of its content. Where a file has changed since the code was named, so that nobody knows what was sent of
# it, the snapshot gets a name that no other has.
check_sent() { # <file of those that were sent>…
  local file
  if [[ -n $git_paths ]]; then
    file=$(list_git_changes "$@")
  else
    file=$(cd -- "$project_dir" && find_plain_code -newer "$code_folder/begun" -print)
  fi
  [[ -n $file ]] || return 0
  printf '%s: %s has changed while the code was sent, so no other sweep shares this copy\n' "${0##*/}" "${file%%$'\n'*}" >&2
  tree=$code_name.$(date +%s)
}

# Prints the paths of the index, of the objects and of a directory for what is kept here, and where in the work tree the project
# is; or fails where there is no work tree of git.
find_git_paths() {
  local paths
  cd -- "$project_dir" || exit
  paths=$(git rev-parse --is-inside-work-tree --git-path index --git-path objects --git-path hsm --show-prefix 2>/dev/null) || return
  [[ $paths == true$'\n'* ]] || return
  printf '%s' "${paths#*$'\n'}"
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

# Index and objects are written beside the repository's own, which stay as they are.
git_apart() { # <argument of git>…
  GIT_ALTERNATE_OBJECT_DIRECTORIES=$own_objects GIT_INDEX_FILE=$code_folder/index GIT_OBJECT_DIRECTORY=$objects git "$@"
}

# The code is what git would commit with everything added: tracked files, and those that are new and not ignored.
name_git_code() {
  code_name=$(
    enter_work_tree
    [[ ! -e $own_index ]] || cp -p "$own_index" "$code_folder/index" || exit
    [[ -z $outputs ]] || git ls-files -- "$outputs" >"$code_folder/tracked-outputs" &
    fill_index && wait "$!" && empty_index || exit
    keep_trees
    git_apart write-tree --missing-ok --prefix="$prefix"
  ) || die "git cannot tell the code of $project_dir"
}

fill_index() {
  # What is ignored may not be excluded once more.
  if [[ -z $outputs ]] || git check-ignore --quiet -- "$outputs"; then
    git_apart add --all -- . || return
  else
    git_apart add --all -- . ":(exclude)$outputs" || return
  fi
  [[ ${#code_included[@]} -eq 0 ]] || git_apart add --force -- ${code_included[@]+"${code_included[@]}"}
}

# What was tracked and is no code.
empty_index() {
  set -- ${code_excluded[@]+"${code_excluded[@]}"}
  [[ ! -s $code_folder/tracked-outputs ]] || set -- "$outputs" "$@"
  [[ $# -eq 0 ]] || git_apart rm -r --cached --quiet --ignore-unmatch -- "$@"
}

# Lists the files, and prints how many submodules are among them.
list_git_code() {
  enter_work_tree
  git_apart ls-files -z >"$folder/code" || exit
  git_apart ls-files --stage | awk '
    /^160000/ { count++ }
    END { print count + 0 }
  '
}

# Prints the files that changed after the code was named, of those that are named.
list_git_changes() { # <file>…
  enter_work_tree
  git_apart --literal-pathspecs diff-files --name-only --ignore-submodules=all -- "$@"
}

# The trees of what was sent stay in the repository, without the files, so that the next push can tell what has changed since.
keep_trees() {
  if [[ -d $kept/trees ]] || mkdir -p -- "$kept/trees" 2>/dev/null; then objects=$(cd -- "$kept/trees" && pwd); fi
}

# Sets changed to files that are new or have changed since a snapshot, and gone to files of the snapshot that have changed or are
# no more. Fails where the snapshot is not known here, or where so much is different that all of it may as well be sent.
list_changes() { # <snapshot>
  local status path
  changed=() gone=()
  (
    enter_work_tree
    keep_trees
    git_apart diff-tree -r -z --no-renames --name-status "$1" "$code_name"
  ) >"$folder/changes" 2>/dev/null || return
  while IFS= read -r -d '' status && IFS= read -r -d '' path; do
    [[ $status == D ]] || changed+=("$path")
    [[ $status == A ]] || gone+=("$path")
    [[ ${#changed[@]} -le 1000 && ${#gone[@]} -le 1000 ]] || return 1
  done <"$folder/changes"
}

# Outside git: all files, but for what is made again, and what the settings exclude.
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
      # Names and what they point to.
      find_plain_code -type l -exec ls -l {} + | awk '{ print substr($0, index($0, " ./")) }'
    } | LC_ALL=C sort | "${digest[@]}"
  ) || die "cannot read all files of $project_dir"
  code_name=plain-${code_name%%[!0-9a-f]*}
}

# Does with each file of the code what find is told.
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

# Sends files, which a list with NULs after them names, to a directory below the root there. What rsync was cut off
# from goes on where it stopped; nothing there is ever deleted.
send() { # <directory here> <list> <directory there> [<option of rsync>…]
  local there=${remote_root#\~/}/$3 words=(rsync --links --perms --times --chmod=go= --partial --from0 --files-from="$2")
  if [[ -z $with_rsync ]]; then
    send_archive "$1" "$2" "$3"
    return
  fi
  if [[ -t 2 ]] && rsync --help 2>&1 | grep -q -e --info=; then words+=(--info=progress2); fi
  "${words[@]}" "${@:4}" -e "$(rsync_shell)" "$1/" "$remote_host:$there/" >&2
}

# The same, as an archive. Many small files take half as long so; what comes before the connection breaks stays.
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

# Prints an archive of files, which a list with NULs after them names.
pack_files() { # <directory> <list> [<option of tar, such as another -T>]…
  cd -- "$1" && tar -cf - --no-recursion --null -T "$2" "${@:3}"
}

# Shows how many of the files have been sent, by the names that tar prints. What else it says passes.
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

# The words of ssh as rsync splits them.
rsync_shell() {
  local word
  for word in "${ssh_words[@]}"; do
    printf "'%s' " "${word//\'/\'\'}"
  done
}

# Sends the code, but for what comes with the scripts: where little has changed since a snapshot that the machine has, that is all.
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
      send "$project_dir" "$folder/changed" "code/.$code_name.part" || die 'the code was not sent; the next push goes on from here'
      check_sent .
      return
    fi
  fi
  push_all_code
}

# Where there is something to go on from, or to share files with, rsync finds it.
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
  fi || die 'the code was not sent; the next push goes on from here'
  check_sent .
}

# Sets base to the latest snapshot of the machine from which it can make the new one, and changed and gone to how they differ.
find_base() {
  [[ -n $git_paths ]] || return
  # What was begun goes on as it began.
  [[ $'\n'$snapshots$'\n' != *$'\n'".$code_name.part"$'\n'* ]] || return
  while IFS= read -r base; do
    if [[ $base == [!.]* ]] && list_changes "$base"; then return; fi
  done <<<"$snapshots"
  base=''
  return 1
}

# What is sent again whole where the connection breaks should not be much.
are_small() {
  local size
  [[ ${#changed[@]} -gt 0 ]] || return 0
  # The last line is that of all.
  size=$(cd -- "$project_dir" && wc -c -- "${changed[@]}" 2>/dev/null) || true
  read -r size _ <<<"${size##*$'\n'}"
  is_number "$size" && [[ $size -lt 4000000 ]]
}

# Sends the code, where the machine does not have it, and the scripts, and has it keep what has come.
push() {
  local tree='' naming='' code_lines='' base='' changed=() gone=() looked snapshots
  [[ -n $workdir || -n $code_name ]] || name_code_meanwhile
  look
  prepare_archive
  [[ -z $naming ]] || use_code_name
  [[ -n $workdir ]] || tree=$code_name
  if [[ $(answer_of sweep) == other && $(answer_of running) != 0 ]]; then
    die "tasks of another build of this sweep run on $remote_host: wait for them, or stop them"
  fi
  looked=$answer
  snapshots=$(answer_of code)
  if [[ -n $tree && $'\n'$snapshots$'\n' != *$'\n'"$tree"$'\n'* ]]; then push_code; fi
  answer=$looked
  [[ -z $sends_journals ]] || push_journals
  push_rest
}

# Makes a root as it is there, and a list of the files of the sweep that are to go to it, with NULs after them.
prepare_archive() {
  mkdir -p "$folder/there/code" "$folder/there/sweeps/$key" || die 'cannot make a temporary directory'
  : >"$folder/sweep"
  [[ $(answer_of sweep) != same ]] || return 0
  ln -s "$sweep_dir" "$folder/there/sweeps/$key/$sweep_id" || die 'cannot make a temporary directory'
  {
    sed 's/^[^ ]*  //' MANIFEST.sha256
    # By this one it is known what is there, so it comes last.
    printf 'submission_summary.txt\nMANIFEST.sha256\n'
  } | sed "s|^|sweeps/$key/$sweep_id/|" | tr '\n' '\0' >"$folder/sweep"
}

# One archive has what is left to send: files of the code, and those of the sweep where there are others.
push_rest() {
  local is_packed=''
  if [[ -z $with_tar && -s $folder/sweep ]]; then
    send "$folder/there" "$folder/sweep" . || die 'the scripts were not sent'
  elif [[ -n $base || -s $folder/sweep ]]; then
    is_packed=yes
    (pack_rest) >"$folder/archive" || die 'cannot pack the scripts'
    [[ ${#changed[@]} -eq 0 || -z $base ]] || check_sent "${changed[@]}"
  else
    : >"$folder/archive"
  fi
  ask_with "$folder/archive" keep "$tree" "$code_lines" "$workdir" "$is_packed" "$base" ${gone[@]+"${gone[@]}"} || exit 1
  # The snapshot that was to be changed is not what it was.
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

# What ran elsewhere does not run again there.
push_journals() {
  list_unknown_journals | tr '\n' '\0' >"$folder/journals"
  [[ ! -s $folder/journals ]] || send "$sweep_dir" "$folder/journals" "sweeps/$key/$sweep_id/state/remote/sent" ||
    die 'the journals were not sent'
}

# Prints the journals of which more is here than there. Those that the machine writes are there.
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

# Sets selection, what local.sh is told of the tasks that are asked for, and lost, the machines that are gone.
parse_options() {
  selection=() only=() passed=() lost='' dry_run='' is_detached='' patience=$default_patience words=("$@") stopped='' called_from=$PWD
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing | --timeout-only) selection+=("$1") ;;
      --no-progress) passed+=("$1") ;;
      --dry-run) dry_run=yes ;;
      --detach) is_detached=yes ;;
      --only | --where | --lost | --walltime | --timeout | --retries | --patience)
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
    --patience)
      is_number "$2" || usage_error "--patience needs a number of seconds, not $2"
      patience=$((10#$2))
      ;;
    *) passed+=("$1" "$2") ;;
  esac
}

# Starts this script again as a session of its own, which goes on when this one ends.
detach_launcher() {
  local log words_left=() word command=(setsid)
  command -v setsid >/dev/null || command=(nohup)
  for word in "${words[@]}"; do
    [[ $word == --detach ]] || words_left+=("$word")
  done
  mkdir -p logs || die "cannot write in $sweep_dir"
  log=logs/distributed_$(date +%Y%m%d-%H%M%S)_$$.log
  # A list that --only names is seen from where this was called.
  (
    cd -- "$called_from" || exit
    exec "${command[@]}" "$BASH" -p "$sweep_dir/scripts/distributed.sh" --no-progress ${words_left[@]+"${words_left[@]}"} \
      </dev/null >"$sweep_dir/$log" 2>&1
  ) &
  printf 'process %s distributes the tasks; %s has what it says, %s how it goes\n' "$!" "$sweep_dir/$log" "$sweep_dir/scripts/status.sh"
}

# Sends the sweep to all machines at once, and writes the slots of those that are ready: a file, whose lines are a slot's
# number, its machine, the place and the number by which the machine knows it, and its GPUs. A slot of this machine has - for the rest. Each launcher has a
# file of its own, HSM_SLOTS.
prepare_machines() {
  local at pids=() names=() places=() ready=()
  left_out=()
  mkdir -p state/distributed || die "cannot write in $sweep_dir"
  printf '%s\n' "$patience" >state/distributed/patience || die "cannot write in $sweep_dir"
  printf '%s' "$lost" >state/distributed/lost || die "cannot write in $sweep_dir"
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
      printf '%s\t%s\n' "${machine_names[at]}" "${places[at]}" >>state/distributed/places || die "cannot write in $sweep_dir"
    else
      left_out+=("$at")
      printf '%s is left out:\n' "${machine_names[at]}" >&2
    fi
    replace_controls <"$folder/said.$at" >&2
  done
  write_slots
  [[ $slots -gt 0 ]] || die 'no machine is ready'
}

is_lost() { # <name of a machine>
  [[ $'\n'$lost == *$'\n'"$1"$'\n'* ]]
}

# Where every machine has the code already, none is named.
name_all_code() {
  local directory
  code_name=''
  for directory in "${machine_workdirs[@]}"; do
    [[ -n $directory || -n $code_name ]] || name_code
  done
}

# Prints the place of a machine that has got the sweep and can run tasks.
prepare_machine() { # <position>
  local place
  trap - EXIT
  folder=$folder/$1
  mkdir "$folder" || exit
  use_machine "$1"
  push
  ask_there prepare "$python_there" "$conda_there" || exit 1
  place=$(answer_of place)
  [[ $place =~ ^remote(/[A-Za-z0-9._-]+){2}$ ]] || die "$remote_host did not say what it is called"
  printf '%s\n' "$place"
}

# The slots of machines take turns, so that a sweep of few tasks is shared too.
write_slots() {
  local at turn most=$local_jobs base
  # One launch after the other has other numbers, on all machines.
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
  mv -f -- "$folder/slots" "$HSM_SLOTS" || die "cannot write in $sweep_dir"
}

# Prints the GPUs of a slot, of those that its machine has for tasks, or -.
gpus_of() { # <position> <number of the slot there, from 0>
  local devices index text=''
  IFS=, read -r -a devices <<<"${machine_gpus[$1]}"
  for ((index = $2 * gpus_per_task; index < ($2 + 1) * gpus_per_task && ${#devices[@]} > 0; index++)); do
    text+=${text:+,}${devices[index % ${#devices[@]}]}
  done
  printf '%s' "${text:--}"
}

# Sets code to the exit code of a child, whatever signals are taken meanwhile.
wait_for_child() { # <process>
  while :; do
    code=0
    wait "$1" || code=$?
    kill -s 0 "$1" 2>/dev/null || break
  done
}

# Runs the tasks, and again as long as there are such whose end nobody has seen: what an earlier launcher started is waited for and
# taken over, and what a lost machine had goes to the others.
run_rounds() {
  local code lost_tasks='' before lost_words=()
  run_round ${selection[@]+"${selection[@]}"} ${only[@]+"${only[@]}"}
  while [[ -z $stopped ]]; do
    wait_for_others
    wait_for_silent
    read_lost
    before=$lost_tasks
    lost_tasks=$(tell_tasks | awk -F '\t' '$2 == "lost" { print $1, $3 }') || die 'cannot tell what is left to do'
    [[ -n $lost_tasks && $lost_tasks != "$before" ]] || break
    leave_out_lost
    run_round --missing ${lost_words[@]+"${lost_words[@]}"} ${only[@]+"${only[@]}"}
  done
  [[ -z $stopped ]] || return 130
  [[ $code -ne 1 ]] || recount_tasks
  return "$code"
}

# What another launcher runs at the same time has ended too, as soon as that one has its results.
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

# Sets lost_words, which tell other scripts of the machines that were taken for lost.
read_lost() {
  local name
  lost_words=()
  while IFS= read -r name; do
    lost_words+=(--lost "$name")
  done <state/distributed/lost
}

# A machine that was silent from the beginning may still run what an earlier launcher started there: it has the same time as others to
# come back.
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
        printf '%s\n' "${machine_names[at]}" >>state/distributed/lost || die "cannot write in $sweep_dir"
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

# Waits until nothing of this sweep runs on the machines that no worker here waits for.
wait_for_others() {
  local rows
  while [[ -z $stopped ]]; do
    rows=$("$BASH" -p scripts/queue-distributed.sh 2>/dev/null) || true
    [[ $rows == *$'\trunning\t'* ]] || break
    sleep 2 || true
  done
}

# Machines that were taken for lost in the last round have no slots any more.
leave_out_lost() {
  [[ -s state/distributed/lost ]] || return 0
  awk -F '\t' -v OFS='\t' 'NR == FNR { lost[$1]; next } !($2 in lost) { $1 = ++count; print }' \
    state/distributed/lost "$HSM_SLOTS" >"$folder/slots" || die 'cannot read the slots'
  slots=$(wc -l <"$folder/slots")
  slots=$((slots))
  [[ $slots -gt 0 ]] || die 'no machine is left'
  mv -f -- "$folder/slots" "$HSM_SLOTS" || die "cannot write in $sweep_dir"
}

# The workers stop their tasks, wherever those run.
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
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot make a temporary directory'
  export HSM_SLOTS=state/distributed/slots.${folder##*.}
  trap 'rm -rf "$folder" "$HSM_SLOTS"' EXIT
  trap stop_launcher INT TERM HUP
  prepare_machines
  run_rounds
}

main "$@"
exit $?
