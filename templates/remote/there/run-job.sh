# Runs a command as a job with its own directory, where it records its process and later the command's exit code. Signals are
# passed on to the command, which ends its tasks.
run_as_job() { # <directory> <command> [<argument>…]
  local job=$1 child code
  shift
  read_place
  read_process_start "$$"
  trap 'kill -s TERM "$child" 2>/dev/null || true' TERM HUP INT
  "$@" &
  child=$!
  printf '%s@%s@%s\t%s\n' "$$" "$start_mark" "$machine" "$here" >"$job/process.new" && mv -- "$job/process.new" "$job/process"
  wait_for_child "$child"
  printf '%s\n' "$code" >"$job/end.new" && mv -- "$job/end.new" "$job/end"
}

# Starts a verb of this script in its own session, with none of this connection's files open, so that it outlives the
# connection. It has started once its process is recorded; a process that dies before that never started.
detach() { # <directory of the job> <log> <verb> [<argument>…]
  local job=$1 log=$2 words=(setsid)
  command -v setsid >/dev/null || words=(nohup)
  "${words[@]}" /bin/bash -p "scripts/$there_script" "$root" "$key" "$sweep_id" "${@:3}" </dev/null >"$log" 2>&1 &
  until [[ -e $job/process ]]; do
    kill -s 0 "$!" 2>/dev/null || [[ -e $job/process ]] || die "the job did not start: see $sweep_dir/$log"
    sleep 0.05
  done
}
