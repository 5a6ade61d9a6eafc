#!/usr/bin/env bash
# Nodes and jobs of the Slurm that slurm-cluster.bash starts. What takes its time, in Slurm 22.05:
#
# - An array starts within a second of sbatch: the controller looks for work once a second.
# - Walltimes are whole minutes. The controller checks for jobs past their walltime, or near it for --signal, every 30
#   seconds from its start. expire_job brings the end of a walltime near; scancel --batch --signal=USR1 sends at once
#   what --signal=B:USR1 would.
# - A killed job's KILL comes some 3 seconds after its TERM.
# - A requeued job waits for cred_expire: 5 seconds here, 120 by default. start_now ends that wait.

cluster_dir=${BATS_FILE_TMPDIR}/slurm

# --- Nodes

nodes_are() { # <state>
  [[ $(sinfo --noheader --Node --partition=debug --format=%T 2>/dev/null) == "$1"$'\n'"$1" ]]
}

node_is() { # <node> <state>
  [[ $(sinfo --noheader --nodes="$1" --partition=debug --format=%T) == "$2" ]]
}

# Its jobs go back to the queue, or are NODE_FAIL with --no-requeue; their processes get TERM, then KILL.
node_down() { # <node>
  scontrol update nodename="$1" state=down reason=test
  wait_until node_is "$1" down
}

# For a node that node_down or kill_node took down.
node_resume() { # <node>
  scontrol update nodename="$1" state=resume
  wait_until node_is "$1" idle
}

start_node() { # <node>
  slurmd -N "$1"
}

# Kills a node's slurmd; the jobs on it continue. start_node starts it again.
kill_node() { # <node>
  kill -KILL "$(<"${cluster_dir}/slurmd-$1.pid")"
}

# --- Jobs. A job is a number, or that of an array's element: 12_3.

queue_is_empty() {
  local queue
  queue=$(squeue --noheader --format=%i 2>/dev/null) && [[ -z ${queue} ]]
}

wait_for_queue() { # [<seconds>]
  if ! wait_up_to "${1:-120}" queue_is_empty; then
    squeue --format='%i %j %T %r %M %N' >&2
    print_cluster_logs
    return 1
  fi
}

# Prints one field of Slurm's data about a job, also for five minutes after its end.
job_field() { # <job> <field of scontrol show job>
  scontrol --oneliner show job "$1" 2>/dev/null | tr ' ' '\n' |
    awk -v field="$2=" 'index($0, field) == 1 { print substr($0, length(field) + 1); exit }'
}

job_is() { # <job> <state>
  [[ $(job_field "$1" JobState) == "$2" ]]
}

# Waits for RUNNING, COMPLETED, FAILED, CANCELLED, TIMEOUT, NODE_FAIL or PENDING.
wait_for_job_state() { # <job> <state>
  if ! wait_until job_is "$1" "$2"; then
    scontrol show job "$1" >&2 || true
    print_cluster_logs
    return 1
  fi
}

# Ends a running job's walltime: the job is TIMEOUT within 30 seconds.
expire_job() { # <job>
  scontrol update jobid="$1" EndTime=now+1seconds
}

# Skips a requeued job's wait before it starts again. Slurm waits so that it does not mistake the end of the first run
# for that of the second, so this waits for the first run's slurmstepd, which reports the end. The controller sets the
# wait once more when the first run's processes are gone, so this ends the wait until the job has left the queue.
start_now() { # <job>
  local deadline=$((SECONDS + 60)) number
  wait_until has_come_back "$1"
  number=$(job_field "$1" JobId)
  while job_is "$1" PENDING && ((SECONDS < deadline)); do
    if has_no_stepd "${number}"; then
      scontrol update jobid="$1" StartTime=now 2>/dev/null || true
    fi
    nap 0.2
  done
}

# On a busy machine the wait may be over before the check.
has_come_back() { # <job>
  job_is "$1" PENDING || [[ $(job_field "$1" Restarts) -gt 0 ]]
}

has_no_stepd() { # <number of a job>
  ! ps -e -o args= | grep -qF "slurmstepd: [$1.batch]"
}

# Prints the process of a running job's batch shell.
batch_shell_of() { # <job>
  local number
  number=$(job_field "$1" JobId)
  ps -e -o pid= -o ppid= -o args= | awk -v path="${cluster_dir}/spool/" -v number="${number}" '
    { parent[$1] = $2; line[$1] = $0 }
    END {
      script = sprintf("/job%05d/slurm_script", number)
      stepd = "slurmstepd: [" number ".batch]"
      for (pid in line) {
        if (index(line[pid], path) && index(line[pid], script) && index(line[parent[pid]], stepd)) print pid
      }
    }'
}

# Kills slurmd's child, the job's slurmstepd, as a crash would: the job's processes continue.
kill_stepd() { # <job>
  kill -KILL "$(ps -o ppid= -p "$(batch_shell_of "$1")" | tr -d ' ')"
}
