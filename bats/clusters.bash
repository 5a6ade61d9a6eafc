#!/usr/bin/env bash
# Functions shared by the harnesses of real schedulers. Needs helpers.bash.

# Daemons are in a directory that is not always on the PATH of users.
PATH=${PATH}:/usr/sbin:/sbin

# Skips the tests if a program is missing. As root with CI=true it fails instead, because test/setup-tools.sh must
# have installed the program.
require_programs() { # <what to install> <program>…
  local packages=$1 program
  shift
  for program in "$@"; do
    command -v "${program}" >/dev/null || do_without "${program}" "${packages}" || return
  done
}

do_without() { # <program> <what to install>
  if [[ ${CI-} == true ]] && ((EUID == 0)); then
    echo "$1 is missing, and test/setup-tools.sh did not install it" >&2
    return 1
  fi
  skip "no $1: install $2"
}

# Prints the first of four free ports, below the range that the system assigns to clients.
find_ports() {
  local first port
  while :; do
    first=$((15000 + RANDOM % 3750 * 4))
    for port in "${first}" "$((first + 1))" "$((first + 2))" "$((first + 3))"; do
      if (: <>"/dev/tcp/127.0.0.1/${port}") 2>/dev/null; then continue 2; fi
    done
    echo "${first}"
    return
  done
}

# Ends the processes of jobs, including daemons that they left behind. Such a process has both variables in its
# environment; the tests have the cluster's, but no job number. A process may end at any moment, so unreadable files
# count as empty.
kill_jobs() { # <cluster's variable, NAME=VALUE> <name of the variable with a job's number> <name of what runs jobs>
  local file process name
  while IFS= read -r file; do
    process=${file%/environ}
    name=$( (cat "${process}/comm") 2>/dev/null || true)
    if [[ ${name} == "$3" ]] || grep -qsz "^$2=" "${file}"; then
      kill -KILL "${process##*/}" 2>/dev/null || true
    fi
  done < <(grep -lszxF -- "$1" /proc/[0-9]*/environ || true)
}

# Kills the program that a running job's batch shell runs, or that a descendant of the shell runs.
kill_task_child() { # <job> <part of the program's command line>
  local pids
  pids=$(ps -e -o pid= -o ppid= -o args= | awk -v root="$(batch_shell_of "$1")" -v part="$2" '
    { parent[$1] = $2; line[$1] = $0 }
    END {
      for (pid in parent) {
        for (up = parent[pid]; up in parent && up != root; up = parent[up]) { }
        if (up == root && index(line[pid], part)) print pid
      }
    }')
  # shellcheck disable=SC2086 # one word per process
  [[ -n ${pids} ]] && kill -KILL ${pids}
}

# Kills the job's batch shell, as the out-of-memory killer might.
kill_batch_shell() { # <job>
  kill -KILL "$(batch_shell_of "$1")"
}
