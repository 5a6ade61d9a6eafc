show_summary() {
  local completed lines unended judged queue queued gone_jobs silent all counts
  bring_records
  read_journals_briefly
  read_queue
  find_lost
  # A worker may end an attempt between the reading of its line and the check whether it is alive. The task numbers distinguish
  # waiting tasks from completed ones.
  if [[ -n $queued$gone_jobs ]]; then
    completed='' lines=''
  elif has_lost; then
    reread_journals
  fi
  all="0"$'\t'"$completed"$'\t0\t0\t0\t0\t0\t0\t'$((task_count - completed))
  [[ -z $lines && -z $queued$gone_jobs && $completed -le $task_count ]] || all=$(derive summary | LC_ALL=C sort -n)
  if [[ $all == recount* ]]; then
    completed='' lines=''
    all=$(derive summary | LC_ALL=C sort -n)
  fi
  IFS=$'\t' read -r -a counts <<<"$all"
  show_counts "${counts[@]:1}"
  count_jobs
  show_stopped
  warn_of_changes
  open_tasks=$((counts[6] + counts[7] + counts[8]))
  [[ $queue != *.retry$'\t'* ]] || open_tasks=$((open_tasks + 1))
  # Pending tasks then wait for somebody to resume the sweep.
  [[ ! -d state/stop/stopped ]] || open_tasks=$((open_tasks - counts[8]))
  show_gone "$((counts[6] + counts[7]))"
  show_silent
  [[ $all != *$'\n'* ]] || show_failures "${all#*$'\n'}"
}

show_counts() { # <completed> <failed> <timeout> <cancelled> <lost> <running> <queued> <pending>
  local width=40 filled bar names=(completed failed timeout cancelled lost running queued pending) name
  filled=$((task_count ? $1 * width / task_count : 0))
  printf -v bar '%*s' "$filled" ''
  printf '%s: %s tasks\n[%s' "$sweep_id" "$task_count" "${bar// /#}"
  printf -v bar '%*s' "$((width - filled))" ''
  printf '%s] %s%%\n' "${bar// /.}" "$((task_count ? $1 * 100 / task_count : 0))"
  for name in "${names[@]}"; do
    case $name:$1 in
      completed:* | running:* | pending:*) print_count "$1" "$name" ;;
      *:0) ;;
      *) print_count "$1" "$name" ;;
    esac
    shift
  done
}

# On a terminal in a colour that can be read on light and on dark, unless NO_COLOR is set.
print_count() { # <count> <state>
  local color=''
  if [[ $1 -gt 0 && -n $columns && -z ${NO_COLOR-} && ${TERM-} != dumb ]]; then
    case $2 in
      completed) color=32 ;;
      running) color=36 ;;
      failed | timeout | cancelled | lost) color=31 ;;
      *) ;;
    esac
  fi
  printf '%s%10s  %s%s\n' "${color:+$'\033['${color}m}" "$1" "$2" "${color:+$'\033[0m'}"
}

show_failures() { # <lines of: task state exit_code host duration>
  local limit=20 shown=0 task state code host duration row batch=() logs=() ids=()
  printf '\n%8s  %-10s %5s  %-16s %10s  %s%s\n' TASK STATE EXIT HOST DURATION "${has_names:+NAME  }" 'LAST LINE OF STDERR'
  while IFS=$'\t' read -r task state code host duration; do
    shown=$((shown + 1))
    [[ -n $want_failed || $shown -le $limit ]] || break
    printf -v row '%8s  %-10s %5s  %-16s %10s' "$task" "$state" "$code" "$host" "$duration"
    batch+=("$row")
    logs+=("tasks/task_$task/stderr.log")
    ids+=("$task")
    if [[ ${#batch[@]} -eq 500 ]]; then
      show_batch
    fi
  done <<<"$1"
  [[ ${#batch[@]} -eq 0 ]] || show_batch
  [[ -n $want_failed || $shown -le $limit ]] || printf '%8s  more: %s --failed\n' ... "$0"
}

# Prints the rows in batch, each with the last line of its log. One tail reads all logs, with a header before each, so a long table
# needs hardly more processes than a short one. A log may contain anything, even a header, so lines are identified by position.
# On a terminal, rows are cut to its width in bytes, which are at least as many as the columns they take; a truncated character
# is dropped.
show_batch() {
  local log said=() names=()
  [[ -z $has_names ]] || read_names
  for log in "${logs[@]}"; do
    [[ ! -s $log ]] || said+=("$log")
  done
  [[ ${#said[@]} -eq 0 ]] ||
    exec 4< <(tail -n 1 /dev/null "${said[@]}" 2>/dev/null | cut -b 1-200 | replace_controls)
  if [[ -n $columns ]]; then
    print_rows | LC_ALL=C cut -b "1-$columns" | replace_controls
  else
    print_rows
  fi
  exec 4<&-
  batch=() logs=() ids=()
}

# Sets names to the names of the tasks in ids, or to nothing if a variable that their commands need is not set here.
read_names() {
  local name
  while IFS=$'\t' read -r _ name; do
    names+=("$name")
  done < <("$BASH" -p "$sweep_dir/scripts/task.sh" --names "${ids[@]}" 2>/dev/null)
}

print_rows() {
  local index line text next=0 LC_ALL=C
  for ((index = 0; index < ${#batch[@]}; index++)); do
    text=''
    if [[ ${logs[index]} == "${said[next]-}" ]]; then
      while IFS= read -r line <&4 && [[ $line != "==> ${logs[index]} <==" ]]; do :; done
      IFS= read -r text <&4 || true
      next=$((next + 1))
    fi
    printf '%s  %s%s\n' "${batch[index]}" "${has_names:+${names[index]-}  }" "$text"
  done
}

watch_summary() {
  local screen
  while :; do
    open_tasks=0
    [[ -z $columns ]] || read_terminal_width
    screen=$(show_summary && printf '\n%s' "$open_tasks")
    printf '\033[H\033[2J%s\n' "${screen%$'\n'*}"
    [[ ${screen##*$'\n'} -gt 0 ]] || return 0
    sleep 2
  done
}
