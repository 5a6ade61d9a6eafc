# Reads the terms, then the space that describe_parameters prints. Prints the tasks whose parameters have these values, as 1,5-8,
# or one line that begins with "wrong" and a tab.

# Two texts have the same key if they are the same value, as in an exclude: numbers by value, with integers and floats distinct.
function key_of(text, sign, digits, power, places, at) {
  if (text ~ /^[-+]?[0-9]+$/) {
    sign = text ~ /^-/ ? "-" : ""
    sub(/^[-+]?0*/, "", text)
    return "integer " (text == "" ? "0" : sign text)
  }
  if (text ~ /^[-+]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][-+]?[0-9]+)?$/) {
    sign = text ~ /^-/ ? "-" : ""
    sub(/^[-+]/, "", text)
    power = 0
    if ((at = match(text, /[eE]/)) > 0) {
      power = substr(text, at + 1) + 0
      text = substr(text, 1, at - 1)
    }
    if ((at = index(text, ".")) > 0) {
      places = length(text) - at
      text = substr(text, 1, at - 1) substr(text, at + 1)
    }
    sub(/^0+/, "", text)
    power -= places
    while (text ~ /0$/) {
      text = substr(text, 1, length(text) - 1)
      power++
    }
    return "float " sign text "e" (text == "" ? 0 : power)
  }
  if (text ~ /^(true|True|TRUE|false|False|FALSE)$/) return "boolean " tolower(text)
  if (text ~ /^(null|Null|NULL|~)$/) return "null"
  if (text ~ /^[-+]?[.](inf|Inf|INF)$|^[.](nan|NaN|NAN)$/) {
    sub(/^[+]/, "", text)
    return "float " tolower(text)
  }
  return "text " text
}

function fail(why) {
  print "\nwrong\t" why
  failed = 1
  exit
}

# Records that the named parameter has one of its wanted values in this row of the current axis.
function hit(name, row) {
  if ((axis, row, name) in is_hit) return
  is_hit[axis, row, name] = 1
  if (!((axis, row) in hits)) {
    rows_hit[axis, rows_of[axis]++] = row
    hits[axis, row] = 0
  }
  hits[axis, row]++
}

# A row of a range is computed. 0.5 with one place is 5.
function find_in_range(name, first, step, places, text, at, digits, row, found) {
  for (at = 1; at <= value_count[name]; at++) {
    text = value_of[name, at]
    if (text !~ (places > 0 ? "^-?[0-9]+[.][0-9]+$" : "^-?[0-9]+$")) {
      text = plain(text, places)
      if (text == "") continue
    }
    digits = text
    sub(/[.]/, "", digits)
    if (places > 0) {
      found = length(text) - index(text, ".")
      while (found < places) {
        digits = digits "0"
        found++
      }
      while (found > places && digits ~ /0$/) {
        digits = substr(digits, 1, length(digits) - 1)
        found--
      }
      if (found != places) continue
    }
    row = (digits - first) / step
    if (row == int(row) && row >= 0 && row < size[axis]) {
      any[name] = 1
      hit(name, row)
    }
  }
}

# Rewrites a float in another notation, such as 1e-1, with its digits after the point; returns nothing if it is not a float.
function plain(text, places) {
  if (places == 0 || key_of(text) !~ /^float [-0-9]/) return ""
  return sprintf("%." places "f", text + 0)
}

BEGIN { FS = "\t" }

$1 == "term" {
  if (!($2 in value_count)) names[++name_count] = $2
  quoted = $3 ~ /^"/
  text = quoted ? substr($3, 2) : $3
  value_of[$2, ++value_count[$2]] = text
  wanted[$2, quoted ? "text " text : key_of(text)] = 1
  # Something that looks like a number may be meant as text, if the parameter only has texts.
  wanted_text[$2, text] = 1
  next
}
$1 == "=" {
  row++
  if (!name_is_wanted || $2 == "\\-") next
  text = unescape($2)
  if ((kind == "text" && (name, text) in wanted_text) || (kind != "text" && (name, key_of(text)) in wanted)) {
    any[name] = 1
    hit(name, row)
  }
  next
}
$1 == "name" {
  name_is_wanted = 0
  next
}
$1 == "pasted" || $1 ~ /table$/ {
  name_is_wanted = 0
  derived[unescape($2)] = 1
  next
}
$1 == "+" { next }
{
  kind = $1
  name = unescape($2)
  row = -1
  is_known[name] = 1
  name_is_wanted = name in value_count
  if (!name_is_wanted) next
  needed[axis]++
  asked[block]++
  if (kind == "range") find_in_range(name, $3, $4, $5)
}

END {
  if (failed) exit
  for (at = 1; at <= name_count; at++) {
    name = names[at]
    if (name in derived && !(name in is_known)) fail(name " is derived: select by the parameters that it depends on")
    if (!(name in is_known)) fail("this sweep has no parameter " name)
    if (!(name in any)) fail("no task has this value of " name)
  }
  from = to = -1
  for (block = 1; block <= block_count; block++) {
    # A block that does not set one of the parameters has no matching task.
    if (asked[block] < name_count) continue
    for (axis = first_axis[block]; axis <= last_axis[block]; axis++) if (axis in needed) keep_rows(axis)
    if (block in taken_count) go_through(block)
    else if (block in run_count) walk(block, first_axis[block], 0, start[block])
    else go(block, first_axis[block], start[block])
  }
  end_range()
  if (!is_any) fail("no task has this combination of values")
  printf "\n"
}

# If a block has selected cells, each of them is checked.
function go_through(block, task, axis, is_meant) {
  for (task = 0; task < taken_count[block]; task++) {
    find_rows(block, taken[block, task])
    is_meant = 1
    for (axis = first_axis[block]; axis <= last_axis[block]; axis++)
      if (axis in needed && hits_in(axis, row_of[axis]) < needed[axis]) is_meant = 0
    if (is_meant) emit(start[block] + task, start[block] + task)
  }
}

function hits_in(axis, row) {
  return (axis, row) in hits ? hits[axis, row] : 0
}

# Keeps the rows of an axis in which all wanted values match, in order.
function keep_rows(axis, at, other, row, kept) {
  for (at = 0; at < rows_of[axis]; at++) {
    row = rows_hit[axis, at]
    if (hits[axis, row] < needed[axis]) continue
    for (other = kept++; other > 0 && rows_hit[axis, other - 1] > row; other--) rows_hit[axis, other] = rows_hit[axis, other - 1]
    rows_hit[axis, other] = row
  }
  rows_of[axis] = kept
}

# Whether rows are selected on this axis, or on one that varies faster.
function is_free(block, axis) {
  for (; axis <= last_axis[block]; axis++) if (axis in needed) return 0
  return 1
}

function go(block, axis, base, at) {
  if (is_free(block, axis)) emit(base, base + (axis > last_axis[block] ? 1 : size[axis] * stride[axis]) - 1)
  else if (axis in needed) for (at = 0; at < rows_of[axis]; at++) go(block, axis + 1, base + rows_hit[axis, at] * stride[axis])
  else for (at = 0; at < size[axis]; at++) go(block, axis + 1, base + at * stride[axis])
}

# Like go, but follows the runs of a diagram, which begin at a node; see task.sh.
function walk(block, axis, node, base, at, row, next_at, run, cells, last) {
  if (axis > last_axis[block]) return emit(base, base)
  for (row = 0; row < size[axis]; row = last) {
    run = runs[block, node]
    cells = runs[block, node + 1]
    next_at = runs[block, node + 2]
    last = row + run
    if (cells > 0) {
      if (is_free(block, axis)) emit(base, base + run * cells - 1)
      else if (axis in needed) {
        for (at = 0; at < rows_of[axis]; at++)
          if (rows_hit[axis, at] >= row && rows_hit[axis, at] < last)
            walk(block, axis + 1, next_at, base + (rows_hit[axis, at] - row) * cells)
      } else for (at = row; at < last; at++) walk(block, axis + 1, next_at, base + (at - row) * cells)
    }
    base += run * cells
    node += 3
  }
}

# From cells, counted from 0, to tasks, counted from 1.
function emit(first, last) {
  if (first >= task_count) return
  if (last >= task_count) last = task_count - 1
  if (first == to + 1 && is_open) {
    to = last
    return
  }
  end_range()
  if (++range_count > 1000000) fail("more than a million ranges of tasks: name more parameters, or one that varies more slowly")
  is_open = 1
  from = first
  to = last
}

function end_range() {
  if (!is_open) return
  printf "%s%.0f", is_any ? "," : "", from + 1
  if (to > from) printf "-%.0f", to + 1
  is_any = 1
  is_open = 0
}
