# Starts recording what runs, in the background.
start_record() { # <name> <target> [<snapshot of the code>]
  "$BASH" -p "$sweep_dir/scripts/provenance.sh" --record "$1" --started-by "$2" ${3:+--code "$3"} </dev/null >/dev/null 2>&1 &
  recorder=$!
}

# Waits up to two seconds for the record to be finished. A slow Python adds its part later.
await_record() {
  local tries
  [[ -n $recorder ]] || return 0
  for ((tries = 0; tries < 20; tries++)); do
    kill -s 0 "$recorder" 2>/dev/null || return 0
    sleep 0.1 || true
  done
}
