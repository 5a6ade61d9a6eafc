# Reads from the output of describe_parameters which tasks and axes each block has. Blocks and axes count from 1.
$1 == "block" {
  block = ++block_count
  start[block] = $2
  tasks[block] = $3
  first_axis[block] = axis + 1
  last_axis[block] = axis
  next
}
$1 == "runs" {
  run_count[block] = NF - 1
  for (at = 2; at <= NF; at++) runs[block, at - 2] = $at
  next
}
$1 == "taken" {
  taken_count[block] = NF - 1
  for (at = 2; at <= NF; at++) taken[block, at - 2] = $at + 0
  next
}
$1 == "axis" {
  last_axis[block] = ++axis
  stride[axis] = $2
  size[axis] = $3
  next
}
