# The journal has one line per attempt, with tab-separated fields:
#   task attempt host worker started process state exit_code ended cpu_time peak_memory
# A worker is its process, its start time and its machine, as 4711@8215734@MACHINE (see read_place). Under a scheduler the job
# follows, as @SCHEDULER/CLUSTER/USER:12_3.0 with the number of restarts; the job then decides whether the worker is alive. A
# process is its id and its start time. The first five fields are written before the claim, the process and a tab once it has
# started, and the rest when it has ended. So an incomplete line is an attempt that is running or lost.
# The cost comes last, in seconds and mebibytes, - if it was not measured; earlier builds did not write it. Each journal has one
# writer, and its name contains a _, unlike those of other files in state/.
open_journal() { # <name, or nothing>
  local name=$1
  read_place
  read_process_start "$$"
  worker_start=$start_mark
  worker=${run_host:-$here}$'\t'$$@$start_mark@$machine${job:+@$job}
  [[ -n $name ]] || name=task_${here}_${machine}_$$
  [[ $name == *_* ]] || name=task_$name
  journal=$sweep_dir/state/${name//[!A-Za-z0-9._-]/_}.tsv
  mkdir -p "$sweep_dir/state" "$sweep_dir/tasks" || die "cannot write to $sweep_dir"
  # Terminates a line that a dead process left unfinished; it stays incomplete.
  if [[ -s $journal ]]; then
    write_journal '\n'
  fi
}

write_journal() { # <format> [<value>…]
  # shellcheck disable=SC2059 # the callers' formats are constants
  printf "$@" >>"$journal" || die "cannot write $journal"
}
