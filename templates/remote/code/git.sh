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
