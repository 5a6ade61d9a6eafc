# Prints the running jobs and the records that the caller lacks. Standard input lists those that it has.
records() {
  read_remote_place_if_any
  if [[ ! -e $sweep_dir/state/remote/here ]]; then
    say answered "${place:-remote/nowhere/nobody}"$'\t'"$(date +%s)"
    return
  fi
  /bin/bash -p "$sweep_dir/scripts/queue-remote.sh" --records
}

read_remote_place_if_any() {
  place=''
  [[ ! -e $root/.hsm/place ]] || read_remote_place
}

cancel() { # <job>…
  [[ -e $sweep_dir/state/remote/here ]] || die 'the sweep is not on this machine'
  /bin/bash -p "$sweep_dir/scripts/queue-remote.sh" --cancel "$@" </dev/null
}

ended() { # <job>…
  [[ ! -e $sweep_dir/state/remote/here ]] || /bin/bash -p "$sweep_dir/scripts/queue-remote.sh" --ended "$@" </dev/null
}

# Prints the newest log of a driver, its size and the sizes of all, or the complete lines of a log after the given number of bytes.
log() { # [<name> <known bytes>]
  local LC_ALL=C logs text end
  cd -- "$sweep_dir" 2>/dev/null || die 'the sweep is not on this machine'
  IFS=$'\n' read -r -d '' -a logs < <(ls -tr logs/*.log 2>/dev/null) || true
  [[ ${#logs[@]} -gt 0 ]] || return 0
  if [[ -z ${1-} ]]; then
    end=${logs[${#logs[@]} - 1]}
    printf '%s\t%d\n' "$end" "$(wc -c <"$end")"
    tail -n 20 -- "${logs[@]}"
  else
    text=$(tail -c "+$(($2 + 1))" -- "$1" && printf '/')
    end=${text##*$'\n'}
    text=${text%"$end"}
    printf '%s\t%d\n%s' "$1" "$(($2 + ${#text}))" "$text"
  fi
}

# Waits for the end of a job, for a limited number of seconds, and reports if it ended only now.
wait_for() { # <number> <seconds>
  local job=$root/.hsm/jobs/$1 end=$((SECONDS + $2)) tries pause=0.05
  is_number "$1" && [[ ! -e $job/end ]] || return 0
  for ((tries = 0; SECONDS < end; tries++)); do
    [[ ! -e $job/end ]] || break
    # Short jobs should not have to wait for a full interval.
    [[ $tries -lt 40 ]] || pause=0.2
    sleep "$pause"
  done
  say waited yes
}

# Files written from now on are not part of this pull.
pulling() {
  [[ -e $sweep_dir/state/remote/here ]] || return 0
  say there yes
  list_provenance
  mkdir -p -- "$sweep_dir/tasks" "$sweep_dir/logs" || die "cannot write to $sweep_dir"
  : >"$sweep_dir/state/remote/pulling" || die "cannot write to $sweep_dir"
  say rsync "$(command -v rsync || true)"
}

list_provenance() {
  local file
  for file in "$sweep_dir"/state/provenance/*.txt; do
    [[ -e $file ]] || continue
    file=${file##*/}
    say recorded "${file%.txt}"
  done
}

show_record() { # <name>
  [[ $1 =~ ^[A-Za-z0-9_-][A-Za-z0-9._-]*$ ]] || die "invalid record name: $1"
  cat -- "$sweep_dir/state/provenance/$1.txt" || die "no record $1 in $sweep_dir"
}

pulled() {
  mv -- "$sweep_dir/state/remote/pulling" "$sweep_dir/state/remote/pulled" || die "cannot write to $sweep_dir"
}

# Prints an archive of the results, for callers without rsync.
pack() {
  cd -- "$sweep_dir" && tar -cf - tasks logs
}
