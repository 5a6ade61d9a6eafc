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
