# Sets here to this host's name as the kernel has it, and machine to an id that distinguishes this system from all others that
# may share the directory, including containers with the same host name: the beginnings of the machine id and of the kernel's
# boot id, and the PID namespace. - means unknown.
read_place() {
  local id='' boot='' namespace=''
  here=''
  { IFS= read -r here </proc/sys/kernel/hostname; } 2>/dev/null || here=$(uname -n) || here=${HOSTNAME-}
  here=${here//[!A-Za-z0-9._-]/_}
  here=${here:-unknown}
  { IFS= read -r id </etc/machine-id; } 2>/dev/null || true
  { IFS= read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null ||
    boot=$(sysctl -n kern.bootsessionuuid 2>/dev/null) || true
  namespace=$(readlink /proc/self/ns/pid 2>/dev/null) || true
  id=${id//[!0-9A-Za-z]/} boot=${boot//[!0-9A-Za-z]/} namespace=${namespace//[!0-9]/}
  id=${id:0:8} boot=${boot:0:8}
  machine=${id:--}.${boot:--}.${namespace:--}
}
