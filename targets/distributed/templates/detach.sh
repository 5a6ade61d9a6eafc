# Starts this script again as a session of its own, which goes on when this one ends.
detach_launcher() {
  local log words_left=() word command=(setsid)
  command -v setsid >/dev/null || command=(nohup)
  for word in "${words[@]}"; do
    [[ $word == --detach ]] || words_left+=("$word")
  done
  mkdir -p logs || die "cannot write in $sweep_dir"
  log=logs/distributed_$(date +%Y%m%d-%H%M%S)_$$.log
  # A list that --only names is seen from where this was called.
  (
    cd -- "$called_from" || exit
    exec "${command[@]}" "$BASH" -p "$sweep_dir/scripts/distributed.sh" --no-progress ${words_left[@]+"${words_left[@]}"} \
      </dev/null >"$sweep_dir/$log" 2>&1
  ) &
  printf 'process %s distributes the tasks; %s has what it says, %s how it goes\n' "$!" "$sweep_dir/$log" "$sweep_dir/scripts/status.sh"
}
