# Prints the matching lines of all journals. grep terminates a last line that the writer did not.
search_journals() { # <option or pattern of grep>…
  local journals=(state/*_*.tsv) at
  [[ -e ${journals[0]} ]] || return 0
  # There may be more names than argv holds.
  for ((at = 0; at < ${#journals[@]}; at += 1000)); do
    LC_ALL=C grep -ah "$@" "${journals[@]:at:1000}" || true
  done
}
