# Runs a command with a time limit, because a busy server may keep its clients waiting.
run_limited() { # <seconds> <command>…
  if command -v timeout >/dev/null; then
    timeout "$@"
  else
    "${@:2}"
  fi
}
