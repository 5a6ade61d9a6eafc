# Removes the sweep from the machine, and code that no sweep there uses. What was not pulled stays, as does what runs.
clean() {
  ask_there clean "$force" "${pull_max_size}${pull_patterns[*]-}" || exit 1
  answer_of said | replace_controls
}
