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
