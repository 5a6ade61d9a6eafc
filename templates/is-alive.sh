# Whether a process of this machine, as a journal has it, still lives. Of one without a mark the number alone counts.
is_alive() { # <process id>@<start>
  is_number "${1%%@*}" || return 1
  read_process_start "${1%%@*}"
  [[ -n $start_mark && ($start_mark == '?' || $1 != *@* || $start_mark == "${1#*@}") ]]
}
