# Whether any task has been claimed. The first name tells: there may be a million of them, which busybox alone, whose ls
# has no -f, reads all.
has_claims() { # <sweep directory>
  local name
  while read -r name; do
    [[ $name != task_* ]] || return 0
  done < <(ls -f "$1/tasks" 2>/dev/null || [[ $? -gt 128 ]] || ls "$1/tasks" 2>/dev/null)
  return 1
}
