# Whether a process on this machine, as recorded in a journal, is still alive. Without a start mark, only its number is checked.
is_alive() { # <process id>@<start>
  is_number "${1%%@*}" || return 1
  read_process_start "${1%%@*}"
  [[ -n $start_mark && ($start_mark == '?' || $1 != *@* || $start_mark == "${1#*@}") ]]
}
