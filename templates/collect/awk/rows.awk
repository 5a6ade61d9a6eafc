function write_table(at, line, heading, task, part, is_same) {
  choose_columns()
  for (at = 1; at <= column_count; at++) cell[at] = write_cell("s", label[at])
  heading = join_cells()
  if (output == "jsonl") for (at = 1; at <= column_count; at++) label[at] = cell[at] ": "
  else printf "%s%s", heading, row_end
  line = "columns\t" output "\t" escape(heading)
  print kept_head "\t" run (is_settled ? "\tsettled" : "") >keep
  print line >keep
  for (at = 1; at <= layout_count; at++) print "layout\t" at layout_names[at] >keep
  is_same = line == kept_columns
  for (at = 1; at <= row_count; at++) {
    task = task_at[at]
    if (task in types_of) write_row(task, signs_of[task], types_of[task], values_of[task])
    else if (is_same && kept_row[task] != "") {
      printf "%s%s", kept_row[task], row_end
      print kept_line[task] >keep
    } else {
      split(kept_line[task], part, "\t")
      write_row(task, part[3], part[5], part[6])
    }
  }
}

function write_row(task, signs, types, values, line) {
  line = output == "jsonl" ? "{" label[1] task ", " : task separator
  if (parameter_count) line = line write_parameters(task)
  line = line write_record(record_of[task]) write_metrics(layout_of_task[task], types, values)
  if (output == "jsonl") line = line "}"
  printf "%s%s", line, row_end
  # A row that contains line breaks is not cached.
  print task "\t" record_of[task] "\t" signs "\t" layout_of_task[task] "\t" types "\t" values "\t" \
    (line ~ /[\t\n]/ ? "" : line) >keep
}

function write_record(record, part, at) {
  if (output == "csv") return record
  if (output == "tsv") {
    gsub(/,/, "\t", record)
    return record
  }
  split(record, part, ",")
  at = parameter_count + 2
  return label[at] "\"" part[1] "\", " label[at + 1] or_null(part[2]) ", " label[at + 2] or_null(part[3]) ", " \
    label[at + 3] (part[4] == "" ? "null" : "\"" part[4] "\"") ", " label[at + 4] part[5] ", " \
    label[at + 5] or_null(part[6]) ", " label[at + 6] or_null(part[7]) ", " label[at + 7] or_null(part[8]) ", " label[at + 8] or_null(part[9])
}

function or_null(text) {
  return text == "" ? "null" : text
}

function write_metrics(layout, types, values, part, count, at, line) {
  if (metric_base == column_count) return ""
  if (!(layout in columns_found)) find_columns(layout)
  # Most rows have all metrics, in order and without special characters.
  if (output != "jsonl" && is_straight[layout] && types !~ /z/ && values !~ /[",\r\\\t\n]/) {
    gsub(/\037/, separator, values)
    return separator values
  }
  for (at = metric_base + 1; at <= column_count; at++) cell[at] = output == "jsonl" ? "null" : ""
  count = types == "" ? 0 : split(values, part, "\037")
  for (at = 1; at <= count; at++)
    cell[layout_column[layout, at]] = write_cell(substr(types, at, 1), unescape(part[at]))
  for (at = metric_base + 1; at <= column_count; at++)
    line = line (output == "jsonl" ? ", " label[at] : separator) cell[at]
  return line
}

function join_cells(at, line) {
  line = cell[1]
  for (at = 2; at <= column_count; at++) line = line separator cell[at]
  return line
}

# A cell in the output format. Types are n, s, b and z: number, text, boolean and null.
function write_cell(type, text) {
  if (output == "jsonl") {
    if (type == "z") return "null"
    return type == "b" || (type == "n" && is_number(text)) ? text : quote_json(text)
  }
  if (type == "z") return ""
  if (output == "tsv") return escape_tsv(text)
  if (text !~ /[",\r\n]/) return text
  gsub(/"/, "\"\"", text)
  return "\"" text "\""
}

function escape_tsv(text) {
  gsub(/\\/, "&&", text)
  gsub(/\t/, "\\t", text)
  gsub(/\n/, "\\n", text)
  gsub(/\r/, "\\r", text)
  return text
}

function quote_json(text, out, at) {
  gsub(/\\/, "&&", text)
  gsub(/"/, "\\\\&", text)
  if (text ~ /[\001-\037]/) {
    out = ""
    for (at = 1; at <= length(text); at++)
      out = out (substr(text, at, 1) in code_of ? sprintf("\\u%04x", code_of[substr(text, at, 1)]) : substr(text, at, 1))
    text = out
  }
  return "\"" text "\""
}
