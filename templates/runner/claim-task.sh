# Claims an attempt by making a directory, which only one process can do; fails if another process did. Sets claim. The attempt
# is in the journal before the claim is made, so every claim has an owner.
claim_task() { # <task> <attempt>
  locate_task "$1"
  attempt=$2
  claim=$task_dir
  if [[ $attempt -gt 1 ]]; then
    claim=$task_dir/attempt_$attempt
    [[ -d $task_dir ]] || mkdir -p "$task_dir" || die "cannot create $task_dir"
  fi
  [[ ! -d $claim ]] || return 1
  read_clock
  started=$now
  write_journal '%s\t%s\t%s\t%s' "$task" "$attempt" "$worker" "$started"
  if ! LC_ALL=C mkdir "$claim" 2>/dev/null; then
    write_journal '\t-\tskipped\t-\t%s\n' "$now"
    [[ -d $claim ]] || die "cannot create $claim: is the disk full or read-only?"
    return 1
  fi
  # From its first task on, builds can see the worker and wait for it.
  [[ -n ${has_claimed-} ]] || is_current || begin_again
  has_claimed=yes
  [[ $attempt -eq 1 ]] || keep_previous_attempt
}

# Whether the commands that this process has read are still those of the directory. A build first checks which tasks were started
# and then announces what it will replace; here the order is reversed, so at least one of the two notices the other.
is_current() {
  local before=$built
  [[ ! -d $sweep_dir/.update ]] || finish_update
  read_built "$sweep_dir/scripts"
  [[ $built == "$before" ]]
}

# Nothing has run yet, so the new script takes over from this one.
begin_again() {
  rm -r -- "$claim" || true
  write_journal '\t-\tskipped\t-\t%s\n' "$now"
  exec "$BASH" -p "$sweep_dir/scripts/task.sh" ${arguments[@]+"${arguments[@]}"}
}

# Moves the previous attempt's records into its own directory: task_dir holds those of the latest.
keep_previous_attempt() {
  local previous=$task_dir/attempt_$((attempt - 1)) file
  mkdir -p "$previous"
  for file in command.txt task_info.txt stdout.log stderr.log; do
    [[ ! -e $task_dir/$file ]] || mv -f "$task_dir/$file" "$previous/"
  done
}
