#!/usr/bin/awk -f
# Reads the tasks' results files and writes the table of a sweep.
#
#   collect.sh runs this program; it is the same for every sweep.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
# To change it, edit that file and run: hsm build

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

# Reads a JSON file in pieces that end at its quotes: every second piece is a string, and those between are numbers and
# punctuation. So a file of any size is read once. Returns whether the file is valid JSON. Sets found to the scalars that the
# source wants, by dotted path. expected holds the tokens that may come next.
function read_json(file, piece, status, is_text) {
  depth = broken = is_text = 0
  is_list[0] = skipped[0] = 0
  expected = VALUE
  RS = "\""
  while (!broken && (status = (getline piece <file)) > 0) {
    if (!is_text) {
      # Usually only a colon and a number are between two strings.
      if (expected == COLON && piece ~ /^[ \t\r\n]*:[ \t\r\n]*-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?[ \t\r\n]*,[ \t\r\n]*$/) {
        if (!skipped[depth] && (takes_all || key[depth] in leaf)) {
          gsub(/[:, \t\r\n]+/, "", piece)
          note("n", piece)
        }
        expected = KEY
      } else pass_marks(piece)
      is_text = 1
    } else if (is_text == 1 && piece !~ /[\\\001-\037\200-\377]/) {
      end_text(piece)
      is_text = 0
    } else is_text = pass_text(piece, is_text)
  }
  RS = "\n"
  close(file)
  return status == 0 && !broken && is_text != 2 && expected == NOTHING
}

# A list of numbers may be long, and removing a little from its front at a time would copy the rest each time.
function pass_marks(marks, at, part) {
  if (length(marks) <= 1000) {
    scan(marks, 0)
    return
  }
  held_back = ""
  for (at = 1; at <= length(marks) && !broken; at += 500) {
    part = held_back substr(marks, at, 500)
    held_back = ""
    scan(part, at + 500 <= length(marks))
  }
}

# Reads punctuation and literals. A token that may continue in the next part is held back.
function scan(marks, goes_on, first) {
  while (match(marks, /[^ \t\r\n]/) && !broken) {
    if (RSTART > 1) marks = substr(marks, RSTART)
    first = substr(marks, 1, 1)
    if (first == ",") {
      if (expected != COMMA) broken = 1
      else if (is_list[depth]) {
        place[depth]++
        expected = VALUE
        # Numbers that are not wanted.
        if (skipped[depth]) sub(/^,([ \t\r\n]*-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?[ \t\r\n]*,)*/, ",", marks)
      } else expected = KEY
    } else if (first == ":") {
      if (expected != COLON) broken = 1
      expected = VALUE
    } else if (first == "{" || first == "[") open_container(first == "[")
    else if (first == "}" || first == "]") {
      if (!depth || is_list[depth] != (first == "]") || (expected != COMMA && expected != VALUE_OR_END && expected != KEY_OR_END))
        broken = 1
      else expected = --depth ? COMMA : NOTHING
    } else {
      match(marks, /^[^][}{:, \t\r\n]+/)
      if (RLENGTH > 4300) broken = 1
      else if (goes_on && RLENGTH == length(marks)) {
        held_back = marks
        return
      } else {
        first = substr(marks, 1, RLENGTH)
        pass_literal(first)
      }
    }
    marks = substr(marks, length(first) + 1)
  }
}

# In a container without any wanted value, only the syntax is checked.
function open_container(as_list, path) {
  if (expected > VALUE_OR_END || depth > 990) {
    broken = 1
    return
  }
  if (depth) {
    path = prefix[depth] (is_list[depth] ? place[depth] : key[depth])
    skipped[depth + 1] = skipped[depth] || (takes_all ? as_list || is_list[depth] : !((source, path) in within))
    prefix[++depth] = path "."
  } else {
    skipped[++depth] = takes_all && as_list
    prefix[depth] = ""
  }
  is_list[depth] = as_list
  place[depth] = 0
  expected = as_list ? VALUE_OR_END : KEY_OR_END
}

function pass_literal(text) {
  if (expected > VALUE_OR_END || (!is_number(text) && text !~ /^(true|false|null|NaN|-?Infinity)$/)) broken = 1
  else {
    if (depth && !skipped[depth]) note(text ~ /^[tf]/ ? "b" : text == "null" ? "z" : "n", text)
    expected = depth ? COMMA : NOTHING
  }
}

# Stores a scalar. In a list, -1 is the last element.
function note(type, text, path) {
  path = prefix[depth] (is_list[depth] ? place[depth] : key[depth])
  if (takes_all || (source, path) in wanted) hold(path, type, text)
  if (is_list[depth] && (source, prefix[depth] "-1") in wanted) hold(prefix[depth] "-1", type, text)
}

# Handles one piece of a string; is_text is 1 at its beginning. Every string is checked, wanted or not. Returns 2 if the
# string continues after an escaped quote, else 0.
function pass_text(piece, is_text, rest) {
  if (is_text == 1) text_so_far = ""
  is_text = 0
  if (match(piece, /\\+$/) && RLENGTH % 2) {
    piece = piece "\""
    is_text = 2
  }
  if (piece ~ /[\001-\037]/ || !is_utf8(piece)) broken = 1
  if (index(piece, "\\")) {
    rest = piece
    gsub(/\\(["\\\/bfnrt]|u[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f])/, "", rest)
    if (index(rest, "\\")) broken = 1
  }
  if (!skipped[depth] && length(text_so_far) <= longest_text) text_so_far = text_so_far piece
  if (!is_text) end_text(decode(text_so_far))
  return is_text
}

function end_text(text) {
  if (expected == KEY || expected == KEY_OR_END) {
    key[depth] = text
    expected = COLON
  } else if (expected <= VALUE_OR_END) {
    if (depth && !skipped[depth]) note("s", text)
    expected = depth ? COMMA : NOTHING
  } else broken = 1
}

# The characters for JSON's escapes.
function decode(text, out, at, kind, code) {
  if (!index(text, "\\") || broken) return text
  out = ""
  while ((at = index(text, "\\")) > 0) {
    out = out substr(text, 1, at - 1)
    kind = substr(text, at + 1, 1)
    if (kind != "u") {
      out = out (kind in named_escape ? named_escape[kind] : kind)
      text = substr(text, at + 2)
      continue
    }
    code = read_hexadecimal(substr(text, at + 2, 4))
    text = substr(text, at + 6)
    if (code >= 55296 && code < 56320 && text ~ /^\\u[dD][c-fC-F]/) {
      code = 65536 + (code - 55296) * 1024 + read_hexadecimal(substr(text, 3, 4)) - 56320
      text = substr(text, 7)
    }
    # A lone surrogate or NUL cannot be in a table.
    if (code == 0 || (code >= 55296 && code < 57344)) code = 65533
    out = out encode_character(code)
  }
  return out text
}

function read_hexadecimal(text, at, number) {
  number = 0
  for (at = 1; at <= 4; at++) number = number * 16 + index("0123456789abcdef", tolower(substr(text, at, 1))) - 1
  return number
}

# Reads a whole file and splits it into lines. An unterminated last line may be half written, so it counts only if the task
# completed. Returns the number of lines, or -1.
function read_lines(file, is_complete, text, status, count) {
  RS = "\001"
  status = (getline text <file)
  # A file with such a character is not text.
  if (status < 0 || (status > 0 && (getline count <file) > 0)) status = -1
  RS = "\n"
  close(file)
  if (status < 0) return -1
  if (status == 0) return 0
  if (substr(text, 1, 3) == "\357\273\277") text = substr(text, 4)
  count = split(text, line, "\n")
  if (line[count] == "" || !is_complete) count--
  return count
}

# Sets field, from 1, to the fields of a CSV row and returns how many there are. If the last field does not end, the row
# continues in the next line: is_open is set, and nothing is scanned twice, however long the row gets.
function split_row(text, at, line_end) {
  line_end = "\n"
  if (text ~ /\r$/) {
    text = without_return(text)
    line_end = "\r\n"
  }
  if (!is_open) {
    if (!index(text, "\"")) return split(text, field, ",")
    field_count = 0
  }
  for (;;) {
    if (is_open || substr(text, 1, 1) == "\"") {
      if (!is_open) {
        field[++field_count] = ""
        text = substr(text, 2)
      }
      while ((at = index(text, "\"")) > 0 && substr(text, at + 1, 1) == "\"") {
        add_to_field(substr(text, 1, at))
        text = substr(text, at + 2)
      }
      is_open = !at
      add_to_field(at ? substr(text, 1, at - 1) : text line_end)
      if (is_open) return 0
      text = substr(text, at + 1)
      at = index(text ",", ",")
    } else {
      at = index(text ",", ",")
      field[++field_count] = substr(text, 1, at - 1)
    }
    if (at > length(text)) return field_count
    text = substr(text, at + 1)
  }
}

# Part of a quoted field. A field that is too long for the table need not be kept whole.
function add_to_field(text) {
  if (length(field[field_count]) <= longest_text) field[field_count] = field[field_count] text
}

# Reads CSV with a header. Rows with more or fewer fields than the header are skipped, and so are empty fields.
function read_table(file, is_complete, lines, at, count, width, column) {
  lines = read_lines(file, is_complete)
  if (lines < 1) return lines == 0 && !is_complete
  width = is_open = 0
  for (at = 1; at <= lines; at++) {
    count = split_row(line[at])
    if (is_open) continue
    if (!width) {
      width = count
      for (column = 1; column <= width; column++) heading[column] = field[column]
    } else if (count == width) {
      for (column = 1; column <= width; column++) if (field[column] != "") note_value(heading[column], field[column])
    }
  }
  return !is_open || !is_complete
}

# Reads lines of key=value. Other lines and comments after # are skipped.
function read_key_value(file, is_complete, lines, at, equals, name, text) {
  lines = read_lines(file, is_complete)
  for (at = 1; at <= lines; at++) {
    text = without_return(line[at])
    equals = index(text, "=")
    if (!equals || text ~ /^[ \t]*#/) continue
    name = trim(substr(text, 1, equals - 1))
    if (name != "") note_value(name, trim(substr(text, equals + 1)))
  }
  return lines >= 0
}

function without_return(text) {
  sub(/\r$/, "", text)
  return text
}

function trim(text) {
  gsub(/^[ \t]+|[ \t]+$/, "", text)
  return text
}

# Adds a value of a column or key. Any aggregate of the values may be wanted.
function note_value(name, text, number) {
  if (!takes_all && !((source, name) in wanted)) return
  if (!(name in found)) earliest[name] = text
  hold(name, is_number(text) ? "n" : "s", text)
  if (text !~ /^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$/) return
  number = text
  # Busybox would read a leading 0 as octal.
  if (number ~ /^[-+]?0[0-9]/) sub(/0+/, "", number)
  number += 0
  if (!(name in numbers)) {
    numbers[name] = sum[name] = 0
    least[name] = most[name] = text
    least_number[name] = most_number[name] = number
  }
  numbers[name]++
  sum[name] += number
  if (number < least_number[name]) {
    least[name] = text
    least_number[name] = number
  }
  if (number > most_number[name]) {
    most[name] = text
    most_number[name] = number
  }
}

# Matches the patterns of a source against each line of a log, and against each part of a line that ends in a carriage return,
# as progress bars write them.
function read_log(file, text, status, parts, at) {
  while ((status = (getline text <file)) > 0) {
    if (index(text, "\r")) {
      parts = split(text, line, "\r")
      for (at = 1; at <= parts; at++) match_patterns(line[at])
    } else match_patterns(text)
  }
  close(file)
  return status == 0
}

function match_patterns(text, metric, part) {
  for (metric = first_metric[source]; metric <= last_metric[source]; metric++) {
    if (!match(text, whole[metric])) continue
    part = cut_out(substr(text, RSTART, RLENGTH), metric)
    # A log may contain anything, but only text can go into the table.
    if (is_utf8(part)) note_value(metric, part)
  }
}

# Extracts the wanted part of a match. As in POSIX, the text before it is as long as possible, and then the part itself.
# match finds the longest, so usually the first try succeeds, however long the line is.
function cut_out(text, metric, first, rest, length_of_rest) {
  if (before[metric] == "" && after[metric] == "") return text
  first = longest(text, before[metric])
  while (first >= 0) {
    rest = substr(text, first + 1)
    length_of_rest = longest(rest, taken[metric])
    while (length_of_rest >= 0) {
      if (longest(substr(rest, length_of_rest + 1), after[metric]) == length(rest) - length_of_rest)
        return substr(rest, 1, length_of_rest)
      length_of_rest = length_of_rest ? longest(substr(rest, 1, length_of_rest - 1), taken[metric]) : -1
    }
    first = first ? longest(substr(text, 1, first - 1), before[metric]) : -1
  }
  return text
}

# The length of the longest matching prefix, or -1 if not even the empty string matches. The pattern may have anchors of its
# own, and not every awk accepts two in a row.
function longest(text, pattern) {
  if (pattern == "") return 0
  return match(text, pattern) == 1 ? RLENGTH : -1
}

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

# The sweep's space, as describe_parameters prints it: blocks with their first task and number of tasks; the selected cells if
# not all are tasks; the runs of the diagram for a block with excludes; axes with stride and size; and the parameters of each
# axis, with one value per row (\- means not set), or for a range its first number, its step and how many decimal places both
# have. Derived parameters come last in a block.
function read_space(at) {
  if ($1 == "=" && $2 == "\\-") value[row_base + row_number++] = output == "jsonl" ? "null" : ""
  else if ($1 == "=") {
    at = unescape($2)
    text[row_base + row_number] = $2
    value[row_base + row_number++] = write_cell(is_text ? "s" : is_number(at) ? "n" : at ~ /^(true|false)$/ ? "b" : \
      at == "null" && output == "jsonl" ? "z" : "s", at)
  } else if ($1 == "block") {
    block_count++
    block_start[block_count] = $2
    block_end[block_count] = $2 + $3
    first_axis[block_count] = axis_count + 1
    last_axis[block_count] = axis_count
  } else if ($1 == "runs") {
    run_count[block_count] = NF - 1
    for (at = 2; at <= NF; at++) runs[block_count, at - 2] = $at
  } else if ($1 == "taken") {
    is_taken[block_count] = 1
    for (at = 2; at <= NF; at++) taken[block_count, at - 2] = $at + 0
  } else if ($1 == "axis") {
    last_axis[block_count] = ++axis_count
    stride[axis_count] = $2
    size[axis_count] = $3
    first_slot[axis_count] = slot_count + 1
    last_slot[axis_count] = slot_count
  } else if ($1 == "+" || $1 ~ /^(pasted|table|text_table|name)$/) read_derived()
  else {
    last_slot[axis_count] = ++slot_count
    slot_column[slot_count] = column_for(unescape($2))
    slot_named[block_count, $2] = slot_count
    slot_axis[slot_count] = axis_count
    # The values of all parameters are in one array; each parameter's slot is the position of its first value.
    slot_base[slot_count] = row_base = row_base + row_number
    row_number = 0
    is_text = $1 == "text"
    if ($1 == "range") {
      range_first[slot_count] = $3
      range_step[slot_count] = $4
      range_places[slot_count] = $5
    }
  }
}

function column_for(name) {
  if (!(name in parameter_column)) {
    parameter_name[++parameter_count] = name
    parameter_column[name] = parameter_count
  }
  return parameter_column[name]
}

# The parameters of a task, with a separator after each. Neighbouring tasks usually differ only in the row of the last axis,
# so everything before it is cached.
function write_parameters(task, block, rank, axis, slow) {
  for (block = 1; task + 0 > block_end[block]; block++);
  rank = task - 1 - block_start[block]
  if (block in is_taken) rank = taken[block, rank]
  axis = last_axis[block]
  if (!(block in is_plain)) is_plain[block] = !(block in run_count) && !(block in first_derived) && has_all_columns(block)
  if (!is_plain[block]) return write_scattered(block, rank, task)
  slow = int(rank / size[axis])
  if (block != slow_block || slow != slow_rank) {
    slow_text = ""
    for (axis = first_axis[block]; axis < last_axis[block]; axis++)
      slow_text = slow_text write_axis(axis, int(rank / stride[axis]) % size[axis])
    slow_block = block
    slow_rank = slow
  }
  return slow_text write_axis(axis, rank % size[axis])
}

function has_all_columns(block, slot) {
  for (slot = first_slot[first_axis[block]]; slot <= last_slot[last_axis[block]]; slot++)
    if (slot_column[slot] != slot - first_slot[first_axis[block]] + 1) return 0
  return slot - first_slot[first_axis[block]] == parameter_count
}

function write_axis(axis, row, slot, line) {
  for (slot = first_slot[axis]; slot <= last_slot[axis]; slot++)
    line = line (output == "jsonl" ? label[slot_column[slot] + 1] : "") value_in(slot, row) separator
  return line
}

function value_in(slot, row) {
  return slot in range_step ? write_cell("n", digits_in(slot, row)) : value[slot_base[slot] + row]
}

function digits_in(slot, row, digits, sign) {
  digits = sprintf("%.0f", range_first[slot] + row * range_step[slot])
  if (range_places[slot] > 0) {
    if (sub(/^-/, "", digits)) sign = "-"
    while (length(digits) <= range_places[slot]) digits = "0" digits
    row = length(digits) - range_places[slot]
    digits = sign substr(digits, 1, row) "." substr(digits, row + 1)
  }
  return digits
}

# For a block that excludes cells, derives parameters, or lacks some parameters of the sweep.
function write_scattered(block, rank, task, axis, slot, at, line) {
  for (at = 1; at <= parameter_count; at++) cell[at] = output == "jsonl" ? "null" : ""
  find_rows(block, rank)
  for (axis = first_axis[block]; axis <= last_axis[block]; axis++)
    for (slot = first_slot[axis]; slot <= last_slot[axis]; slot++) cell[slot_column[slot]] = value_in(slot, row_of[axis])
  if (block in first_derived) derive_cells(block, task)
  for (at = 1; at <= parameter_count; at++) line = line (output == "jsonl" ? label[at + 1] : "") cell[at] separator
  return line
}

# Sets row_of to the row of each axis of a block. The cell is counted from 0 among the cells that were kept.
function find_rows(block, rank, axis, row, at) {
  at = 0
  for (axis = first_axis[block]; axis <= last_axis[block]; axis++) {
    if (block in run_count) {
      row = 0
      while (rank >= runs[block, at] * runs[block, at + 1]) {
        rank -= runs[block, at] * runs[block, at + 1]
        row += runs[block, at]
        at += 3
      }
      row += int(rank / runs[block, at + 1])
      rank %= runs[block, at + 1]
      at = runs[block, at + 2]
    } else row = int(rank / stride[axis]) % size[axis]
    row_of[axis] = row
  }
}

# Derived parameters: a table over some axes of its block, or text assembled from parts. Both are described after the axes.
# A task's name is such a text, and its column is the last of them.
function read_derived() {
  if ($1 == "+") {
    part_kind[++part_count] = $2
    part_text[part_count] = $3
    part_otherwise[part_count] = $4
    last_part[derived_count] = part_count
    return
  }
  derived_count++
  if ($1 == "name") {
    is_numbered = $2 == "numbered"
    is_name[derived_count]
    has_names = 1
  } else {
    derived_column[derived_count] = column_for(unescape($2))
    is_derived[derived_column[derived_count]]
    derived_named[block_count, $2] = derived_count
  }
  if (!(block_count in first_derived)) first_derived[block_count] = derived_count
  last_derived[block_count] = derived_count
  first_part[derived_count] = part_count + 1
  last_part[derived_count] = part_count
  if ($1 == "pasted" || $1 == "name") return
  for (derived_axes[derived_count] = 0; derived_axes[derived_count] < NF - 2; derived_axes[derived_count]++)
    derived_axis[derived_count, derived_axes[derived_count]] = first_axis[block_count] + $(3 + derived_axes[derived_count]) - 1
  derived_base[derived_count] = row_base = row_base + row_number
  row_number = 0
  is_text = $1 == "text_table"
}

# Sets the derived cells of a task's block from the rows of all its axes.
function derive_cells(block, task, at) {
  for (at = first_derived[block]; at <= last_derived[block]; at++)
    if (at in derived_base) cell[derived_column[at]] = value[derived_row(at)]
    else if (at in is_name) cell[parameter_count] = write_cell("s", safe_name(unescape(paste(block, at, task)), task))
    else cell[derived_column[at]] = write_cell("s", unescape(paste(block, at, task)))
}

# Same as finish_name in task.sh.
function safe_name(name, task, end) {
  gsub(/[^A-Za-z0-9._=+,@%-]/, "_", name)
  end = is_numbered || length(name) > 200 ? "-" task : ""
  if (end != "") name = substr(name, 1, 200 - length(end)) end
  return name ~ /^([-.]|$)/ ? "_" substr(name, 2) : name
}

# The position of a table's value: the last of its axes varies fastest.
function derived_row(at, number, row) {
  for (number = 0; number < derived_axes[at]; number++)
    row = row * size[derived_axis[at, number]] + row_of[derived_axis[at, number]]
  return derived_base[at] + row
}

# Text made of parts, with escapes. The task's directory is relative to the sweep's, which may be moved.
function paste(block, at, task, part, kind, line) {
  for (part = first_part[at]; part <= last_part[at]; part++) {
    kind = part_kind[part]
    line = line (kind == "text" ? part_text[part] : kind == "parameter" ? text_in(block, part) : kind == "task_dir" ? \
      "tasks/task_" task : kind == "task_id" ? task : escape(sweep_id))
  }
  return line
}

function text_in(block, part, name, slot, row) {
  name = part_text[part]
  if ((block, name) in derived_named) return text[derived_row(derived_named[block, name])]
  slot = slot_named[block, name]
  row = row_of[slot_axis[slot]]
  if (slot in range_step) return digits_in(slot, row)
  return (slot_base[slot] + row) in text ? text[slot_base[slot] + row] : part_otherwise[part]
}

# Computes means over replicates from a TSV table with one row per task. A configuration is a set of parameter values without
# replicates and derived parameters. A derived parameter is a column if it has one value per configuration.
function read_row(at, key) {
  if (FNR == 1) {
    field_count = NF
    # The names are the last of these columns.
    if (has_names) is_derived[++parameter_count]
    for (at = 1; at <= NF; at++) {
      head[at] = unescape($at)
      if (at > 1 && !state_field && $at == "state" && $(at + 1) == "exit_code") state_field = at
    }
    return
  }
  for (at = 2; at <= parameter_count + 1; at++) if (is_setting(at - 1)) key = key "\t" $at
  if (!(key in configuration_of)) {
    configuration_of[key] = ++configuration_count
    for (at = 2; at <= parameter_count + 1; at++) setting[configuration_count, at] = $at
  }
  key = configuration_of[key]
  for (at = 2; at <= parameter_count + 1; at++) if (setting[key, at] != $at) varies[at]
  if ($state_field != "completed") return
  replicates[key]++
  for (at = state_field + record_count; at <= field_count; at++) {
    if ($at !~ /^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$/) continue
    is_averaged[at]
    sample[key, at, ++sample_size[key, at]] = as_number($at)
  }
}

# Busybox would read a leading 0 as octal.
function as_number(text) {
  if (text ~ /^[-+]?0[0-9]/) sub(/0+/, "", text)
  return text + 0
}

function is_setting(at) {
  return !(parameter_name[at] in is_replicate) && !(at in is_derived)
}

function write_configurations(at, key, count, line) {
  column_count = 0
  for (at = 2; at <= parameter_count + 1; at++)
    if (is_setting(at - 1) || ((at - 1) in is_derived && !(at in varies))) shown[++column_count] = at
  for (at = 1; at <= column_count; at++) {
    cell[at] = write_cell("s", head[shown[at]])
    is_taken[head[shown[at]]]
  }
  settings = column_count
  add_heading("n")
  for (at = state_field + record_count; at <= field_count; at++) if (at in is_averaged) {
    add_heading(head[at] ".n")
    add_heading(head[at] ".mean")
    add_heading(head[at] ".sd")
    add_heading(head[at] ".low")
    add_heading(head[at] ".high")
  }
  line = join_cells()
  if (output == "jsonl") for (at = 1; at <= column_count; at++) label[at] = cell[at] ": "
  else printf "%s%s", line, row_end
  for (key = 1; key <= configuration_count; key++) write_configuration(key)
}

function add_heading(name) {
  cell[++column_count] = write_cell("s", free_name(name, "replicates."))
}

function write_configuration(key, at, line) {
  for (at = 1; at <= settings; at++) cell[at] = write_setting(setting[key, shown[at]])
  at = settings
  cell[++at] = replicates[key] + 0
  for (line = state_field + record_count; line <= field_count; line++) if (line in is_averaged) {
    describe_sample(key, line, sample_size[key, line] + 0)
    cell[++at] = sample_size[key, line] + 0
    cell[++at] = mean
    cell[++at] = deviation
    cell[++at] = low
    cell[++at] = high
  }
  line = ""
  for (at = 1; at <= column_count; at++) {
    if (output == "jsonl") line = line (at > 1 ? ", " : "{") label[at] (cell[at] == "" ? "null" : cell[at])
    else line = line (at > 1 ? separator : "") cell[at]
  }
  printf "%s%s%s", line, (output == "jsonl" ? "}" : ""), row_end
}

function write_setting(text) {
  text = unescape_tsv(text)
  if (output == "jsonl" && text == "") return ""
  return write_cell(is_number(text) ? "n" : text ~ /^(true|false)$/ ? "b" : "s", text)
}

function unescape_tsv(text, out, at, kind) {
  if (!index(text, "\\")) return text
  while ((at = index(text, "\\")) > 0) {
    kind = substr(text, at + 1, 1)
    out = out substr(text, 1, at - 1) (kind == "n" ? "\n" : kind == "t" ? "\t" : kind == "r" ? "\r" : kind)
    text = substr(text, at + 2)
  }
  return out text
}

# Sets mean, deviation, low and high as text, or as empty text if there are too few values. Sums are Neumaier's: the rounding
# error of each addition is kept separately, so that the order of the tasks does not matter.
function describe_sample(key, metric, count, at, middle, squares, rest, half) {
  mean = deviation = low = high = ""
  if (count < 1) return
  total = lost_part = 0
  for (at = 1; at <= count; at++) add_term(sample[key, metric, at])
  middle = (total + lost_part) / count
  mean = sprintf("%.15g", middle)
  if (count < 2) return
  total = lost_part = rest = 0
  for (at = 1; at <= count; at++) {
    add_term((sample[key, metric, at] - middle) * (sample[key, metric, at] - middle))
    rest += sample[key, metric, at] - middle
  }
  squares = total + lost_part - rest * rest / count
  squares = root((squares > 0 ? squares : 0) / (count - 1))
  half = student_t(count - 1) * squares / root(count)
  deviation = sprintf("%.15g", squares)
  low = sprintf("%.15g", middle - half)
  high = sprintf("%.15g", middle + half)
}

function add_term(term, sum) {
  sum = total + term
  lost_part += (total < 0 ? -total : total) >= (term < 0 ? -term : term) ? (total - sum) + term : (term - sum) + total
  total = sum
}

# The two-sided 95% quantile t of Student's distribution. The angle atan(t / sqrt(degrees)) is found by bisection on the
# tangent of its half: the probability inside is a finite sum (Abramowitz and Stegun, Handbook of Mathematical Functions,
# 26.7.3 and 26.7.4). For many degrees of freedom t is a series (26.7.5). Busybox may lack sqrt, sin and powers.
function student_t(degrees, z, square, below, above, middle, step) {
  if (degrees in known_t) return known_t[degrees]
  if (degrees > 1000) {
    z = 1.959963984540054
    square = z * z
    known_t[degrees] = z * (1 + ((square + 1) / 4 + (((5 * square + 16) * square + 3) / 96 + \
      (((3 * square + 19) * square + 17) * square - 15) / 384 / degrees) / degrees) / degrees)
    return known_t[degrees]
  }
  below = 0
  above = 1
  for (step = 1; step <= 60; step++) {
    middle = (below + above) / 2
    if (within_angle(middle, degrees) < 0.95) below = middle
    else above = middle
  }
  return known_t[degrees] = root(degrees) * 2 * above / (1 - above * above)
}

function within_angle(half, degrees, sine, cosine, term, sum, at) {
  sine = 2 * half / (1 + half * half)
  cosine = (1 - half * half) / (1 + half * half)
  if (degrees == 1) return 4 * arc_tangent(half) / pi
  term = sum = degrees % 2 ? cosine : 1
  for (at = degrees % 2 ? 3 : 2; at <= degrees - 2; at += 2) {
    term *= (at - 1) / at * cosine * cosine
    sum += term
  }
  return degrees % 2 ? (2 * arc_tangent(half) + sine * sum) * 2 / pi : sine * sum
}

# The arc tangent of a number from 0 to 1. The angle is halved until the series is short.
function arc_tangent(tangent, times, power, sum, at) {
  for (times = 1; times < 16; times *= 2) tangent = tangent / (1 + root(1 + tangent * tangent))
  power = tangent
  for (at = 1; at < 24; at += 4) {
    sum += power / at
    power *= tangent * tangent
    sum -= power / (at + 2)
    power *= tangent * tangent
  }
  return times * sum
}

# The square root, by Newton's method.
function root(number, guess, before, older, factor) {
  if (number <= 0) return 0
  # Scaled close to 1 first, by powers of 4.
  for (factor = 1; number >= 4; number /= 4) factor *= 2
  for (; number < 1; number *= 4) factor /= 2
  for (guess = number; guess != before && guess != older; guess = (guess + number / guess) / 2) {
    older = before
    before = guess
  }
  return guess * factor
}

# Escapes text for the fields of a line: characters that would end a field or a line become two characters.
function escape(text) {
  if (text !~ /[\\\t\n\037]/) return text
  gsub(/\\/, "&&", text)
  gsub(/\t/, "\\t", text)
  gsub(/\n/, "\\n", text)
  gsub(/\037/, "\\u", text)
  return text
}

function is_number(text) {
  return text ~ /^-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][-+]?[0-9]+)?$/
}

# The bytes of UTF-8.
function encode_character(code) {
  if (code < 128) return sprintf("%c", code)
  if (code < 2048) return sprintf("%c%c", 192 + int(code / 64), 128 + code % 64)
  if (code < 65536) return sprintf("%c%c%c", 224 + int(code / 4096), 128 + int(code / 64) % 64, 128 + code % 64)
  return sprintf("%c%c%c%c", 240 + int(code / 262144), 128 + int(code / 4096) % 64, 128 + int(code / 64) % 64, \
    128 + code % 64)
}

function is_utf8(text) {
  if (text !~ /[\200-\377]/) return 1
  gsub(/[\302-\337][\200-\277]/, "", text)
  gsub(/\340[\240-\277][\200-\277]|[\341-\354\356\357][\200-\277][\200-\277]|\355[\200-\237][\200-\277]/, "", text)
  gsub(/\360[\220-\277][\200-\277][\200-\277]|[\361-\363][\200-\277][\200-\277][\200-\277]/, "", text)
  gsub(/\364[\200-\217][\200-\277][\200-\277]/, "", text)
  return text !~ /[\200-\377]/
}

# Undoes the escaping of tabs, line breaks and backslashes in a field.
function unescape(text, out, at, kind) {
  if (!index(text, "\\")) return text
  out = ""
  while ((at = index(text, "\\")) > 0) {
    kind = substr(text, at + 1, 1)
    out = out substr(text, 1, at - 1) (kind == "n" ? "\n" : kind == "t" ? "\t" : kind == "u" ? "\037" : kind)
    text = substr(text, at + 2)
  }
  return out text
}
