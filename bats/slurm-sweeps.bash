#!/usr/bin/env bash
# Sweeps for the Slurm of slurm-cluster.bash. Needs helpers.bash.

# shellcheck source=bats/batch-sweeps.bash
source "${BASH_SOURCE[0]%/*}/batch-sweeps.bash"

target=slurm
# The distance from the last index to max_array_size.
is_beyond=1

no_jobs_left() {
  queue_is_empty
}

# Kills the worker of a task, and its program.
kill_worker_of() { # <task>
  local worker program
  read -r worker program < <(awk -F '\t' -v task="$1" '$1 == task { print $4 + 0, $6 + 0 }' "${sweep_dir}"/state/slurm_*.tsv)
  kill -KILL "${worker}" "-${program}"
}

# A stand-in for a tool, in its own directory at the beginning of PATH. Its script has the path of the real tool in
# real.
stand_in() { # <tool>: the script on standard input
  mkdir -p "${project}/bin"
  {
    printf '#!/bin/bash\nreal=%q\n' "$(PATH=${PATH#"${project}/bin:"} command -v "$1")"
    cat
  } >"${project}/bin/$1"
  chmod +x "${project}/bin/$1"
  [[ ${PATH} == "${project}/bin:"* ]] || PATH=${project}/bin:${PATH}
}
