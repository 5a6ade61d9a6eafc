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
