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
