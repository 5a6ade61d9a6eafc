#!/usr/bin/env bash
# A real Grid Engine 8.1.9 in a temporary directory, for a test file: start_sge in setup_file, stop_sge in
# teardown_file. It has its own root, spool and ports, so several can run at the same time, next to the machine's Grid
# Engine. qsub and the other commands find it by SGE_ROOT, SGE_CELL, SGE_QMASTER_PORT and SGE_EXECD_PORT, which jobs
# also have. Needs helpers.bash.
#
# One host with one queue, all.q: 8 slots, bash for jobs without -S, the parallel environment smp, 2 seconds between
# -notify's signal and KILL. Tests run as root or as an ordinary user; as root, the user nobody may also submit.

# shellcheck source=bats/clusters.bash
source "${BASH_SOURCE[0]%/*}/clusters.bash"
# shellcheck source=bats/other-user.bash
source "${BASH_SOURCE[0]%/*}/other-user.bash"
# shellcheck source=bats/sge-settings.bash
source "${BASH_SOURCE[0]%/*}/sge-settings.bash"
# shellcheck source=bats/sge-jobs.bash
source "${BASH_SOURCE[0]%/*}/sge-jobs.bash"

# Debian's directory of the programs. The commands on PATH are a script that determines the kind of machine, which
# takes ten times as long as qstat, and then starts these.
sge_programs=/usr/lib/gridengine

# Tests are skipped without Grid Engine. As root with CI=true they fail, because test/setup-tools.sh must have
# installed it.
start_sge() { # [<key of sge_conf(5)=VALUE>]…
  local tries
  # Its tests share a host and a queue.
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  require_programs 'gridengine-master, gridengine-exec and gridengine-client' \
    "${sge_programs}/sge_qmaster" "${sge_programs}/sge_execd" qsub || return
  getent ahostsv4 "$(uname -n)" >/dev/null || skip "the name of this host, $(uname -n), has no address"

  # Variables of Grid Engine in a test may change what its commands do.
  unset "${!SGE_@}" JOB_ID RESTARTED
  export SGE_ROOT=${cluster_dir}/root SGE_CELL=default
  export SGE_QMASTER_PORT SGE_EXECD_PORT
  export PATH=${cluster_dir}/bin:${PATH}

  # Another process may take a free port a moment later.
  for ((tries = 0; tries < 3; tries++)); do
    SGE_QMASTER_PORT=$(find_ports)
    SGE_EXECD_PORT=$((SGE_QMASTER_PORT + 1))
    write_sge_files "$@"
    if start_master && configure_queue && start_node && wait_until node_is '' 2>/dev/null; then return 0; fi
    echo 'Grid Engine does not start:' >&2
    print_cluster_logs
    kill_sge
  done
  return 1
}

stop_sge() {
  [[ -e ${cluster_dir}/root ]] || return 0
  qdel -u '*' >/dev/null 2>&1 || true
  kill_sge
}

start_master() {
  start_daemon sge_qmaster && wait_until answers 2>/dev/null
}

# Also after kill_node: running jobs are found again.
start_node() {
  start_daemon sge_execd
}

# The daemons must not keep the descriptors that bats waits for: 3 and up, and standard output. They pass their
# environment to every job, so it is as bare as on a machine that has just started.
start_daemon() { # <name>
  (
    exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- </dev/null >>"${cluster_dir}/start.log" 2>&1
    cd "${cluster_dir}" || exit
    env -i PATH=/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8 SGE_ROOT="${SGE_ROOT}" SGE_CELL="${SGE_CELL}" \
      SGE_QMASTER_PORT="${SGE_QMASTER_PORT}" SGE_EXECD_PORT="${SGE_EXECD_PORT}" "${sge_programs}/$1"
  )
}

answers() {
  qconf -sm >/dev/null
}

# Ends the daemons and the processes that jobs left behind. After TERM, the master takes ten seconds.
kill_sge() {
  local file process pids=()
  for file in "${cluster_dir}"/spool/execd/*/execd.pid "${cluster_dir}/spool/qmaster/qmaster.pid"; do
    if [[ -s ${file} ]]; then pids+=("$(<"${file}")"); fi
  done
  if ((${#pids[@]} > 0)); then kill -KILL "${pids[@]}" 2>/dev/null || true; fi
  kill_jobs "SGE_ROOT=${SGE_ROOT}" JOB_ID sge_shepherd
  for process in ${pids[@]+"${pids[@]}"}; do
    wait_until is_gone "${process}"
  done
}

print_cluster_logs() {
  tail -n 40 "${cluster_dir}"/start.log "${cluster_dir}"/spool/qmaster/messages \
    "${cluster_dir}"/spool/execd/*/messages >&2 || true
}
