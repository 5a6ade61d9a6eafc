# Sets the connection settings of a machine, by its position.
use_machine() { # <position>
  remote_host=${machine_hosts[$1]} ssh_port=${machine_ports[$1]} ssh_key=${machine_keys[$1]}
  remote_root=${machine_roots[$1]} workdir=${machine_workdirs[$1]}
  python_there=${machine_pythons[$1]} conda_there=${machine_condas[$1]}
  prepare_ssh
}

# Sets position to that of the machine with a given name, or fails.
find_machine() { # <name>
  for ((position = 0; position < ${#machine_names[@]}; position++)); do
    [[ ${machine_names[position]} != "$1" ]] || return 0
  done
  return 1
}
