# Makes the tasks run in a snapshot of the current code, and records which one.
use_snapshot() { # <name of the record, or nothing> <target>
  local directory
  directory=$("$BASH" -p "$sweep_dir/scripts/snapshot.sh" </dev/null) || die 'no snapshot of the code, so nothing was started'
  [[ -z $1 ]] || start_record "$1" "$2" "${directory##*/}"
  export HSM_PROJECT_DIR=$directory
  "$BASH" -p "$sweep_dir/scripts/task.sh" --preflight --elsewhere </dev/null || exit
}
