# Whether this is the copy on the machine. A copy of that copy does not count.
is_there() {
  local path
  [[ -e state/remote/here ]] || return 1
  { IFS= read -r path && IFS= read -r root && IFS= read -r place; } <state/remote/here || return 1
  [[ $path -ef $sweep_dir ]]
}
