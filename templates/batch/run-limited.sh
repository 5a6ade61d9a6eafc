# A server that is busy may keep its clients waiting for as long as they let it.
run_limited() { # <seconds> <command>…
  if command -v timeout >/dev/null; then
    timeout "$@"
  else
    "${@:2}"
  fi
}
