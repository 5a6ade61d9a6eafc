# Starts this script again in its own session, which outlives this one.
detach_launcher() {
  local log words_left=() word command=(setsid)
  command -v setsid >/dev/null || command=(nohup)
  for word in "${words[@]}"; do
    [[ $word == --detach ]] || words_left+=("$word")
  done
  mkdir -p logs || die "cannot write to $sweep_dir"
  log=logs/distributed_$(date +%Y%m%d-%H%M%S)_$$.log
  # The path of a list in --only is relative to the caller's directory.
  (
    cd -- "$called_from" || exit
    exec "${command[@]}" "$BASH" -p "$sweep_dir/scripts/distributed.sh" --no-progress ${words_left[@]+"${words_left[@]}"} \
      </dev/null >"$sweep_dir/$log" 2>&1
  ) &
  printf 'process %s distributes the tasks; its log is %s, and %s shows the progress\n' "$!" "$sweep_dir/$log" "$sweep_dir/scripts/status.sh"
}
