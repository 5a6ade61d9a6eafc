# Sets name, place, number and gpus of a slot: its machine and what the machine calls it; - for a slot of this machine.
read_slot() { # <slot>
  local slot
  name=''
  while IFS=$'\t' read -r slot name place number gpus; do
    [[ $slot != "$1" ]] || return 0
  done <"${HSM_SLOTS:?is set by distributed.sh}"
  die "unknown slot $1: slots are created by distributed.sh"
}

# Prints, for the journals, the host and the job number that the machine uses for the slot.
print_slot() {
  [[ $name == - ]] || printf '%s\t%s:%s.0\n' "$name" "$place" "$number"
}

# Sets name, number and run (the machine's name for this attempt), and is_adopted if an earlier launcher started it: an attempt with
# unknown outcome may still be running on its machine. A completed one is done.
find_run() { # <slot> <attempt>
  local known_name known_number known_run known_end
  is_adopted=''
  rm -f -- "tasks/task_$task/unreachable"
  read_slot "$1"
  run=task_$task.attempt_$2.$number
  if [[ -r $note ]] && IFS=$'\t' read -r known_name known_number known_run known_end <"$note"; then
    [[ $known_end != 0 ]] || exit 0
    if [[ $known_end == - ]] && ! is_lost "$known_name" && find_machine "$known_name"; then
      name=$known_name number=$known_number run=$known_run is_adopted=yes
    fi
  fi
  find_machine "$name" || die "machine $name is no longer in the configuration"
  use_machine "$position"
  [[ -n $is_adopted ]] || write_note -
}

is_lost() { # <name of a machine>
  [[ -r state/distributed/lost ]] && grep -qxF -e "$1" state/distributed/lost
}

# Leaves a note for the next attempt at this task.
write_note() { # <exit code, or ->
  printf '%s\t%s\t%s\t%s\n' "$name" "$number" "$run" "$1" >"$note.new" || die "cannot write $note"
  mv -f -- "$note.new" "$note" || die "cannot write $note"
}
