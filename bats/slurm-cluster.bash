#!/usr/bin/env bash
# A real Slurm in a temporary directory, for a test file: start_cluster in setup_file, stop_cluster in teardown_file.
# It has its own munged, key and ports, so several can run at the same time, next to the machine's Slurm. Needs
# helpers.bash.
#
# Two nodes, n1 and n2, with 8 CPUs and 4 simulated GPUs each; partitions debug (the default), urgent (whose jobs
# preempt and requeue those of debug) and short (at most an hour).

# shellcheck source=bats/clusters.bash
source "${BASH_SOURCE[0]%/*}/clusters.bash"
# shellcheck source=bats/slurm-jobs.bash
source "${BASH_SOURCE[0]%/*}/slurm-jobs.bash"

# The given lines of slurm.conf replace those with the same key. Tests are skipped without Slurm. As root with CI=true
# they fail, because test/setup-tools.sh must have installed it.
start_cluster() { # [<KEY=VALUE>]…
  local tries
  # Its tests share nodes and a queue.
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  require_programs 'slurmctld, slurmd, slurm-client and munge' slurmctld slurmd sbatch munged || return

  # Variables of Slurm in a test may change what Slurm's commands do.
  unset "${!SLURM_@}" "${!SBATCH_@}" "${!SQUEUE_@}" "${!SCANCEL_@}" "${!SINFO_@}"
  export SLURM_CONF=${cluster_dir}/slurm.conf

  # Another process may take a free port a moment later.
  for ((tries = 0; tries < 3; tries++)); do
    write_cluster_files "$@"
    if start_daemons && wait_until nodes_are idle 2>/dev/null; then return 0; fi
    echo 'Slurm does not start:' >&2
    print_cluster_logs
    kill_cluster
  done
  return 1
}

stop_cluster() {
  [[ -e ${cluster_dir}/slurm.conf ]] || return 0
  scancel --user="$(id -un)" 2>/dev/null || true
  wait_up_to 10 queue_is_empty 2>/dev/null || true
  kill_cluster
}

write_cluster_files() { # [<KEY=VALUE>]…
  local port host key line user
  rm -rf "${cluster_dir}"
  mkdir -p "${cluster_dir}"/{state,spool/n1,spool/n2}
  (umask 077 && head -c 128 /dev/urandom >"${cluster_dir}/munge.key")
  # Slurm requires device files for GPUs, but never opens them.
  echo 'NodeName=n[1-2] Name=gpu Type=a100 File=/dev/null,/dev/zero,/dev/full,/dev/random' \
    >"${cluster_dir}/gres.conf"

  port=$(find_ports)
  host=$(uname -n)
  host=${host%%.*}
  user=$(id -un)
  while read -r line; do
    for key in "$@"; do
      [[ ${line} != "${key%%=*}="* ]] || continue 2
    done
    printf '%s\n' "${line}"
  done >"${cluster_dir}/slurm.conf" <<CONF
ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmctldPort=${port}
SlurmUser=${user}
SlurmdUser=${user}
AuthType=auth/munge
AuthInfo=socket=${cluster_dir}/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=${cluster_dir}/state
SlurmdSpoolDir=${cluster_dir}/spool/%n
SlurmctldPidFile=${cluster_dir}/slurmctld.pid
SlurmdPidFile=${cluster_dir}/slurmd-%n.pid
SlurmctldLogFile=${cluster_dir}/slurmctld.log
SlurmdLogFile=${cluster_dir}/slurmd-%n.log
MailProg=/bin/true
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=0,bf_interval=1,sched_min_interval=0
PreemptType=preempt/partition_prio
PreemptMode=REQUEUE
JobRequeue=1
KillWait=1
OverTimeLimit=0
ReturnToService=1
MaxArraySize=11
SlurmdParameters=config_overrides
GresTypes=gpu
NodeName=DEFAULT CPUs=8 RealMemory=64000 Gres=gpu:a100:4 State=UNKNOWN
NodeName=n[1-2] NodeHostname=${host} NodeAddr=127.0.0.1 Port=[$((port + 1))-$((port + 2))]
PartitionName=debug Nodes=ALL Default=YES MaxTime=INFINITE PriorityTier=1 State=UP
PartitionName=urgent Nodes=ALL MaxTime=INFINITE PriorityTier=10 State=UP
PartitionName=short Nodes=ALL MaxTime=60 PriorityTier=1 State=UP
CONF
  if (($# > 0)); then printf '%s\n' "$@" >>"${cluster_dir}/slurm.conf"; fi
  if [[ " $* " == *proctrack/cgroup* ]]; then write_cgroup_file; fi
}

# The kernel enforces the memory limits of jobs. The package has a plugin for both versions of cgroups.
write_cgroup_file() {
  local version=v2
  [[ -e /sys/fs/cgroup/cgroup.controllers ]] || version=v1
  cat >"${cluster_dir}/cgroup.conf" <<CONF
CgroupPlugin=cgroup/${version}
CgroupMountpoint=/sys/fs/cgroup
ConstrainRAMSpace=yes
ConstrainSwapSpace=yes
ConstrainCores=no
CONF
}

# Whether this machine can enforce a job's memory limit.
has_memory_cgroup() {
  if [[ -e /sys/fs/cgroup/cgroup.controllers ]]; then
    grep -qw memory /sys/fs/cgroup/cgroup.controllers && [[ -w /sys/fs/cgroup/cgroup.procs ]]
  else
    [[ -w /sys/fs/cgroup/memory && -w /sys/fs/cgroup/freezer ]]
  fi
}

# The daemons must not keep the descriptors that bats waits for: 3 and up, and standard output.
start_daemons() {
  (
    exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- </dev/null >>"${cluster_dir}/start.log" 2>&1
    munged --socket="${cluster_dir}/munge.socket" --key-file="${cluster_dir}/munge.key" --num-threads=2 \
      --pid-file="${cluster_dir}/munged.pid" --log-file="${cluster_dir}/munged.log" \
      --seed-file="${cluster_dir}/munged.seed" --force && start_accounting && slurmctld -i && start_node n1 && start_node n2
  )
}

# slurm-accounting.bash replaces this by a function with an effect.
start_accounting() {
  :
}

# Ends the daemons and the processes that jobs left behind.
kill_cluster() {
  local name pids=() process
  for name in slurmd-n1 slurmd-n2 slurmctld slurmdbd mariadbd munged; do
    if [[ -s ${cluster_dir}/${name}.pid ]]; then pids+=("$(<"${cluster_dir}/${name}.pid")"); fi
  done
  if ((${#pids[@]} > 0)); then kill "${pids[@]}" 2>/dev/null || true; fi
  kill_jobs "SLURM_CONF=${SLURM_CONF}" SLURM_JOB_ID slurmstepd
  for process in ${pids[@]+"${pids[@]}"}; do
    wait_until is_gone "${process}" || kill -KILL "${process}" 2>/dev/null || true
  done
  if [[ -e ${cluster_dir}/cgroup.conf ]]; then
    find /sys/fs/cgroup/*/slurm_n[12] -depth -type d -exec rmdir {} + 2>/dev/null || true
  fi
}

print_cluster_logs() {
  tail -n 40 "${cluster_dir}"/*.log >&2 || true
}
