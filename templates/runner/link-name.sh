# Links the task's name in tasks/by-name to its directory. Later attempts use the same link.
link_name() {
  { mkdir -p "$sweep_dir/tasks/by-name" && ln -sfn "../task_$task" "$sweep_dir/tasks/by-name/$task_name"; } 2>/dev/null ||
    printf '%s: cannot create the link tasks/by-name/%s\n' "${0##*/}" "$task_name" >&2
}
