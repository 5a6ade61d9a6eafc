# Sets host. A job is running while its process lives, or anything that it started: a worker outlives a killed driver. A job
# on another machine that shares the directory cannot be checked, so it counts as running; after a reboot no job is left.
is_running() { # <job>
  local process machine_then
  host=-
  if [[ -e $1/end ]]; then
    has_workers "${1##*/}"
    return
  elif [[ ! -e $1/process ]]; then
    # It is about to start, or failed to start.
    [[ -n $(find "$1/name" -mmin -2) ]]
    return
  fi
  IFS=$'\t' read -r process host <"$1/process" || return 1
  machine_then=${process##*@}
  if ! is_this_machine; then
    [[ $host != "$here" || ${machine_then%%.*} != "${machine%%.*}" || ${machine_then##*.} != "${machine##*.}" || $machine == -* ]]
    return
  fi
  is_alive "${process%@*}" || has_workers "${1##*/}"
}

# Whether a worker of a job, or a worker's program, is still alive.
has_workers() { # <number>
  local process
  while IFS= read -r process; do
    if is_alive "$process"; then return 0; fi
  done < <(list_workers "$1")
  return 1
}

# Prints the processes of a job's attempts that have no end.
list_workers() { # <number>
  local journals=("state/$(name_of "$1")"_*.tsv)
  [[ -e ${journals[0]} ]] || return 0
  LC_ALL=C awk -F '\t' '
    /^[0-9]/ && NF >= 5 && NF < 9 && $4 ~ /^[0-9]+@/ {
      split($4, part, "@")
      print part[1] "@" part[2]
      if (NF > 6) print $6
    }
  ' "${journals[@]}"
}

# The names of a job's journals and logs.
name_of() { # <number>
  local name=${place#remote/}
  printf 'remote_%s_%s' "${name%/*}" "$1"
}
