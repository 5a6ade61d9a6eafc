# Runs a command and encloses its output between two marker lines, so that half an answer, or the output of a start-up file,
# is not mistaken for one.
print_answer() { # <command> [<argument>…]
  local code=0
  printf 'hsm-answer\n'
  ("$@") || code=$?
  printf '\nhsm-done %s\n' "$code"
}
