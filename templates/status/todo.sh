# Sets what derive needs. It reads the journals after that: a worker may end an attempt before it is looked for, and then
# they have all that it wrote.
look_up() {
  local unended
  bring_records
  read_unended
  read_queue
  find_lost
}

show_tsv() {
  local judged queue queued gone_jobs
  look_up
  derive tsv
}

# A task directory without a line in any journal is a claim whose journal was damaged. Claims are
# written before they are made, so one that was found before the journals were read a second time, and
# still has no line, has no owner: the next attempt takes it over.
show_todo() {
  local judged queue queued gone_jobs unclaimed list unowned may_be_kept=''
  look_up
  find_unclaimed
  list=$(derive todo)
  [[ -n $list ]] || return 0
  unowned=$(list_unowned)
  if [[ -n $unowned ]]; then
    look_up
    find_unclaimed
    list=$(
      { printf '%s\n' "$unowned" && derive todo; } | awk '
        NF == 1 {
          unowned[$1]
          next
        }
        $2 == 1 && $1 in unowned { $2 = 2 }
        { print }
      '
    )
  fi
  # At once, where printf would write line by line.
  [[ -z $list ]] || cat <<<"$list"
}

# Prints the tasks of list that are to be run for the first time, and have been claimed.
list_unowned() {
  local task attempt
  [[ -d tasks ]] || return 0
  if [[ ${#list} -lt 10000 ]]; then
    while read -r task attempt; do
      [[ $attempt != 1 || ! -d tasks/task_$task ]] || printf '%s\n' "$task"
    done <<<"$list"
    return
  fi
  # Names of files have no slash. Without -f, which busybox does not have, they are sorted first.
  { { ls -f tasks 2>/dev/null || ls tasks; } && printf '/\n' && cat <<<"$list"; } | LC_ALL=C awk '
    $1 == "/" {
      in_list = 1
      next
    }
    !in_list {
      if (sub(/^task_/, "")) claimed[$0]
      next
    }
    $2 == 1 && $1 in claimed { print $1 }
  '
}

# How many tasks are completed, of all or of those in a list of "task attempt" lines.
show_completed() {
  local judged='' queued='' gone_jobs=''
  derive completed
}
