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
