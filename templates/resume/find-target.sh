# Sets target and driver, the script that starts its work: the target that was requested, else the one that last ran the sweep,
# else the only one.
find_driver() {
  local drivers built
  drivers=$(list_drivers)
  built=$(cut -f 1 <<<"$drivers")
  [[ -n $built ]] || die "$sweep_dir has no built target, or its build.json is missing"
  if [[ -z $target ]]; then
    target=$(last_target "$built")
  fi
  if [[ -z $target ]]; then
    [[ $built != *$'\n'* ]] || usage_error "nothing has run yet: choose a target with --target: ${built//$'\n'/, }"
    target=$built
  fi
  driver=$(awk -F '\t' -v name="$target" '$1 == name { print $2 }' <<<"$drivers")
  [[ -n $driver ]] || usage_error "no target $target here: this sweep was built for ${built//$'\n'/, }"
}

# Prints the built targets whose drivers exist, from build.json: one name and script per line.
list_drivers() {
  local name script
  [[ -r build.json ]] || return 0
  awk -F '"' -v OFS='\t' '
    /^    "[^"]+": [{]$/ { name = $2 }
    /^        "script": "/ { print name, $4 }
  ' build.json | while IFS=$'\t' read -r name script; do
    [[ ! -e $script ]] || printf '%s\t%s\n' "$name" "$script"
  done
}

# Prints the target that last ran the sweep, if any.
last_target() { # <targets, one per line>
  local name
  while IFS= read -r name; do
    printf '%s %s\n' "$(last_use "$name")" "$name"
  done <<<"$1" | LC_ALL=C sort | sed -n '$s/^[0-9][^ ]* //p'
}

# Prints when a target last ran the sweep, as 2024-03-15T14:30:22, or nothing. For a scheduler that is in the ledger. Jobs that it
# starts later, and jobs of a job script submitted by hand, only have journals, and so do local runs: there it is when the
# latest worker began.
last_use() { # <target>
  local ledger=state/submissions.tsv journals=("state/$1"_*.tsv) time='' at
  if [[ -e $ledger ]]; then
    time=$(awk -F '\t' -v name="$1" '
      { sub(/\/.*/, "", $1) }
      $1 == name && $2 ~ /^(submitted|unknown)$/ { time = $3 }
      END { print time }
    ' "$ledger")
  fi
  # If nothing was submitted to a scheduler from here, its journals may have come from a machine behind SSH.
  if [[ -z $time && $1 != local && -e $ledger ]] && grep -q '^remote/' "$ledger"; then return 0; fi
  if [[ -z $time && -e ${journals[0]} ]]; then
    time=$(for ((at = 0; at < ${#journals[@]}; at += 1000)); do
      awk -F '\t' '
        /^[0-9]/ && NF >= 5 && !($4 in seen) {
          seen[$4]
          printf "%.0f\n", int($5)
        }
      ' "${journals[@]:at:1000}"
    done | LC_ALL=C sort -n | tail -n 1)
    [[ -z $time ]] || time=$(format_time "$time")
  fi
  printf '%s' "$time"
}

# Prints a time in the ledger's format, with the options of GNU date or BSD date.
format_time() { # <seconds since 1970>
  date -d "@$1" +%Y-%m-%dT%H:%M:%S 2>/dev/null || date -r "$1" +%Y-%m-%dT%H:%M:%S
}
