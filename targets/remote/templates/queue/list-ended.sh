# Prints how the given jobs ended. A scheduler's jobs are looked up by its own script.
list_ended() {
  local job number code state others=()
  for job in ${jobs[@]+"${jobs[@]}"}; do
    number=${job##*:}
    [[ $job == "$place:"* ]] || others+=("$job")
    if ! is_number "$number" || [[ $job != "$place:"* || ! -d $root/.hsm/jobs/$number ]]; then continue; fi
    if is_running "$root/.hsm/jobs/$number"; then continue; fi
    code=$(end_of "$root/.hsm/jobs/$number")
    case $code in
      0) state=COMPLETED ;;
      130 | 143) state=CANCELLED ;;
      *) state=FAILED ;;
    esac
    printf 'ended\t%s\t%s\t%s\n' "$job" "$state" "exit code $code"
  done
  if [[ ${#others[@]} -gt 0 && -e scripts/queue-$backend.sh ]]; then
    "$BASH" -p "scripts/queue-$backend.sh" --max-age 30 --ended "${others[@]}"
  fi
}
