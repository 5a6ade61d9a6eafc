# The worker slot's share of the GPUs that --gpus lists: as many as a task requests, or one.
assign_gpus() { # <list> <slot>
  local devices each=$gpus_each first index
  IFS=, read -r -a devices <<<"$1"
  # A program cannot use a GPU twice.
  [[ $each -le ${#devices[@]} ]] || each=${#devices[@]}
  first=$((($2 - 1) * each))
  for ((index = first; index < first + each; index++)); do
    task_gpus+=${task_gpus:+,}${devices[index % ${#devices[@]}]}
  done
}
