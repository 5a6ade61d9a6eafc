# A snapshot of the code is known by what is in it, so that it is sent once and never changes while tasks run in it.

enter_project() {
  project_dir=${HSM_PROJECT_DIR:-$sweep_dir/$project_path}
  project_dir=$(cd -- "$project_dir" 2>/dev/null && pwd) || die "no project at $project_dir: set HSM_PROJECT_DIR to the project root"
  # What sweeps leave behind is no code.
  outputs=${sweep_dir%/*}
  outputs=${outputs#"$project_dir"/}
  [[ $outputs != /* ]] || outputs=''
}

# Sets code_name, and code_list, a file that has the files of the code with NULs after them.
name_code() {
  enter_project
  code_list=$folder/code
  if git -C "$project_dir" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    name_git_code
  else
    name_plain_code
  fi
  [[ -s $code_list ]] || die "no code in $project_dir"
}

# The code is what git would commit with everything added: tracked files, and those that are new and not ignored. Index
# and objects are written beside the repository's own, which stay as they are.
name_git_code() {
  local own_index own_objects
  own_index=$(git -C "$project_dir" rev-parse --git-path index)
  own_objects=$(git -C "$project_dir" rev-parse --git-path objects)
  code_name=$(
    cd -- "$project_dir" || exit
    [[ ! -e $own_index ]] || cp -p "$own_index" "$folder/index" || exit
    mkdir "$folder/objects" || exit
    GIT_ALTERNATE_OBJECT_DIRECTORIES=$(cd -- "$own_objects" && pwd) || exit
    export GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_INDEX_FILE=$folder/index GIT_OBJECT_DIRECTORY=$folder/objects
    # What is ignored may not be excluded once more.
    if [[ -z $outputs ]] || git check-ignore --quiet -- "$outputs"; then
      git add --all -- . || exit
    else
      git add --all -- . ":(exclude)$outputs" || exit
    fi
    [[ ${#code_included[@]} -eq 0 ]] || git add --force -- ${code_included[@]+"${code_included[@]}"} || exit
    set -- ${outputs:+"$outputs"} ${code_excluded[@]+"${code_excluded[@]}"}
    [[ $# -eq 0 ]] || git rm -r --cached --quiet --ignore-unmatch -- "$@" || exit
    git ls-files -z >"$code_list" || exit
    [[ -z $(git ls-files --stage | grep '^160000' | head -n 1) ]] ||
      printf '%s: submodules are not sent\n' "${0##*/}" >&2
    git write-tree --prefix="$(git rev-parse --show-prefix)"
  ) || die "git cannot tell the code of $project_dir"
}

# Outside git: all files, but for what is made again, and what the settings exclude.
name_plain_code() {
  local pattern words=(-name .git -o -name .hg -o -name __pycache__ -o -name .venv -o -name node_modules) digest=(cksum)
  [[ -z $outputs ]] || words+=(-o -path "./$outputs")
  for pattern in ${code_excluded[@]+"${code_excluded[@]}"}; do
    pattern=${pattern%/}
    case $pattern in
      */*) words+=(-o -path "./${pattern#/}") ;;
      *) words+=(-o -name "$pattern") ;;
    esac
  done
  require_tools find sort xargs
  ! command -v sha256sum >/dev/null || digest=(sha256sum)
  code_name=$(
    cd -- "$project_dir" || exit
    find . \( "${words[@]}" \) -prune -o \( -type f -o -type l \) -print0 >"$code_list" || exit
    find . \( "${words[@]}" \) -prune -o -type f -print0 | xargs -0 "${digest[@]}" | LC_ALL=C sort | "${digest[@]}"
  ) || die "cannot read all files of $project_dir"
  code_name=plain-${code_name%%[!0-9a-f]*}
}
