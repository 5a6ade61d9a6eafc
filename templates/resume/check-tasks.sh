# Refuses tasks that were selected by number and are running. The driver skips completed and queued tasks, which is reported
# here.
check_tasks() {
  local ranges last kind tasks running=''
  read_task_list "$list"
  last=${ranges##*$'\t'}
  [[ $ranges != range$'\t0\t'* ]] || usage_error "no task 0: the sweep has tasks 1 to $task_count"
  [[ $last -le $task_count ]] || usage_error "no task $last: the sweep has tasks 1 to $task_count"
  tasks=$(find_passed_over) || die 'cannot determine the state of the tasks: nothing was started'
  [[ -n $tasks ]] || return 0
  while IFS=$'\t' read -r kind tasks; do
    case $kind in
      running) running=$tasks ;;
      *) printf '%s: %s, skipped: %s\n' "${0##*/}" "$kind" "$tasks" >&2 ;;
    esac
  done <<<"$tasks"
  [[ -z $running ]] ||
    die "still running: $running. Nothing was started. Use scripts/cancel.sh to stop them, or --lost HOST if the host is gone"
}

# Prints which tasks of the list are running, and where, and which will be skipped.
find_passed_over() {
  "$BASH" -p scripts/status.sh --tsv --only "$list" ${lost[@]+"${lost[@]}"} | LC_ALL=C awk -F '\t' '
    function add(key, task) {
      if (!(key in to)) keys[++count] = key
      else if (task == to[key] + 1) {
        to[key] = task
        return
      } else end_range(key)
      from[key] = to[key] = task
    }
    function end_range(key) {
      text[key] = text[key] (text[key] == "" ? "" : ",") from[key] (from[key] == to[key] ? "" : "-" to[key])
    }
    $2 == "running" { add("running on " $5, $1 + 0) }
    $2 == "completed" { add("already completed", $1 + 0) }
    $2 == "queued" { add("already in the queue", $1 + 0) }
    END {
      for (i = 1; i <= count; i++) {
        key = keys[i]
        end_range(key)
        if (length(text[key]) > 400) {
          text[key] = substr(text[key], 1, 400)
          sub(/[^,]*$/, "...", text[key])
        }
        if (key !~ /^running/) print key "\t" text[key]
        else running = running (running == "" ? "" : "; ") text[key] substr(key, 8)
      }
      if (running != "") print "running\t" running
    }
  '
}
