# On a machine: prints the place covered and the time, and one line for each running task of this sweep.
list_slots() {
  local job number name task host
  printf 'answered\t%s\t%s\n' "$place" "$(date +%s)"
  read_place
  for job in state/remote/slots/*; do
    number=${job##*/}
    if ! is_number "$number" || [[ ! -e $job/name || ! -e $job/task ]]; then continue; fi
    if ! IFS= read -r name <"$job/name" || ! IFS= read -r task <"$job/task"; then continue; fi
    is_running "$job" || continue
    printf '%s\t%s:%s\trunning\trunning\t%s\t%s\t-\t%s\t%s\n' "$sweep_id" "$place" "$number" "$task" "$task" "$name" "$host"
  done
}
