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
