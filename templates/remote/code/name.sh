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
  mkdir "$folder/objects" || die 'cannot make a temporary directory'
  if git_paths=$(find_git_paths); then
    name_git_code
  else
    name_plain_code
  fi
}

# The same in the background; use_code_name waits for it.
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

# Lists the files of the code, NUL-terminated, and sets code_lines to the number of lines that one line per file takes.
list_code() {
  local submodules=0
  if [[ -z $git_paths ]]; then
    cp -- "$code_folder/files" "$folder/code" || die "cannot list the code of $project_dir"
  else
    read -r submodules < <(list_git_code) || die "cannot list the code of $project_dir"
  fi
  [[ $submodules -eq 0 ]] || printf '%s: submodules are not sent\n' "${0##*/}" >&2
  # A file name may contain line breaks. Submodules do not count as files.
  code_lines=$(($(tr -cd '\000\n' <"$folder/code" | wc -c) - submodules))
  [[ $code_lines -gt 0 ]] || die "no code in $project_dir"
}

# A snapshot is named after its content. If a file changed while the code was being sent, its sent content is unknown, so
# the snapshot gets a unique name.
check_sent() { # <sent file>…
  local file
  if [[ -n $git_paths ]]; then
    file=$(list_git_changes "$@")
  else
    file=$(cd -- "$project_dir" && find_plain_code -newer "$code_folder/begun" -print)
  fi
  [[ -n $file ]] || return 0
  printf '%s: %s changed while the code was being sent, so no other sweep shares this copy\n' "${0##*/}" "${file%%$'\n'*}" >&2
  tree=$code_name.$(date +%s)
}
