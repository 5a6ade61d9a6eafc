# Prints what an answer has under a key, in lines of a key and a value with a tab between.
answer_of() { # <key>
  local line
  while IFS= read -r line; do
    [[ $line != "$1"$'\t'* ]] || printf '%s\n' "${line#"$1"$'\t'}"
  done <<<"$answer"
}
