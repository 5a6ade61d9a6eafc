# Removes the sweep from the machine, and code that no sweep there uses. Keeps running tasks and results that were not pulled.
clean() {
  ask_there clean "$force" "${pull_max_size}${pull_patterns[*]-}" || exit 1
  answer_of said | replace_controls
}
