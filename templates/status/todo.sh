# Sets the input of derive. The journals are read after the processes are checked: a worker may end an attempt before the check,
# and then the journals show it.
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

# A task directory without a line in any journal is a claim whose journal was damaged. The line is written before the claim is
# made, so a claim that existed before the journals were read a second time and still has no line has no owner: the next
# attempt takes it over.
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
  # All at once, because printf would write line by line.
  [[ -z $list ]] || cat <<<"$list"
}

# Prints the tasks of list that would run for the first time but have already been claimed.
list_unowned() {
  local task attempt
  [[ -d tasks ]] || return 0
  if [[ ${#list} -lt 10000 ]]; then
    while read -r task attempt; do
      [[ $attempt != 1 || ! -d tasks/task_$task ]] || printf '%s\n' "$task"
    done <<<"$list"
    return
  fi
  # File names contain no slash. Busybox has no ls -f, so there they are sorted first.
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

# The number of completed tasks, of all or of those in a list of "task attempt" lines.
show_completed() {
  local judged='' queued='' gone_jobs=''
  derive completed
}
