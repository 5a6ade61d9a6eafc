# Sends the sweep to all machines at once, and writes the slots of those that are ready into a file, HSM_SLOTS, one per launcher. Its
# lines are a slot's number, its machine, the place and number by which the machine knows it, and its GPUs. Slots of this machine
# have - in the other fields.
prepare_machines() {
  local at pids=() names=() places=() ready=()
  left_out=()
  mkdir -p state/distributed || die "cannot write to $sweep_dir"
  printf '%s\n' "$patience" >state/distributed/patience || die "cannot write to $sweep_dir"
  printf '%s' "$lost" >state/distributed/lost || die "cannot write to $sweep_dir"
  name_all_code
  for ((at = 0; at < ${#machine_names[@]}; at++)); do
    if is_lost "${machine_names[at]}"; then continue; fi
    prepare_machine "$at" >"$folder/ready.$at" 2>"$folder/said.$at" &
    pids[at]=$!
  done
  for at in ${pids[@]+"${!pids[@]}"}; do
    if wait "${pids[at]}" && [[ -s $folder/ready.$at ]]; then
      ready+=("$at")
      places[at]=$(<"$folder/ready.$at")
      printf '%s\t%s\n' "${machine_names[at]}" "${places[at]}" >>state/distributed/places || die "cannot write to $sweep_dir"
    else
      left_out+=("$at")
      printf 'skipping %s:\n' "${machine_names[at]}" >&2
    fi
    replace_controls <"$folder/said.$at" >&2
  done
  write_slots
  [[ $slots -gt 0 ]] || die 'no machine is ready'
}

is_lost() { # <name of a machine>
  [[ $'\n'$lost == *$'\n'"$1"$'\n'* ]]
}

# If every machine already has the code, no snapshot is named.
name_all_code() {
  local directory
  code_name=''
  for directory in "${machine_workdirs[@]}"; do
    [[ -n $directory || -n $code_name ]] || name_code
  done
  start_record "$(date +%Y%m%d-%H%M%S)-$$" distributed "$code_name"
}

# Prints the place of a machine that has received the sweep and can run tasks.
prepare_machine() { # <position>
  local place
  trap - EXIT
  folder=$folder/$1
  mkdir "$folder" || exit
  use_machine "$1"
  push
  ask_there prepare "$python_there" "$conda_there" || exit 1
  place=$(answer_of place)
  [[ $place =~ ^remote(/[A-Za-z0-9._-]+){2}$ ]] || die "$remote_host did not report its place"
  printf '%s\n' "$place"
}

# Slots alternate between machines, so that a sweep with few tasks is also shared.
write_slots() {
  local at turn most=$local_jobs base
  # Each launch uses new numbers, on all machines.
  base=$(date +%s)$(printf '%05d' $(($$ % 100000)))
  slots=0
  for at in ${ready[@]+"${ready[@]}"}; do
    [[ ${machine_jobs[at]} -le $most ]] || most=${machine_jobs[at]}
  done
  for ((turn = 0; turn < most; turn++)); do
    for at in ${ready[@]+"${ready[@]}"}; do
      [[ $turn -lt ${machine_jobs[at]} ]] || continue
      slots=$((slots + 1))
      printf '%d\t%s\t%s\t%s%03d\t%s\n' "$slots" "${machine_names[at]}" "${places[at]}" "$base" "$slots" "$(gpus_of "$at" "$turn")"
    done
    [[ $turn -lt $local_jobs ]] || continue
    slots=$((slots + 1))
    printf '%d\t-\t-\t-\t-\n' "$slots"
  done >"$folder/slots"
  mv -f -- "$folder/slots" "$HSM_SLOTS" || die "cannot write to $sweep_dir"
}

# Prints the GPUs of a slot, out of those that its machine has for tasks, or -.
gpus_of() { # <position> <number of the slot there, from 0>
  local devices index text=''
  IFS=, read -r -a devices <<<"${machine_gpus[$1]}"
  for ((index = $2 * gpus_per_task; index < ($2 + 1) * gpus_per_task && ${#devices[@]} > 0; index++)); do
    text+=${text:+,}${devices[index % ${#devices[@]}]}
  done
  printf '%s' "${text:--}"
}
