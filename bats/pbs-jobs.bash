#!/usr/bin/env bash
# Jobs of the PBS that pbs-cluster.bash starts. An id is as qsub prints it: 7.pbs, 7[].pbs, 7[3].pbs. Delays:
#
# - A job starts within a tenth of a second; a real server takes some seconds.
# - Walltimes are checked five times per second; a real server checks every ten seconds, and Torque is even slower.
# - KILL comes 10 seconds after TERM (2 in Torque); `pbs set kill_delay=1` shortens that.

pbs_dir=${BATS_FILE_TMPDIR}/pbs

# Submits the script on standard input as job.sh and sets job to its id.
submit_pbs() { # [<option of qsub>]…
  cat >job.sh
  job=$(qsub "$@" job.sh)
}

# Submits a job that writes a line to started, and to signals for each USR1, and lasts until it is ended. Sets job.
submit_endless() { # [<option of qsub>]…
  submit_pbs "$@" <<'SH'
#!/bin/bash
trap 'echo USR1 >>"${PBS_O_WORKDIR}/signals"' USR1
echo "${PBS_JOBID}" >>"${PBS_O_WORKDIR}/started"
while :; do
  sleep 0.1 &
  wait $!
done
SH
}

# Prints one attribute of a job: job_state, Exit_status, comment, Resource_List.walltime and so on. It also works for
# a finished job if the server keeps it.
pbs_field() { # <id> <attribute>
  { qstat -f "$1" 2>/dev/null || qstat -x -f "$1" 2>/dev/null; } | awk -v field="    $2 = " '
    /^\t/ { if (found) printf "%s", substr($0, 2); next }
    found { exit }
    index($0, field) == 1 { printf "%s", substr($0, length(field) + 1); found = 1 }
    END { if (found) print "" }'
}

# A job without history is unknown after its end.
is_pbs_job_over() { # <id>
  local state
  state=$(qstat -f "$1" 2>/dev/null | awk '$1 == "job_state" { print $3; exit }')
  [[ -z ${state} || ${state} == [FXC] ]]
}

is_pbs_state() { # <id> <letter>
  [[ $(pbs_field "$1" job_state) == "$2" ]]
}

# Waits for the end of a job, for up to two minutes.
wait_for_pbs_job() { # <id>
  wait_for_pbs is_pbs_job_over "$1"
}

# Waits for Q, R, H, W, B, E, X, F or C, for up to two minutes.
wait_for_pbs_state() { # <id> <letter>
  wait_for_pbs is_pbs_state "$1" "$2"
}

wait_for_pbs() { # <command> <id> [<argument>…]
  if ! wait_until "$@"; then
    show_pbs "$2"
    return 1
  fi
}

show_pbs() { # <id>
  qstat -t >&2 || true
  qstat -f "$1" >&2 || true
  if [[ -e ${pbs_dir}/server.log ]]; then cat "${pbs_dir}/server.log" >&2; fi
}

# Deletes the user's jobs, one id at a time: several on one line are not safe (OpenPBS aborts).
delete_own_jobs() {
  local id
  for id in $(qselect -u "$(id -un)"); do
    qdel "${id}" 2>/dev/null || true
  done
}
