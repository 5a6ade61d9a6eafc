# Parameters that are made of others: a table over some axes of its block, or a text that is pasted of parts. Both are
# told after the axes.
function read_derived() {
  if ($1 == "+") {
    part_kind[++part_count] = $2
    part_text[part_count] = $3
    part_otherwise[part_count] = $4
    last_part[derived_count] = part_count
    return
  }
  derived_count++
  if (!(block_count in first_derived)) first_derived[block_count] = derived_count
  last_derived[block_count] = derived_count
  derived_column[derived_count] = column_for(unescape($2))
  derived_named[block_count, $2] = derived_count
  first_part[derived_count] = part_count + 1
  last_part[derived_count] = part_count
  if ($1 == "pasted") return
  for (derived_axes[derived_count] = 0; derived_axes[derived_count] < NF - 2; derived_axes[derived_count]++)
    derived_axis[derived_count, derived_axes[derived_count]] = first_axis[block_count] + $(3 + derived_axes[derived_count]) - 1
  derived_base[derived_count] = row_base = row_base + row_number
  row_number = 0
  is_text = $1 == "text_table"
}

# Sets the cells of what a task's block derives, from the rows of all its axes.
function derive_cells(block, task, at) {
  for (at = first_derived[block]; at <= last_derived[block]; at++)
    cell[derived_column[at]] = at in derived_base ? value[derived_row(at)] : write_cell("s", unescape(paste(block, at, task)))
}

# Where the value of a table lies: the last of its axes varies fastest.
function derived_row(at, number, row) {
  for (number = 0; number < derived_axes[at]; number++)
    row = row * size[derived_axis[at, number]] + row_of[derived_axis[at, number]]
  return derived_base[at] + row
}

# A text of parts, with escapes. The task's directory is told from the sweep's, which may be moved.
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
