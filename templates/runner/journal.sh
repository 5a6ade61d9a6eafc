# The journal has one line per attempt, with tabs between its fields:
#   task attempt host worker started process state exit_code ended
# A worker is its process, when that began and where, as 4711@8215734@MACHINE (see read_place); under a scheduler the
# job comes after that, as @SCHEDULER/CLUSTER/USER:12_3.0 with how often it was started before, and tells whether the
# worker still lives. A process is its id and when it began. The first five are written before the claim, the process
# and a tab once it has started, the rest when it has ended, so a line that stops early is an attempt that runs or was
# lost. One process writes a journal, whose name has a _, unlike those of other files in state/.
open_journal() { # <name, or nothing>
  local name=$1
  read_place
  read_process_start "$$"
  worker_start=$start_mark
  worker=${run_host:-$here}$'\t'$$@$start_mark@$machine${job:+@$job}
  [[ -n $name ]] || name=task_${here}_${machine}_$$
  [[ $name == *_* ]] || name=task_$name
  journal=$sweep_dir/state/${name//[!A-Za-z0-9._-]/_}.tsv
  mkdir -p "$sweep_dir/state" "$sweep_dir/tasks" || die "cannot write in $sweep_dir"
  # A line that a dead process left unfinished is ended here, and stays unfinished.
  if [[ -s $journal ]]; then
    write_journal '\n'
  fi
}

write_journal() { # <format> [<value>…]
  # shellcheck disable=SC2059 # the callers' formats are constants
  printf "$@" >>"$journal" || die "cannot write $journal"
}
