# For each way in which jobs ended before their script began, prints one line: how many jobs, the state and reason of the scheduler,
# their tasks, and one of the jobs. Jobs whose tasks have all begun or are waiting again do not count.
function print_gone(i, field, way, ways, jobs, ways_order, tasks, example, any) {
  for (i = 1; i <= total + 0 && !any; i++) any = !(i in state)
  for (i = 1; i <= gone_jobs; i++) {
    split(gone_job[i], field, "\t")
    # Workers have no tasks of their own.
    if (field[5] + 0 > 0 ? !has_pending(field[4] + 0, field[5] + 0, field[6]) : !any) continue
    way = field[3] "\t" field[8]
    if (!(way in jobs)) {
      ways_order[++ways] = way
      example[way] = field[2]
    }
    jobs[way]++
    if (field[5] + 0 > 0 && length(tasks[way]) < 60) tasks[way] = tasks[way] (tasks[way] == "" ? "" : ",") \
      field[4] (field[4] == field[5] ? "" : "-" field[5])
    else if (field[5] + 0 > 0 && tasks[way] !~ /\.\.\.$/) tasks[way] = tasks[way] ",..."
  }
  for (i = 1; i <= ways; i++) {
    way = ways_order[i]
    print "gone", jobs[way], way, (tasks[way] == "" ? "-" : tasks[way]), example[way]
  }
}
function has_pending(first, last, list, task, line, found) {
  if (list == "-") {
    for (task = first; task <= last; task++) if (!(task in state)) return 1
    return 0
  }
  list = "state/" list
  while (!found && (getline line <list) > 0) {
    task = line + 0
    found = task >= first && task <= last && !(task in state)
  }
  close(list)
  return found
}
