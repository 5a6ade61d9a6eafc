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
