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
