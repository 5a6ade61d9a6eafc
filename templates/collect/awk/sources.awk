# The sources of results, as describe_sources prints them: files, and the metrics to take from each.
function read_sources(at, path) {
  if ($1 == "source") {
    source_count++
    format[source_count] = $2
    source_file[source_count] = unescape($3)
    takes_everything[source_count] = 1
    first_metric[source_count] = metric_count + 1
    last_metric[source_count] = metric_count
    return
  }
  if ($1 == "in_project") {
    is_in_project[unescape($2)]
    return
  }
  takes_everything[source_count] = 0
  last_metric[source_count] = ++metric_count
  metric_label[metric_count] = unescape($2)
  take[metric_count] = $3
  if (format[source_count] == "log") {
    read_pattern(metric_count)
    return
  }
  path = metric_key[metric_count] = unescape($4)
  wanted[source_count, path]
  # All dotted suffixes of a wanted path, because a key may itself contain dots.
  leaf[path]
  for (at = length(path); at > 0; at--) {
    if (substr(path, at, 1) != ".") continue
    within[source_count, substr(path, 1, at - 1)]
    leaf[substr(path, at + 1)]
  }
}

function read_pattern(metric) {
  metric_key[metric] = metric
  wanted[source_count, metric]
  before[metric] = unescape($4)
  taken[metric] = unescape($5)
  after[metric] = unescape($6)
  whole[metric] = "(" taken[metric] ")"
  if (before[metric] != "") whole[metric] = "(" before[metric] ")" whole[metric]
  if (after[metric] != "") whole[metric] = whole[metric] "(" after[metric] ")"
}

# Reads the files of a task. Sets signs to one character per source (1: read; c: read, except for texts that are too long;
# x: cannot be read; 0: missing), and sets names, types and values of its metrics. A set of names is a layout: most tasks of a
# sweep share one.
function read_task(task, is_complete, at, metric, path) {
  signs = names = types = values = ""
  for (source = 1; source <= source_count; source++) {
    path = "tasks/task_" task "/" source_file[source]
    if (!(path in is_there)) {
      signs = signs "0"
      continue
    }
    if (!read_source(path, is_complete)) {
      signs = signs "x"
      continue
    }
    signs = signs (is_cut ? "c" : "1")
    if (takes_all) for (at = 1; at <= order_length; at++) add_metric(order[at], found_type[order[at]], found[order[at]])
    else for (metric = first_metric[source]; metric <= last_metric[source]; metric++) take_metric(metric, metric_key[metric])
  }
}

function add_metric(name, type, text) {
  if (!(name in escaped)) escape_name(name)
  names = names "\t" source "\t" escaped[name]
  types = types type
  values = values "\037" (type == "s" ? escape(text) : text)
}

function read_source(file, is_complete) {
  split("", found)
  order_length = broken = is_cut = 0
  takes_all = takes_everything[source]
  if (format[source] == "json") return read_json(file) && !broken
  split("", numbers)
  if (format[source] == "csv") return read_table(file, is_complete) && !broken
  if (format[source] == "key_value") return read_key_value(file, is_complete) && !broken
  return read_log(file) && !broken
}

function hold(name, type, text) {
  if (type == "s") {
    # Longer texts are useless in a table, and few programs can read them.
    if (length(text) > longest_text) {
      is_cut = 1
      return
    }
    if (!is_utf8(text)) broken = 1
  }
  if (!(name in found)) {
    if (!(name in escaped)) escape_name(name)
    order[++order_length] = name
  }
  found[name] = text
  found_type[name] = type
}

function take_metric(metric, name, label) {
  if (!(name in found)) return
  label = metric_label[metric]
  if (take[metric] == "last") add_metric(label, found_type[name], found[name])
  else if (take[metric] == "first") add_metric(label, is_number(earliest[name]) ? "n" : "s", earliest[name])
  else if (name in numbers) {
    if (take[metric] == "min") add_metric(label, "n", least[name])
    else if (take[metric] == "max") add_metric(label, "n", most[name])
    else add_metric(label, "n", sprintf("%.15g", sum[name] / numbers[name]))
  }
}

# Most files have the same names.
function escape_name(name) {
  if (is_utf8(name)) escaped[name] = escape(name)
  else broken = 1
}
