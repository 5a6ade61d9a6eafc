# Links the task's name in tasks/by-name to its directory; another attempt has the same link.
link_name() {
  { mkdir -p "$sweep_dir/tasks/by-name" && ln -sfn "../task_$task" "$sweep_dir/tasks/by-name/$task_name"; } 2>/dev/null ||
    printf '%s: cannot make a link tasks/by-name/%s\n' "${0##*/}" "$task_name" >&2
}
