# Sets code to the exit code of a child, however many signals arrive in the meantime.
wait_for_child() { # <process>
  while :; do
    code=0
    wait "$1" || code=$?
    kill -s 0 "$1" 2>/dev/null || break
  done
}
