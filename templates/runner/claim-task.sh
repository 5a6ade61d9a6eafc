# Claims an attempt by making a directory, which only one process can do; fails where another did.
# Sets claim. The journal has the attempt before the claim is made, so that no claim is without an owner.
claim_task() { # <task> <attempt>
  locate_task "$1"
  attempt=$2
  claim=$task_dir
  if [[ $attempt -gt 1 ]]; then
    claim=$task_dir/attempt_$attempt
    [[ -d $task_dir ]] || mkdir -p "$task_dir" || die "cannot make $task_dir"
  fi
  [[ ! -d $claim ]] || return 1
  read_clock
  started=$now
  write_journal '%s\t%s\t%s\t%s' "$task" "$attempt" "$worker" "$started"
  if ! LC_ALL=C mkdir "$claim" 2>/dev/null; then
    write_journal '\t-\tskipped\t-\t%s\n' "$now"
    [[ -d $claim ]] || die "cannot make $claim: is the disk full or read-only?"
    return 1
  fi
  # From its first task on a worker is seen by builds, which wait for it.
  [[ -n ${has_claimed-} ]] || is_current || begin_again
  has_claimed=yes
  [[ $attempt -eq 1 ]] || keep_previous_attempt
}

# Whether the commands that this process has read are those of the directory. A build looks which tasks were started and then says
# what it is about to replace; here it is the other way round, so one of the two sees the other.
is_current() {
  local before=$built
  [[ ! -d $sweep_dir/.update ]] || finish_update
  read_built "$sweep_dir/scripts"
  [[ $built == "$before" ]]
}

# Nothing has run yet, so the script that is there now takes the place of this one.
begin_again() {
  rm -r -- "$claim" || true
  write_journal '\t-\tskipped\t-\t%s\n' "$now"
  exec "$BASH" -p "$sweep_dir/scripts/task.sh" ${arguments[@]+"${arguments[@]}"}
}

# Moves the last attempt's records into its own directory: those in task_dir are the newest's.
keep_previous_attempt() {
  local previous=$task_dir/attempt_$((attempt - 1)) file
  mkdir -p "$previous"
  for file in command.txt task_info.txt stdout.log stderr.log; do
    [[ ! -e $task_dir/$file ]] || mv -f "$task_dir/$file" "$previous/"
  done
}
