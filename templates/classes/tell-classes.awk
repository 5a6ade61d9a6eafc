# Reads the classes of each block, the output of describe_parameters, and lines "task attempt". With a wanted class, prints its tasks,
# as 1,5-8, or with several tasks per job the jobs that contain them. Otherwise prints each line with the class of its task or, if
# the input has no lines, one line for every task.

BEGIN { FS = "\t" }

is_task {
  if ($0 == "") next
  split($0, part, " ")
  print $0, class_of(part[1])
  any = 1
  next
}
$1 == "tasks" {
  is_task = 1
  next
}
$1 == "classes" {
  count = split($2, part, " ")
  ++described
  for (at = 1; at < count; at += 2) {
    rows[described] += part[at]
    last_row[described, ++run_of[described]] = rows[described]
    class_at[described, run_of[described]] = part[at + 1]
  }
  next
}

END {
  if (!want && any) exit
  from = to = -1
  for (block = 1; block <= block_count; block++) {
    first = start[block] + 1
    last = start[block] + tasks[block]
    if (last > task_count) last = task_count
    if (want && run_of[block] == 1) {
      if (class_at[block, 1] == want && first <= last) add(first, last)
      continue
    }
    for (task = first; task <= last; task++) {
      class = class_in(block, task - first)
      if (!want) printf "%.0f 1 %d\n", task, class
      else if (class == want) add(task, task)
    }
  }
  if (!want) exit
  end_range()
  printf "\n"
}

# Tasks mostly come in order.
function class_of(task) {
  if (block < 1 || block > block_count || task <= start[block]) block = 1
  while (block < block_count && task > start[block] + tasks[block]) block++
  return class_in(block, task - start[block] - 1)
}

# The class of a task, given by its position in its block, from 0.
function class_in(block, cell, row, at) {
  if (run_of[block] == 1) return class_at[block, 1]
  if (block in taken_count) cell = taken[block, cell]
  if (block in run_count) {
    find_rows(block, cell)
    row = row_of[last_axis[block]]
  } else row = cell % rows[block]
  for (at = 1; row >= last_row[block, at]; at++);
  return class_at[block, at]
}

function add(first, last) {
  first = int((first - 1) / per_job) + 1
  last = int((last - 1) / per_job) + 1
  if (first <= to + 1 && to > 0) {
    if (last > to) to = last
    return
  }
  end_range()
  from = first
  to = last
}

function end_range() {
  if (to < 0) return
  printf "%s%.0f", is_any ? "," : "", from
  if (to > from) printf "-%.0f", to
  is_any = 1
}
