# Runs an attempt if it is free, and repeats while it fails and --retries allows.
run_task() { # <task> <attempt>
  local next=$2 left=$retries
  while claim_task "$1" "$next"; do
    run_claimed
    case $last_state in
      failed | timeout) ;;
      *) return 0 ;;
    esac
    if [[ -n $stopping || -n $near_end || $left -eq 0 ]]; then
      # A job that is requeued at the end of its walltime continues the task.
      [[ -n $near_end && -n $goes_back ]] || count_failure
      return 0
    fi
    left=$((left - 1)) next=$((next + 1))
  done
}

# Runs tasks for the first time, from one number to another in steps.
run_range() { # <first> <last> <step>
  local next
  for ((next = $1; next <= $2; next += $3)); do
    may_begin || return 0
    run_task "$next" 1
  done
}

# Runs the "task attempt" lines read from descriptor 7.
run_list() {
  local next_task next_attempt
  while may_begin && read -r -u 7 next_task next_attempt; do
    run_task "$next_task" "$next_attempt"
  done
}

may_begin() {
  [[ -z $stopping && -z $near_end ]] && ! is_stopped && has_time_left
}

# Near the end of a job's walltime no new task starts: it could not finish. If no margin is given, the margin is twice the longest
# task that this worker has run.
has_time_left() {
  local margin=$claim_margin
  [[ -n $margin && -n $deadline ]] || return 0
  [[ $margin != auto ]] || margin=$((2 * longest))
  ! is_near_deadline "$margin" || near_end=yes
  [[ -z $near_end ]]
}

# A job that was suspended, or given more time, ends later than expected: when the end seems near, the driver is asked again.
is_near_deadline() { # <seconds>
  local later
  read_clock
  ((${now%.*} + $1 >= deadline)) || return 1
  [[ -n $ask_end ]] || return 0
  later=$("$BASH" -p "$ask_end" --end-time "$job" </dev/null 2>/dev/null) || return 0
  ! is_number "$later" || deadline=$later
  ((${now%.*} + $1 >= deadline))
}

# A worker takes its own share first, so that workers rarely compete for a task, and then whatever the others have not reached.
# For a sweep that has run before, a list contains the remaining tasks. It may be long, so it is read incrementally.
run_worker() { # <number> <of>
  if [[ -n $todo_file ]]; then
    [[ -r $todo_file ]] || die "cannot read $todo_file"
    exec 7< <(list_share "$1" "$2")
    run_list
    exec 7<&-
  else
    run_range $((first_task + $1 - 1)) "$last_task" "$2"
    [[ $2 -eq 1 ]] || run_range "$first_task" "$last_task" 1
  fi
}

# Prints the list's "task attempt" lines: every Nth, and then the others.
list_share() { # <number> <of>
  awk -v first="$first_task" -v last="$last_task" -v number="$1" -v of="$2" '
    pass != this_pass {
      pass = this_pass
      position = 0
    }
    NF == 2 && $0 !~ /[^0-9 ]/ && $1 >= first + 0 && $1 <= last + 0 {
      is_own = position++ % of == number - 1
      if (pass == 1 ? is_own : !is_own) print
    }
  ' this_pass=1 "$todo_file" this_pass=2 "$todo_file"
}

# Runs one task, as the next attempt if an earlier one ended without completing it.
run_one() { # <task>
  local next=1 found
  locate_task "$1"
  if [[ -d $task_dir ]]; then
    found=$("$BASH" -p "$sweep_dir/scripts/status.sh" --todo --only "$1")
    if [[ -z $found ]]; then
      printf 'task %s is already completed or running\n' "$1"
      return 0
    fi
    next=${found#* }
  fi
  run_task "$1" "$next"
  return "$last_status"
}
