locate_task() { # <task>
  task=$1
  task_dir=$sweep_dir/tasks/task_$task
}
