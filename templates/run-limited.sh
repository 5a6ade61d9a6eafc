# Limits how long a command may take: a busy server or file system can keep its clients waiting indefinitely.
run_limited() { # <seconds> <command>…
  if command -v timeout >/dev/null; then
    timeout "$@"
  else
    "${@:2}"
  fi
}
