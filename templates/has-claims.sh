# Whether any task has been claimed. Only the first name is read, because there may be a million. Busybox has no ls -f and
# reads them all.
has_claims() { # <sweep directory>
  local name
  while read -r name; do
    [[ $name != task_* ]] || return 0
  done < <(ls -f "$1/tasks" 2>/dev/null || [[ $? -gt 128 ]] || ls "$1/tasks" 2>/dev/null)
  return 1
}
