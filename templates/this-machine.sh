# Whether machine_then and host are this machine. If the machine is unknown, the host name decides.
is_this_machine() {
  case $machine_then in
    - | *.-.*) [[ $host == "$here" && ($machine_then == - || $machine_then == "$machine") ]] ;;
    *) [[ $machine_then == "$machine" ]] ;;
  esac
}
