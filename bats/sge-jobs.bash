#!/usr/bin/env bash
# The node and the jobs of the Grid Engine that sge-cluster.bash starts; slurm-jobs.bash has similar functions.
#
# Delays in Grid Engine 8.1.9: a job starts a second after qsub, and its end is known a second later.

cluster_dir=${BATS_FILE_TMPDIR}/sge

# --- The node

# The states of qstat -f: '' is well, au is away, d disabled, E in error. A node that is away is noticed after
# max_unheard.
node_is() { # <states>
  [[ $(qstat -f 2>/dev/null | awk '$1 ~ /^all\.q@/ { print ($5 == "-NA-" ? "away" : $6) }') == "$1" ]]
}

# Kills the host's sge_execd; jobs continue. start_node starts it again.
kill_node() {
  kill -KILL "$(cat "${cluster_dir}"/spool/execd/*/execd.pid)"
}

# Kills the master; jobs continue. start_master starts it again with its earlier state.
kill_master() {
  kill -KILL "$(<"${cluster_dir}/spool/qmaster/qmaster.pid")"
}

# --- Jobs. A job is a number, or that of an array's task: 12.3.

queue_is_empty() {
  local queue
  queue=$(qstat -u '*' 2>/dev/null) && [[ -z ${queue} ]]
}

wait_for_queue() { # [<seconds>]
  if ! wait_up_to "${1:-120}" queue_is_empty; then
    qstat -u '*' >&2
    print_cluster_logs
    return 1
  fi
}

# Prints the state of a job, qw, hqw, t, r, dr, Rq, Rr, Eqw or similar; of an array, the state of its first task.
# Prints nothing if the job is gone.
job_state() { # <job>
  qstat -u '*' -g d | awk -v job="$1" '
    $1 ~ /^[0-9]+$/ && $1 "." $NF == job || $1 == job { print $5; exit }'
}

job_is() { # <job> <state, or gone>
  local state
  state=$(job_state "$1")
  [[ ${state:-gone} == "$2" ]]
}

# Waits for a state, or for gone.
wait_for_job_state() { # <job> <state>
  if ! wait_until job_is "$1" "$2"; then
    qstat -j "${1%%.*}" >&2 || true
    print_cluster_logs
    return 1
  fi
}

wait_for_job() { # <job>
  wait_for_job_state "$1" gone
}

# Prints one field of the master's data about a job that is not gone, without the spaces around it.
job_field() { # <job> <field of qstat -j>
  qstat -j "${1%%.*}" 2>/dev/null | awk -v field="$2" '
    index($0, field) == 1 && match($0, /: */) { print substr($0, RSTART + RLENGTH); exit }'
}

# Prints one field of the last record of a job that is gone, and waits for the record.
account_of() { # <job> <field of qacct -j>
  local task=''
  if [[ $1 == *.* ]]; then task=${1#*.}; fi
  wait_until has_account "$1" || return
  qacct -j "${1%%.*}" ${task:+-t "${task}"} | awk -v field="$2" '
    $1 == field { sub(/^[^ ]+ +/, ""); sub(/ +$/, ""); value = $0 }
    END { print value }'
}

has_account() { # <job>
  local task=''
  if [[ $1 == *.* ]]; then task=${1#*.}; fi
  qacct -j "${1%%.*}" ${task:+-t "${task}"} >/dev/null 2>&1
}

# Prints the process of a running job's batch shell.
batch_shell_of() { # <job>
  note_of "$1" job_pid
}

# Kills execd's child, the job's sge_shepherd, as a crash would: the job's processes continue.
kill_shepherd() { # <job>
  kill -KILL "$(note_of "$1" pid)"
}

# Prints the shepherd's notes on a running job, which may appear a moment after the job has started. A job that is not
# an array is its own first and only task.
note_of() { # <job> <file>
  local job=$1 file
  [[ ${job} == *.* ]] || job=$1.1
  file=$(echo "${cluster_dir}"/spool/execd/*)/active_jobs/${job}/$2
  wait_until test -s "${file}"
  cat "${file}"
}
