# wandb takes seconds to start, so it gets many runs at a time. Its marker files show which runs were sent.
send_runs() {
  local at run batch sent=0
  for ((at = 0; at < ${#runs[@]}; at += 50)); do
    batch=("${runs[@]:at:50}")
    wandb sync ${options[@]+"${options[@]}"} "${batch[@]}" || true
    for run in "${batch[@]}"; do
      if was_sent "$run"; then
        sent=$((sent + 1))
      else
        printf 'not sent: %s\n' "$run" >&2
      fi
    done
  done
  printf '%d of %d runs sent\n' "$sent" "${#runs[@]}"
  [[ $sent -eq ${#runs[@]} ]]
}
