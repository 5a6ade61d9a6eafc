# On the launcher: asks all machines at once. Tasks on machines that are not responding count as running. Fails with 75 if none responds.
answer_here() {
  require_tools awk cat date grep mkdir mktemp mv rm sed ssh tr
  [[ -r state/distributed/places ]] || return 0
  if [[ $mode == ended ]]; then return 0; fi
  if [[ $mode == list ]] && read_kept distributed state/distributed/places; then return "$kept_code"; fi
  name_remote_sweep
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  asked=$(date +%s)
  ask_all
  cat "$folder"/rows.* >"$folder/rows" 2>/dev/null || true
  if [[ ! -s $folder/rows && ! -e $folder/answered ]]; then return 75; fi
  [[ $mode != list ]] || keep_rows distributed "$asked" 0
  cat "$folder/rows"
}

ask_all() {
  local name pids=()
  while IFS= read -r name; do
    find_machine "$name" || continue
    ask_one "$position" &
    pids+=("$!")
  done < <(cut -f 1 state/distributed/places | sort -u)
  wait ${pids[@]+"${pids[@]}"} || true
}

ask_one() { # <position>
  local words=()
  trap - EXIT
  if [[ $mode == cancel ]]; then
    IFS=$'\n' read -r -d '' -a words < <(numbers_of "${machine_names[$1]}") || true
    [[ ${#words[@]} -gt 0 ]] || return 0
  fi
  use_machine "$1"
  if ! try_there "$([[ $mode == cancel ]] && printf cancel || printf tasks)" ${words[@]+"${words[@]}"} </dev/null; then
    printf '%s: %s is not responding\n' "${0##*/}" "$remote_host" >&2
    return 0
  fi
  : >"$folder/answered"
  # The age of an answer is measured by this machine's clock.
  replace_lines <<<"$answer" >"$folder/rows.$1"
}

# Accepts only valid rows, with the time of the question.
replace_lines() {
  awk -F '\t' -v OFS='\t' -v asked="$asked" '
    $1 == "answered" && NF == 3 { $3 = asked }
    $1 == "answered" && NF == 3 || NF == 9 || $1 == "cancelled" && NF == 3 { print }
  '
}

# Prints the numbers of the selected jobs that belong to a machine.
numbers_of() { # <name of a machine>
  local job
  for job in ${jobs[@]+"${jobs[@]}"}; do
    ! grep -qxF -e "$1"$'\t'"${job%:*}" state/distributed/places || printf '%s\n' "${job##*:}"
  done
}
