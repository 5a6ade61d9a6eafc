# --- Output
function print_tasks(i, task) {
  print "task", "state", "exit_code", "cause", "host", "duration", "last_line", "resources"
  for (i = 1; i <= bads; i++) {
    task = bad[i]
    read_resources(task)
    print task, state[task], code[task], cause_of(task), host[task], duration[task], last_line[task], resources_of[task]
  }
}
# A task without logs was not reached above.
function cause_of(task) {
  if (!(task in cause)) {
    forget_evidence()
    cause[task] = name_cause(task)
  }
  return cause[task]
}
# The example of a cause is its first task with output.
function keep_example(task, name, i) {
  name = cause[task]
  if (kept == 0 || (name in example)) return
  example[name] = task
  for (i = kept > line_count ? kept - line_count + 1 : 1; i <= kept; i++)
    example_text[name] = example_text[name] "     | " tail_line[i % (line_count + 1)] "\n"
}
function print_groups(i, task, name, groups, most, number) {
  for (i = 1; i <= bads; i++) {
    task = bad[i]
    name = cause_of(task)
    if (!(name in size)) group[++groups] = name
    add_task(name, task)
  }
  if (!bads) {
    printf "%s: nothing failed: %d of %d tasks completed\n", ENVIRON["SWEEP"], all_done, total
    return
  }
  printf "%s: %d of %d tasks failed%s\n", ENVIRON["SWEEP"], bads, total, \
    (bads == 1 ? "" : groups == 1 ? ", all for the same reason" : ", for " groups " different reasons")
  # Largest group first; groups of equal size in the order of their first tasks.
  for (i = groups; i >= 1; i--) {
    number = size[group[i]]
    following[i] = first[number]
    first[number] = i
    if (number > most) most = number
  }
  for (number = most; number >= 1; number--) for (i = first[number]; i; i = following[i]) print_group(group[i])
}
function add_task(name, task) {
  if (!size[name]++) first_task[name] = task
  if (state[task] == "lost" || state[task] == "cancelled") cut_off[name]++
  add_use(name, task)
  if (state[task] == "failed" && duration[task] != "-" && duration[task] < 60) early[name]++
  if (!((name, host[task]) in on_host)) hosts[name] = hosts[name] (hosts[name] == "" ? "" : "\t") host[task]
  on_host[name, host[task]]++
  if (name in to && task == to[name] + 1) {
    to[name] = task
    return
  }
  end_range(name)
  from[name] = to[name] = task
}
function end_range(name) {
  if (!(name in to)) return
  list[name] = list[name] (list[name] == "" ? "" : ",") from[name] (from[name] == to[name] ? "" : "-" to[name])
}
function print_group(name, task) {
  end_range(name)
  printf "\n%d  %s\n", size[name], name
  print "   tasks " shorten(list[name])
  print_hosts(name)
  if (early[name] && size[name] == 1) print "   failed in the first minute"
  else if (early[name]) printf "   %s failed in the first minute\n", (early[name] == size[name] ? "all" : early[name])
  print_use(name)
  if (name == "signal KILL") print "   the logs do not show why; often the system ran out of memory"
  task = name in example ? example[name] : first_task[name]
  print_example(task)
  if (name in example && line_count > 0) printf "   task %d ended with\n%s", example[name], example_text[name]
  else if (!(name in example)) print "   no output in stderr.log"
  print_command(name)
}
# The command of the example with its parameters; nothing if a variable that it needs is not set here.
function print_example(task, command, text) {
  if (ENVIRON["HAS_NAMES"]) {
    command = "\"$SHELL_OF_TASKS\" -p scripts/task.sh --names " task " 2>/dev/null"
    if ((command | getline text) > 0) print "   task " task " is " substr(text, length(task) + 2)
    close(command)
  }
  command = "\"$SHELL_OF_TASKS\" -p scripts/task.sh --print " task " 2>/dev/null"
  if ((command | getline text) > 0) {
    gsub(/[\001-\037\177]/, " ", text)
    if (length(text) > 1000) text = substr(text, 1, 1000) "..."
    print "   task " task " ran " text
  }
  close(command)
}
function shorten(text) {
  if (length(text) <= 200) return text
  text = substr(text, 1, 200)
  sub(/[^,]*$/, "...", text)
  return text
}
function print_hosts(name, count, part, i, text) {
  count = split(hosts[name], part, "\t")
  if (count == 1) print "   host  " part[1]
  else {
    for (i = 1; i <= count && i <= 5; i++) text = text (i == 1 ? "" : ", ") part[i] " (" on_host[name, part[i]] ")"
    print "   hosts " text (count > 5 ? " and " count - 5 " more" : "")
  }
  if (count == 1 && size[name] > 1 && all_done > done[part[1]])
    printf "   all on this host, where %d completed, and %d elsewhere\n", done[part[1]], all_done - done[part[1]]
}
# The list may be too long to type. All failed tasks and all timed-out tasks have their own options.
function print_command(name, options, more) {
  more = more_for(name)
  # The attempts did not record how much they had.
  if (name == "walltime" && more == "") print "   use --walltime to give them more time"
  if (name == "out of memory" && more == "") print "   use --memory to request more"
  if (length(list[name]) <= 1000) options = "--task-ids " list[name]
  else if (!only && name == "walltime") options = "--timeout"
  else if (!only && !cut_off[name] && size[name] == states["failed"] + states["timeout"]) options = "--failed"
  else {
    options = "--task-ids @tasks.list"
    printf "   list: %s --tsv%s | awk -F %s %s$4 == \"%s\" { print $1 }%s >tasks.list\n", ENVIRON["ERRORS"], \
      ENVIRON["WORDS"], "\047\\t\047", "\047", name, "\047"
  }
  printf "   rerun: %s %s%s%s\n", ENVIRON["RESUME"], options, more, ENVIRON["LOST"]
}
# Options for twice the largest amount that a task of the group had.
function more_for(name, i, task, most) {
  if (name != "walltime" && name != "out of memory") return ""
  for (i = 1; i <= bads; i++) {
    task = bad[i]
    if (cause_of(task) != name) continue
    read_resources(task)
    most = name == "walltime" ? larger(most, walltime_of[task]) : larger(most, memory_of[task])
  }
  if (!most) return ""
  return name == "walltime" ? " --walltime " clock_of(2 * most) : " --memory " amount_of(2 * most)
}
function larger(a, b) {
  return a > b ? a : b + 0
}
# A duration, such as 08:00:00.
function clock_of(seconds) {
  return sprintf("%02d:%02d:%02d", int(seconds / 3600), int(seconds / 60) % 60, seconds % 60)
}
# An amount of memory, such as 16G or 512M.
function amount_of(mebibytes) {
  return mebibytes % 1024 ? mebibytes "M" : mebibytes / 1024 "G"
}
