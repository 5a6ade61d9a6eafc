#!/usr/bin/env bash
# A real sshd in a temporary directory, for a test file: start_sshd in setup_file, stop_sshd in teardown_file. It
# listens on loopback, with its own ports, keys and files, and the tests' ssh reads a configuration with these hosts
# only. Needs helpers.bash.
#
# Hosts for `hsm --remote`, one port each: plain; fish, tcsh and dash, named after their login shells; noisy, whose
# start-up file prints; bare, without rsync; changed, whose host key is not the known one; and fast, whose clock is
# fast.

# shellcheck source=bats/clusters.bash
source "${BASH_SOURCE[0]%/*}/clusters.bash"

sshd_hosts=(plain fish tcsh dash noisy bare changed fast)

# Sets sshd_dir. Everything on the remote side is below its folder there. The user's own start-up files are not read.
# The given variables are set on the remote side.
start_sshd() { # [<NAME=VALUE>]…
  require_programs 'openssh-server' sshd ssh ssh-keygen rsync || return
  sshd_dir=${BATS_FILE_TMPDIR}/sshd
  export sshd_dir
  mkdir -p "${sshd_dir}"/{bin,home,there}
  chmod 700 "${sshd_dir}"
  ssh-keygen -q -t ed25519 -N '' -f "${sshd_dir}/host_key"
  ssh-keygen -q -t ed25519 -N '' -f "${sshd_dir}/other_key"
  ssh-keygen -q -t ed25519 -N '' -f "${sshd_dir}/key"
  cp "${sshd_dir}/key.pub" "${sshd_dir}/authorized_keys"
  make_paths
  # If the service has never run. Only root needs it.
  ((EUID != 0)) || mkdir -p /run/sshd
  # A client of this machine, whose user has this configuration.
  printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$(command -v ssh)" "${sshd_dir}/ssh_config" >"${sshd_dir}/bin/ssh"
  chmod +x "${sshd_dir}/bin/ssh"
  export PATH=${sshd_dir}/bin:${PATH}
  # The path of a socket must be short.
  XDG_RUNTIME_DIR=$(mktemp -d /tmp/hsm-ssh.XXXXXX)
  export XDG_RUNTIME_DIR
  local tries
  for ((tries = 0; tries < 3; tries++)); do
    write_sshd_config "$@"
    : >"${sshd_dir}/log"
    "$(command -v sshd)" -f "${sshd_dir}/sshd_config" -E "${sshd_dir}/log" 3>&- 4>&-
    if wait_until grep -q 'Server listening' "${sshd_dir}/log" && wait_until test -s "${sshd_dir}/pid" &&
      ! grep -q 'Cannot bind' "${sshd_dir}/log"; then return 0; fi
    # Another process has taken the port that was free.
    [[ ! -s ${sshd_dir}/pid ]] || kill "$(cat "${sshd_dir}/pid")"
    rm -f "${sshd_dir}/pid"
  done
  return 1
}

write_sshd_config() { # [<NAME=VALUE>]…
  local host port
  cat >"${sshd_dir}/sshd_config" <<CONF
ListenAddress 127.0.0.1
HostKey ${sshd_dir}/host_key
PidFile ${sshd_dir}/pid
AuthorizedKeysFile ${sshd_dir}/authorized_keys
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
PermitRootLogin yes
SetEnv HOME=${sshd_dir}/home $*
LogLevel VERBOSE
CONF
  : >"${sshd_dir}/ssh_config"
  : >"${sshd_dir}/known_hosts"
  for host in "${sshd_hosts[@]}"; do
    port=$(find_ports)
    sed -i "1i Port ${port}" "${sshd_dir}/sshd_config"
    printf 'Host %s\n  HostName 127.0.0.1\n  HostKeyAlias %s\n  Port %s\n' "${host}" "${host}" "${port}" >>"${sshd_dir}/ssh_config"
    if [[ ${host} == changed ]]; then
      printf '%s %s\n' "${host}" "$(cut -d ' ' -f 1,2 "${sshd_dir}/other_key.pub")" >>"${sshd_dir}/known_hosts"
    else
      printf '%s %s\n' "${host}" "$(cut -d ' ' -f 1,2 "${sshd_dir}/host_key.pub")" >>"${sshd_dir}/known_hosts"
    fi
    printf 'Match LocalPort %s\n' "${port}" >>"${sshd_dir}/sshd_config"
    shell_of "${host}" >>"${sshd_dir}/sshd_config"
  done
  cat >>"${sshd_dir}/ssh_config" <<CONF
Host *
  User $(id -un)
  IdentityFile ${sshd_dir}/key
  IdentitiesOnly yes
  UserKnownHostsFile ${sshd_dir}/known_hosts
  StrictHostKeyChecking yes
CONF
}

# Makes sshd run a command as it would for a user with that login shell.
shell_of() { # <host>
  # shellcheck disable=SC2016 # for the other side
  case $1 in
    fish | tcsh | dash) printf '  ForceCommand exec %s -c "$SSH_ORIGINAL_COMMAND"\n' "$1" ;;
    noisy) printf '  ForceCommand echo "Welcome to the cluster"; exec bash -c "$SSH_ORIGINAL_COMMAND"\n' ;;
    # The program faketime itself would keep running, and keep the connection open.
    fast)
      printf '  ForceCommand LD_PRELOAD=%s FAKETIME=+1h exec bash -c "$SSH_ORIGINAL_COMMAND"\n' \
        "$(faketime -f +0 printenv LD_PRELOAD 2>/dev/null)"
      ;;
    bare) printf '  ForceCommand PATH=%s; export PATH; exec bash -c "$SSH_ORIGINAL_COMMAND"\n' "${sshd_dir}/bare" ;;
    *) printf '  AllowTcpForwarding no\n' ;;
  esac
}

# Two directories of commands: all except rsync, for the remote side, and all except Slurm's, for this side.
make_paths() {
  local place
  mkdir -p "${sshd_dir}/bare" "${sshd_dir}/here"
  for place in /usr/local/bin /usr/bin /bin; do
    ln -sf "${place}"/* "${sshd_dir}/bare/" 2>/dev/null || true
    ln -sf "${place}"/* "${sshd_dir}/here/" 2>/dev/null || true
  done
  rm -f "${sshd_dir}"/bare/rsync "${sshd_dir}"/here/{sbatch,squeue,scancel,scontrol,sacct,srun,sinfo,ssh}
}

# The number of connections that sshd has accepted so far.
count_connections() {
  grep -c 'Accepted publickey' "${sshd_dir}/log" || true
}

# Ends the connections that clients keep open for a while.
close_connections() {
  local socket
  for socket in "${XDG_RUNTIME_DIR}"/*/*; do
    [[ ! -S ${socket} ]] || command ssh -S "${socket}" -O exit plain 2>/dev/null || true
  done
}

# Kills the clients that keep connections.
kill_connections() {
  local socket process
  for socket in "${XDG_RUNTIME_DIR}"/*/*; do
    process=$(command ssh -S "${socket}" -O check plain 2>&1 | sed -n 's/.*pid=\([0-9]*\).*/\1/p')
    [[ -z ${process} ]] || kill -KILL "${process}"
  done
}

stop_sshd() {
  [[ -s ${sshd_dir-}/pid ]] || return 0
  close_connections
  kill "$(cat "${sshd_dir}/pid")"
  rm -rf "${XDG_RUNTIME_DIR}"
}

# A separate machine, as far as possible: an sshd with its own port and process, which can be killed.
add_sshd() { # <host>
  local port tries
  for ((tries = 0; tries < 3; tries++)); do
    port=$(find_ports)
    sed -e '/^Match/,$d' -e '/^Port /d' -e "s|^PidFile .*|PidFile ${sshd_dir}/pid.$1|" "${sshd_dir}/sshd_config" >"${sshd_dir}/sshd_config.$1"
    printf 'Port %s\n' "${port}" >>"${sshd_dir}/sshd_config.$1"
    : >"${sshd_dir}/log.$1"
    "$(command -v sshd)" -f "${sshd_dir}/sshd_config.$1" -E "${sshd_dir}/log.$1" 3>&- 4>&-
    if wait_until grep -q 'Server listening\|Cannot bind' "${sshd_dir}/log.$1" && wait_until test -s "${sshd_dir}/pid.$1" &&
      ! grep -q 'Cannot bind' "${sshd_dir}/log.$1"; then break; fi
  done
  sed -i "1i Host $1\n  HostName 127.0.0.1\n  HostKeyAlias plain\n  Port ${port}" "${sshd_dir}/ssh_config"
}

# Kills the machine: its sshd, the connections, and every process with a directory in its command line or environment.
kill_sshd() { # <host> <directory>
  local process
  # Its connections are children of it.
  # shellcheck disable=SC2046 # a process per word
  kill -KILL $(ps -o pid= --ppid "$(cat "${sshd_dir}/pid.$1")") "$(cat "${sshd_dir}/pid.$1")"
  rm -f "${sshd_dir}/pid.$1"
  while IFS= read -r process; do
    kill -KILL "${process}" 2>/dev/null || true
  done < <(grep -lsF -- "$2" /proc/[0-9]*/{environ,cmdline} 2>/dev/null | cut -d / -f 3 | sort -u | grep -vx "$$")
}

stop_added_sshds() {
  local pid
  for pid in "${sshd_dir}"/pid.*; do
    [[ ! -s ${pid} ]] || kill "$(cat "${pid}")"
  done
}

# The host plain once more, behind a connection that is cut after a number of bytes up or down. Open connections stay
# open.
set_limits() { # <bytes up> <bytes down>
  close_connections
  printf '%s\n' "$1" >"${sshd_dir}/up"
  printf '%s\n' "$2" >"${sshd_dir}/down"
  grep -q '^Host cut$' "${sshd_dir}/ssh_config" && return
  cat >"${sshd_dir}/link" <<'BASH'
exec 3<>"/dev/tcp/127.0.0.1/$1" 4<&0
dd bs=65536 iflag=count_bytes count="$(cat "${0%/*}/up")" status=none <&4 >&3 &
up=$!
dd bs=65536 iflag=count_bytes count="$(cat "${0%/*}/down")" status=none <&3 &
down=$!
wait -n
kill "${up}" "${down}" 2>/dev/null
BASH
  sed -i "1i Host cut\n  HostName 127.0.0.1\n  HostKeyAlias plain\n  ProxyCommand bash ${sshd_dir}/link $(sed -n '/^Host plain$/,/Port/s/ *Port //p' "${sshd_dir}/ssh_config")" \
    "${sshd_dir}/ssh_config"
}
