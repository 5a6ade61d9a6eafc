# Sets columns to the width of the terminal.
read_terminal_width() {
  local size=''
  size=$({ stty size </dev/tty; } 2>/dev/null) || size=''
  columns=${size#* }
  if ! is_number "$columns" || [[ $columns -lt 1 ]]; then
    columns=${COLUMNS-}
  fi
  if ! is_number "$columns" || [[ $columns -lt 1 ]]; then
    columns=80
  fi
}
