# Prints how the code differs from base, in the same form whatever git's settings are.
print_diff() {
  local code_paths
  name_code_paths
  ask_git diff --no-color --no-ext-diff --no-textconv --src-prefix=a/ --dst-prefix=b/ "$base" -- "${code_paths[@]}"
}
