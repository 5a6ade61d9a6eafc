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
