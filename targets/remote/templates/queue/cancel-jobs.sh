# On the machine: stops jobs of this sweep, and prints "cancelled 1 NUMBER" for each. Their drivers give the tasks the grace period.
cancel_there() {
  local job number process result=0
  read_place
  for job in ${jobs[@]+"${jobs[@]}"}; do
    if [[ $job != "$place:"* ]]; then
      "$BASH" -p "scripts/queue-$backend.sh" --cancel "$job" || result=1
      continue
    fi
    number=${job##*:}
    if ! is_number "$number" || ! find_jobs | grep -q "/$number\$" || ! is_running "$root/.hsm/jobs/$number"; then
      printf 'job %s was not cancelled: it has ended or belongs to another sweep\n' "$number" >&2
      continue
    fi
    end_job "$number" || result=1
  done
  return "$result"
}

end_job() { # <number>
  local process host machine_then targets=()
  IFS=$'\t' read -r process host <"$root/.hsm/jobs/$1/process" || return 1
  machine_then=${process##*@}
  if ! is_this_machine; then
    printf 'cannot cancel job %s: it runs on %s\n' "$1" "$host" >&2
    return 1
  fi
  if is_alive "${process%@*}"; then
    targets=("${process%%@*}")
  else
    while IFS= read -r process; do
      if is_alive "$process"; then targets+=("${process%%@*}"); fi
    done < <(list_workers "$1")
  fi
  [[ ${#targets[@]} -eq 0 ]] || kill -s TERM "${targets[@]}" 2>/dev/null || true
  printf 'cancelled\t1\t%s\n' "$1"
}
