# On the machine: like every queue script, prints the place covered and the time, one line for each running job of this sweep, and
# one for each that ended before it wrote a journal.
list_jobs() {
  local job number name code reason host
  printf 'answered\t%s\t%s\n' "$place" "$(date +%s)"
  read_place
  while IFS= read -r job; do
    number=${job##*/}
    IFS= read -r name <"$job/name" || continue
    if is_running "$job"; then
      printf '%s\t%s:%s\trunning\trunning\t0\t0\t-\t%s\t%s\n' "$sweep_id" "$place" "$number" "$name" "$host"
    elif ! has_journal "$number" && code=$(end_of "$job") && [[ $code != 0 ]]; then
      reason=$(tail -n 1 "$(name_log "$number")" 2>/dev/null | tr -d '\t') || true
      printf 'gone\t%s:%s\tEXIT %s\t0\t0\t-\t%s\t%s\n' "$place" "$number" "$code" "$name" "${reason:--}"
    fi
  done < <(find_jobs)
}

has_journal() { # <number>
  local journals=("state/$(name_of "$1")"_*.tsv)
  [[ -e ${journals[0]} ]]
}

# Prints the exit code of a job that has ended. A job without one was killed.
end_of() { # <job>
  local code=137
  [[ ! -e $1/end ]] || IFS= read -r code <"$1/end"
  printf '%s' "$code"
}
