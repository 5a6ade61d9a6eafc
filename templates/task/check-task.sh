check_task() { # <task>
  is_number "$1" || usage_error "invalid task number: $1"
  # Base 10, whatever leading zeros it has.
  wanted=$((10#$1))
  ((wanted >= 1 && wanted <= task_count)) || usage_error "no task $1: the sweep has tasks 1 to $task_count"
}
