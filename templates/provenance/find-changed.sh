# Prints the given records whose code is different now. Skips records without a commit and records of snapshots. It compares
# the code with the recorded commit, so committing the changes makes no difference.
find_changed() { # <name>…
  local base name digest bytes _
  find_project
  for name in "$@"; do
    [[ -r state/provenance/$name.txt ]] || continue
    base=$(value_of code) bytes=$(value_of diff_cksum)
    [[ $base == live && -n $bytes && $(value_of project) == "$project_dir" ]] || continue
    base=$(value_of git_commit)
    [[ $base =~ ^[0-9a-f]{40,64}$ ]] || continue
    digest=$(set -o pipefail && print_diff 2>/dev/null | cksum) || continue
    [[ $digest == "$bytes"* ]] || printf '%s\n' "$name"
  done
}

value_of() { # <key>
  sed -n "/^diff:\$/q;s/^$1: //p" "state/provenance/$name.txt"
}
