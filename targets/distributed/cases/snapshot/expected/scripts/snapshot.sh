#!/bin/bash -p
# Makes a snapshot of the code.
#
#   snapshot.sh
#
#   Prints the directory of a snapshot of the current code, and makes the snapshot if it does not exist yet.
#   Drivers run this. Snapshots are in .hsm-code next to the sweep directory; hsm cleanup deletes those that
#   no sweep uses. HSM_CODE_LIMIT is the maximum size of new files in MB (default: 1000).
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 fce58b06317d862a642da5e1ff24605c180a59303bb4afbee3e14ea514bb7e48).
# To change it, edit that file and run: hsm build

# Functions share variables.
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
# From the sweep directory to the project root; HSM_PROJECT_DIR overrides it.
readonly project_path=../../..
# Code that git ignores but that is copied, and code that is not copied.
readonly code_included=()
readonly code_excluded=()

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

# Whether the project is a snapshot itself.
is_snapshot_directory() {
  [[ -e ${project_dir%/code/*}/.hsm/code/${project_dir##*/} ]]
}

# Sets root, the directory of this project's snapshots. Sweeps in the same directory share them.
open_root() {
  local digest folder=${sweep_dir%/*}/.hsm-code
  digest=$(cksum <<<"$project_dir")
  root=$folder/${digest%% *}
  mkdir -p -- "$root/code" "$root/.hsm/code" || die "cannot write to $folder"
  [[ -e $folder/.gitignore ]] || printf '*\n' >"$folder/.gitignore" || die "cannot write to $folder"
}

# Sets tree to the name of a snapshot of the current code, and makes the snapshot if it does not exist.
make_snapshot() {
  local base='' changed=() gone=() snapshots code_lines
  part=''
  open_root
  check_size
  name_code
  tree=$code_name
  note_use
  if [[ -d $root/code/$tree ]]; then
    touch -- "$root/code/$tree" || true
    return
  fi
  part=.$code_name.$$$RANDOM.part
  snapshots=$(ls -tA "$root/code")
  if ! change_base || ! name_snapshot; then
    base='' gone=()
    list_code
    mkdir -- "$root/code/$part" || die "cannot write to $root"
    copy_files "$folder/code" || die 'cannot copy the code: is the disk full?'
    name_snapshot || die 'files changed while they were being copied: try again'
  fi
}

# Makes the new snapshot from an earlier one, with hard links to its files. Fails without a suitable one, or if its files were
# modified.
change_base() {
  local said
  find_base || return
  said=$(stage "${part:1:${#part}-6}" "$base" yes ${gone[@]+"${gone[@]}"}) || return
  [[ -z $said ]] || return
  code_lines=$((${#changed[@]} - ${#gone[@]}))
  [[ ${#changed[@]} -eq 0 ]] || printf '%s\0' "${changed[@]}" >"$folder/changed"
  [[ ${#changed[@]} -eq 0 ]] || copy_files "$folder/changed" || die 'cannot copy the code: is the disk full?'
}

# An earlier snapshot is never turned into the new one, because tasks may run in it.
is_unused() {
  return 1
}

say() { # <key> <value>
  printf '%s\t%s\n' "$@"
}

# Copies files. Hard links to the project's files would change whenever an editor writes to them.
copy_files() { # <NUL-terminated list>
  local how=()
  cd -- "$project_dir" || return
  ! cp --help 2>/dev/null | grep -q -e --reflink || how=(--reflink=auto)
  if [[ ${#how[@]} -gt 0 ]]; then
    xargs -0 cp -pP --parents "${how[@]}" -t "$root/code/$part" -- <"$1"
  else
    tar -cf - --no-recursion --null -T "$1" | tar -xf - -C "$root/code/$part"
  fi || return
  cd -- "$sweep_dir" || return
}

# Two submissions at the same time may make the same snapshot: the first one is used.
name_snapshot() {
  local tries said
  check_sent .
  note_use
  for ((tries = 0; tries < 100; tries++)); do
    ! mkdir -- "$root/.hsm/lock" 2>/dev/null || break
    sleep 0.1
  done
  said=$(keep_code "$tree" "$part" "$code_lines" "$base" "${#gone[@]}") || said=failed
  rmdir -- "$root/.hsm/lock" 2>/dev/null || true
  [[ -z $said ]]
}

# hsm cleanup keeps the snapshots that a sweep lists here. The line is written first, so that the snapshot is never deleted in
# between.
note_use() {
  mkdir -p state || die "cannot write to $sweep_dir"
  grep -qsxF -e "$root/code/$tree" state/code || printf '%s\n' "$root/code/$tree" >>state/code || die "cannot write $sweep_dir/state/code"
}

# Refuses data that is neither ignored nor excluded, because each change would copy it again.
check_size() {
  local megabytes paths limit=${HSM_CODE_LIMIT:-1000}
  paths=$(find_git_paths 2>/dev/null) || return 0
  megabytes=$(
    cd -- "$project_dir" || exit
    if [[ -n $paths ]]; then
      git ls-files -z --others --exclude-standard -- . ${outputs:+":(exclude,literal)$outputs"}
    else
      find_plain_code -type f -print0
    fi | xargs -0 ls -lnd -- /dev/null 2>/dev/null | awk '{ sum += $5 } END { printf "%d", sum / 1000000 }'
  )
  [[ ${megabytes:-0} -le $limit ]] ||
    die "the code is $megabytes MB, more than the limit of $limit MB: list data in code.exclude, or in .gitignore, or set HSM_CODE_LIMIT"
}

# Links everything else in the project into the snapshot, such as ignored data and environments, so that relative paths keep
# their meaning. Existing files are never replaced.
link_rest() { # <directory below the project, as /a/b, or nothing>
  local entry name copy missing=() IFS=''
  for entry in "$project_dir$1"/* "$project_dir$1"/.[!.]*; do
    name=${entry##*/}
    copy=$root/code/$tree$1/$name
    case $name in
      .git | .hg | .svn | __pycache__ | .hsm-code) continue ;;
      *) [[ -e $entry || -L $entry ]] || continue ;;
    esac
    if [[ ! -e $copy && ! -L $copy ]]; then
      missing+=("$entry")
    elif [[ -d $entry && ! -L $entry && -d $copy && ! -L $copy ]]; then
      link_rest "$1/$name"
    fi
    [[ ${#missing[@]} -lt 500 ]] || link_missing "$1"
  done
  [[ ${#missing[@]} -eq 0 ]] || link_missing "$1"
}

link_missing() { # <directory>
  # Another submission may have made them already.
  ln -s -- "${missing[@]}" "$root/code/$tree$1/" 2>/dev/null || true
  missing=()
}

main() {
  case ${1-} in
    '') ;;
    -h | --help)
      show_help "${BASH_SOURCE[0]}"
      return 0
      ;;
    *) usage_error "no such option: $1" ;;
  esac
  require_tools awk cat chmod cksum cp date find grep ln ls mkdir mktemp mv rm sort tar touch tr wc xargs
  locate_sweep
  enter_project
  # The project is already a snapshot: on a remote machine, or if a task starts this.
  if is_snapshot_directory; then
    printf '%s\n' "$project_dir"
    return 0
  fi
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder" ${part:+"$root/code/$part"}' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  make_snapshot
  link_rest ''
  printf '%s\n' "$root/code/$tree"
}

main "$@"
exit $?
