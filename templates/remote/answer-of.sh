# Prints what an answer has under a key, in lines of a key and a value with a tab between.
answer_of() { # <key>
  awk -F '\t' -v key="$1" '$1 == key { print $2 }' <<<"$answer" | replace_controls
}
