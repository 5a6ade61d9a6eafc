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
