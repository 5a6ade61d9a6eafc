# --- Jobs that were submitted, are no longer in the queue, and left no journal: they ended before their script began.
function remember_submission() {
  if ($3 == "submitted" && $2 ~ /\// && $7 != "-") {
    submission_of[++submissions] = sweeps
    submission[submissions] = $0
    name_of[$2 ":" $5] = $4
  } else if ($3 == "cancelled") cancelled[$2 ":" $5] = cancelled[$2 ":" $5] "," $7
}
function find_gone(i, field, parts, part, j, range, element, position) {
  for (i = 1; i <= submissions; i++) {
    split(submission[i], field, FS)
    if (!(field[2] in answered)) continue
    parts = split(field[7], part, ",")
    position = 0
    for (j = 1; j <= parts; j++) {
      if (split(part[j], range, "-") == 1) range[2] = range[1]
      for (element = range[1] + 0; element <= range[2] + 0; element++)
        check_element(submission_of[i], field, field[9] == "yes" ? ++position : element, element)
    }
  }
}
# An element of an array by its index, and which element of the sweep it is.
function check_element(sweep, field, position, element, array, job) {
  array = field[2] ":" field[5]
  job = array "_" position
  # A job outside an array has no index.
  if (job in live || array in live || (sweep, field[5] "_" position) in has_journal || (sweep, field[5]) in has_journal) return
  # If the rest of an array was cancelled, there may be one line for all of it.
  if (!(job in end_state) && array in end_state) copy_end(job, end_state[array], end_reason[array], array in known)
  if (!(job in end_state) && is_listed(position, cancelled[array])) copy_end(job, "CANCELLED", "by cancel.sh", 1)
  if (want == "ends") print_end(sweep, job, field[4])
  else if (!(job in end_state) || end_state[job] != "COMPLETED")
    print "gone", job, (job in end_state ? end_state[job] : "-"), first_task(sweep, field[6] + element), \
      last_task(sweep, field[6] + element), field[8], field[4], (end_reason[job] == "" ? "-" : end_reason[job])
}
function copy_end(job, state, reason, is_known) {
  end_state[job] = state
  end_reason[job] = reason
  if (is_known) known[job]
}
# How the requested jobs ended.
function find_asked(i, job, array) {
  for (i = 1; i <= jobs_asked; i++) {
    job = asked_job[i]
    array = job
    sub(/_[0-9]+$/, "", array)
    if (want == "ends") print_end(1, job, array in name_of ? name_of[array] : "-")
    else if (job in end_state) print "ended", job, end_state[job], (end_reason[job] == "" ? "-" : end_reason[job])
  }
}
# What to remember, or to ask elsewhere.
function print_end(sweep, job, name) {
  if (job in known) return
  if (job in end_state) print "ended", paths[sweep], job, end_state[job], end_reason[job]
  else print "unknown", paths[sweep], job, name
}
function is_listed(element, list, parts, part, i, range) {
  parts = split(list, part, ",")
  for (i = 1; i <= parts; i++) {
    if (split(part[i], range, "-") == 1) range[2] = range[1]
    if (part[i] != "" && element >= range[1] + 0 && element <= range[2] + 0) return 1
  }
  return 0
}
