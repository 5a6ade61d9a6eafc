# Prints the values of a key in an answer, whose lines are a key, a tab and a value.
answer_of() { # <key>
  local line
  while IFS= read -r line; do
    [[ $line != "$1"$'\t'* ]] || printf '%s\n' "${line#"$1"$'\t'}"
  done <<<"$answer"
}
