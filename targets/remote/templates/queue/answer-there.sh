# On the machine. Its scheduler's jobs are listed by the scheduler's own script.
answer_there() {
  case $mode in
    cancel) cancel_there ;;
    ended) list_ended ;;
    *)
      if [[ $backend == local ]]; then
        list_jobs
      elif [[ $mode == records ]]; then
        printf 'answered\t%s\t%s\n' "$place" "$(date +%s)"
        "$BASH" -p "scripts/queue-$backend.sh"
      fi
      [[ $mode != records ]] || print_records
      ;;
  esac
}
