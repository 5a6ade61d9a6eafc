# Finds the columns: the task, its parameters, its record, and the metrics in the order of the sources (the metrics that
# the sweep names, or else all that were found).
function choose_columns(at, part, count, metric) {
  is_taken["task"]
  for (at = 1; at <= record_count; at++) is_taken[record_name[at]]
  label[column_count = 1] = "task"
  if (has_names) {
    is_taken["name"]
    parameter_count++
  }
  for (at = 1; at <= parameter_count; at++)
    label[++column_count] = at == parameter_count && has_names ? "name" : free_name(parameter_name[at], "parameter.")
  for (at = 1; at <= record_count; at++) label[++column_count] = record_name[at]
  metric_base = column_count
  for (at = 1; at <= row_count; at++)
    if (!(layout_of_task[task_at[at]] in is_noted)) note_layout(layout_of_task[task_at[at]])
  for (source = 1; source <= source_count; source++) {
    count = split(substr(met_names[source], 2), part, "\t")
    if (takes_everything[source]) for (at = 1; at <= count; at++) add_column(part[at])
    else for (metric = first_metric[source]; metric <= last_metric[source]; metric++) add_column(escape(metric_label[metric]))
  }
}

function note_layout(layout, part, count, at) {
  is_noted[layout]
  count = split(layout_names[layout], part, "\t")
  for (at = 2; at < count; at += 2) {
    is_any_read = 1
    if ((part[at], part[at + 1]) in is_met) continue
    is_met[part[at], part[at + 1]]
    met_names[part[at]] = met_names[part[at]] "\t" part[at + 1]
  }
}

function add_column(name) {
  label[++column_count] = free_name(unescape(name), "metric.")
  column_of[source, name] = column_count
}

# Makes a name that no other column has.
function free_name(name, prefix) {
  while (name in is_taken) name = prefix name
  is_taken[name]
  return name
}

# The columns of a layout's values, in the order of the values. is_straight means all columns, in table order.
function find_columns(layout, part, count, at) {
  count = split(layout_names[layout], part, "\t")
  is_straight[layout] = count == 1 + 2 * (column_count - metric_base)
  for (at = 2; at < count; at += 2) {
    layout_column[layout, at / 2] = column_of[part[at], part[at + 1]]
    if (column_of[part[at], part[at + 1]] != metric_base + at / 2) is_straight[layout] = 0
  }
  columns_found[layout]
}
