# Runs a command, and puts what it prints between two lines, so that nobody takes half an answer, or what a start-up file
# prints, for one.
print_answer() { # <command> [<argument>…]
  local code=0
  printf 'hsm-answer\n'
  ("$@") || code=$?
  printf '\nhsm-done %s\n' "$code"
}
