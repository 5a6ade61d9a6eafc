# Whether machine_then and host are this machine's. Where the machine is not known, the name of the host has to do.
is_this_machine() {
  case $machine_then in
    - | *.-.*) [[ $host == "$here" && ($machine_then == - || $machine_then == "$machine") ]] ;;
    *) [[ $machine_then == "$machine" ]] ;;
  esac
}
