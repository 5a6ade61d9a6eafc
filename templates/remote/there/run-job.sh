# Runs a command as a job, which has a directory: it leaves there what tells which process it is, and later how it ended. A signal
# is for the command, which ends its tasks.
run_as_job() { # <directory> <command> [<argument>…]
  local job=$1 child code
  shift
  read_place
  read_process_start "$$"
  trap 'kill -s TERM "$child" 2>/dev/null || true' TERM HUP INT
  "$@" &
  child=$!
  printf '%s@%s@%s\t%s\n' "$$" "$start_mark" "$machine" "$here" >"$job/process.new" && mv -- "$job/process.new" "$job/process"
  while :; do
    code=0
    wait "$child" || code=$?
    kill -s 0 "$child" 2>/dev/null || break
  done
  printf '%s\n' "$code" >"$job/end.new" && mv -- "$job/end.new" "$job/end"
}

# Has this script run a verb as a session of its own, with nothing of this connection open, so that it stays when the connection
# ends. It has begun when it says which process it is; one that does not live any more never will.
detach() { # <directory of the job> <log> <verb> [<argument>…]
  local job=$1 log=$2 words=(setsid)
  command -v setsid >/dev/null || words=(nohup)
  "${words[@]}" /bin/bash -p "scripts/$there_script" "$root" "$key" "$sweep_id" "${@:3}" </dev/null >"$log" 2>&1 &
  until [[ -e $job/process ]]; do
    kill -s 0 "$!" 2>/dev/null || [[ -e $job/process ]] || die "the job does not start: see $sweep_dir/$log"
    sleep 0.05
  done
}
