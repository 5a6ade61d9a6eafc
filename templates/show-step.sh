# Shows what the script is waiting for, in a line that the next output overwrites; only on a terminal.
show_step() { # <text>
  [[ ! -t 2 || ${TERM-} == dumb ]] || printf '\r\033[K%s ...\r' "$1" >&2
}

clear_step() {
  [[ ! -t 2 || ${TERM-} == dumb ]] || printf '\r\033[K' >&2
}
