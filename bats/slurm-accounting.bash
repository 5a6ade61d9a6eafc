#!/usr/bin/env bash
# An accounting database for the Slurm of slurm-cluster.bash, which then limits what users may submit; source this
# file after that one. It is slurmdbd with its own MariaDB, which has a socket and no port. Starting it takes about
# ten seconds.

# Lines of slurm.conf for start_cluster.
accounting_lines=(
  AccountingStorageType=accounting_storage/slurmdbd
  AccountingStorageHost=127.0.0.1
  AccountingStorageEnforce=associations,limits,qos
)

# Users submit: no limits apply to root, so this needs root, who becomes nobody.
require_accounting() {
  require_programs 'slurmdbd and mariadb-server' slurmdbd mariadbd mariadb-install-db sacctmgr || return
  require_other_user
}

start_accounting() {
  local port
  port=$(sed -n 's/^SlurmctldPort=//p' "${cluster_dir}/slurm.conf")
  # Its password is munge's socket.
  printf '%s\n' "AccountingStoragePort=$((port + 3))" "AccountingStoragePass=${cluster_dir}/munge.socket" \
    >>"${cluster_dir}/slurm.conf"
  (umask 077 && cat >"${cluster_dir}/slurmdbd.conf") <<CONF
AuthType=auth/munge
AuthInfo=socket=${cluster_dir}/munge.socket
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$((port + 3))
SlurmUser=$(id -un)
LogFile=${cluster_dir}/slurmdbd.log
PidFile=${cluster_dir}/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=localhost
StorageUser=$(id -un)
StorageLoc=accounting
CONF
  mariadb-install-db --no-defaults --datadir="${cluster_dir}/database" --user="$(id -un)" --skip-test-db \
    --auth-root-authentication-method=socket || return 1
  MYSQL_UNIX_PORT=${cluster_dir}/mariadb.socket mariadbd --no-defaults --user="$(id -un)" --skip-networking \
    --datadir="${cluster_dir}/database" --socket="${cluster_dir}/mariadb.socket" \
    --pid-file="${cluster_dir}/mariadbd.pid" --innodb-buffer-pool-size=64M --log-error="${cluster_dir}/mariadbd.log" &
  wait_until test -S "${cluster_dir}/mariadb.socket" || return 1
  MYSQL_UNIX_PORT=${cluster_dir}/mariadb.socket slurmdbd || return 1
  wait_until sacctmgr -i add cluster test 2>/dev/null || return 1
  sacctmgr -i add account sweeps Cluster=test && sacctmgr -i add user nobody Account=sweeps Cluster=test
}

limit_user() { # <limit>=<number>…
  sacctmgr -i modify user nobody where cluster=test set "$@" >/dev/null
}
