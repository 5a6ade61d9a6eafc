
# For each task, the cache holds its record (from status.sh), what its files contained, and the resulting row of the table.
# Fields of a cached line: task, record, signs, layout, types, values, row. Layouts and columns have lines of their own.
# Task numbers are text throughout: mawk takes three times as long for an array with both number and text keys.
BEGIN {
  FS = "\t"
  # Names of files, in which -v would read escapes.
  keep = ENVIRON["KEEP"]
  sweep_id = ENVIRON["SWEEP_ID"]
  separator = output == "tsv" ? "\t" : output == "csv" ? "," : ", "
  row_end = output == "csv" ? "\r\n" : "\n"
  longest_text = 131072
  pi = 3.141592653589793
  record_count = split("state,exit_code,duration,host,attempt,started,ended,cpu_time,peak_memory", record_name, ",")
  for (i = 1; i < 32; i++) code_of[sprintf("%c", i)] = i
  # JSON tokens that may come next.
  VALUE = 1
  VALUE_OR_END = 2
  KEY = 3
  KEY_OR_END = 4
  COLON = 5
  COMMA = 6
  NOTHING = 7
  named_escape["b"] = "\b"
  named_escape["f"] = "\f"
  named_escape["n"] = "\n"
  named_escape["r"] = "\r"
  named_escape["t"] = "\t"
}
mode == "space" {
  read_space()
  next
}
mode == "sources" {
  read_sources()
  next
}
# For a table with one row per task, configurations.awk computes the rows per configuration.
mode == "replicates" {
  is_replicate[unescape($1)]
  next
}
mode == "table" {
  read_row()
  next
}
mode == "kept" && FNR == 1 {
  is_same_sweep = $1 == kept_head
  next
}
mode == "kept" && !is_same_sweep { next }
mode == "kept" {
  if ($1 == "layout") read_layout()
  else if ($1 == "columns") kept_columns = $0
  else {
    task = $1 ""
    kept_line[task] = $0
    kept_record[task] = $2
    kept_signs[task] = $3
    layout_of_task[task] = $4
    kept_row[task] = $7
    if (!has_rows) task_at[++row_count] = task
  }
  next
}
# Tasks that other processes have already read, with their own layouts.
mode == "part" {
  if ($1 == "layout") layout_of_part[$2] = read_layout()
  else note_read($1 "", $3, layout_of_part[$4], $5, $6)
  next
}
# A file that changed since the last run is listed twice.
mode == "there" {
  if ($0 in is_there) is_changed[$0]
  is_there[$0]
  next
}
# Turns task, state, attempt, exit code, host, start, end and cost into the record columns of a table. No value needs quotes.
FNR > 1 && (part == 0 || FNR % 2 == part - 1) {
  task = $1 ""
  task_at[++row_count] = task
  record = $2 "," $4 "," ($7 == "-" ? "-" : sprintf("%.3f", $7 - $6)) "," $5 "," $3 "," $6 "," $7 "," $8 "," $9
  if (record ~ /,-/) gsub(/,-/, ",", record)
  record_of[task] = record
}
END {
  if (over) {
    write_configurations()
    exit
  }
  is_settled = 1
  for (i = 1; i <= row_count; i++) look_at(task_at[i])
  if (part) print_part()
  else {
    write_table()
    warn()
  }
}

# Tasks that did not change since the last run are not read again.
function look_at(task, state) {
  if (!has_rows) record_of[task] = kept_record[task]
  state = record_of[task]
  sub(/,.*/, "", state)
  if (state != "completed" && (can_wait || state !~ /^(pending|failed|timeout|cancelled|lost)$/)) is_settled = 0
  if (task in types_of) {
    note_signs(task, signs_of[task], state == "completed")
    return
  }
  if (is_fresh(task)) {
    if (kept_signs[task] ~ /[0cx]/) note_signs(task, kept_signs[task], state == "completed")
    return
  }
  if (state == "pending") signs = names = types = values = ""
  else read_task(task, state == "completed")
  note_signs(task, signs, state == "completed")
  note_read(task, signs, find_layout(names), types, substr(values, 2))
}

function note_read(task, signs, layout, types, values) {
  signs_of[task] = signs
  layout_of_task[task] = layout
  types_of[task] = types
  values_of[task] = values
}

function print_part(at, task) {
  for (at = 1; at <= layout_count; at++) print "layout\t" at layout_names[at]
  for (at = 1; at <= row_count; at++) {
    task = task_at[at]
    print task "\t\t" signs_of[task] "\t" layout_of_task[task] "\t" types_of[task] "\t" values_of[task]
  }
}

function is_fresh(task, path) {
  if (!(task in kept_line) || kept_record[task] != record_of[task]) return 0
  # A task without an end may still be writing.
  if (record_of[task] ~ /,,[^,]*,[^,]*$/) return kept_signs[task] == ""
  for (source = 1; source <= source_count; source++) {
    path = "tasks/task_" task "/" source_file[source]
    if (path in is_changed || (path in is_there) != (substr(kept_signs[task], source, 1) != "0")) return 0
  }
  return 1
}

function read_layout() {
  return find_layout(substr($0, length($1 "\t" $2) + 1))
}

# The number of the layout with these names.
function find_layout(names) {
  if (!(names in layout_of)) {
    layout_of[names] = ++layout_count
    layout_names[layout_count] = names
  }
  return layout_of[names]
}

function note_signs(task, signs, is_complete) {
  for (source = 1; source <= source_count; source++) {
    if (substr(signs, source, 1) == "x" && !unreadable[source]++) unreadable_example[source] = task
    if (substr(signs, source, 1) == "c" && !too_long[source]++) too_long_example[source] = task
    if (substr(signs, source, 1) == "0" && is_complete && !absent[source]++) absent_example[source] = task
  }
}

function warn(metric) {
  for (source = 1; source <= source_count; source++) {
    if (unreadable[source])
      complain(unreadable[source] " of the " source_file[source] " files cannot be read, for example that of task " \
        unreadable_example[source])
    if (too_long[source])
      complain(too_long[source] " of the " source_file[source] " files contain a text of more than " longest_text \
        " characters, which is left out, for example that of task " too_long_example[source])
    if (absent[source]) {
      complain(absent[source] " completed tasks have no " source_file[source] ", for example task " absent_example[source])
      if (source_file[source] in is_in_project)
        complain("the project root contains " source_file[source] ", which each task overwrites: have the program write " \
          "to the directory in HSM_TASK_DIR, or pass it {task_dir}")
    }
    for (metric = first_metric[source]; metric <= last_metric[source]; metric++)
      if (is_any_read && !((source, escape(metric_label[metric])) in is_met)) complain("no task has " metric_label[metric])
  }
}

function complain(text) {
  gsub(/[\001-\037\177]/, " ", text)
  print "collect.sh: " text >"/dev/stderr"
}
