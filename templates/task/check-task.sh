check_task() { # <task>
  is_number "$1" || usage_error "not a task number: $1"
  # Base 10, whatever leading zeros it has.
  wanted=$((10#$1))
  ((wanted >= 1 && wanted <= task_count)) || usage_error "no task $1: tasks are 1 to $task_count"
}
