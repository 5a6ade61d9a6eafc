#!/usr/bin/env bash
# An OpenPBS or a Torque for a test file: start_pbs in setup_file, stop_pbs in teardown_file, reset_pbs in setup.
# Neither has a package, so this is the simulation in stand-ins/pbs, which refuses what the real ones refuse. It has
# two nodes, n1 and n2, with 8 CPUs each, and one queue. Several can run at the same time. Needs helpers.bash.
#
# With HSM_TEST_PBS=real the commands are those on PATH, unchanged. A test that needs more than a user can do to a
# server is then skipped.

# shellcheck source=bats/clusters.bash
source "${BASH_SOURCE[0]%/*}/clusters.bash"

# shellcheck source=bats/pbs-jobs.bash
source "${BASH_SOURCE[0]%/*}/pbs-jobs.bash"

stand_ins=${BASH_SOURCE[0]%/*}/stand-ins

start_pbs() { # openpbs|torque
  # Its tests share nodes and a queue.
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  # Variables of a test may change what the commands do.
  unset "${!PBS_@}"
  if is_real_pbs; then
    require_real_pbs "$1"
    export pbs_home=${HOME}
    return
  fi
  find_python || return
  export pbs_home=${pbs_dir}/home
  export pbs_dialect=$1
  mkdir -p "${pbs_home}"
  run_stand_in install "$1" "${pbs_dir}"
  (
    # The server must not keep the descriptors that bats waits for: 3 and up, and standard output.
    exec 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- </dev/null >>"${pbs_dir}/server.log" 2>&1
    run_stand_in server "$1" "${pbs_dir}" &
  )
  if ! wait_until test -s "${pbs_dir}/pid"; then
    cat "${pbs_dir}/server.log" >&2
    return 1
  fi
  export PATH=${pbs_dir}/bin:${PATH}
  reset_pbs
}

# Ends the server and the processes that its jobs left behind.
stop_pbs() {
  if [[ -s ${pbs_dir}/pid ]]; then
    kill "$(<"${pbs_dir}/pid")" 2>/dev/null || true
    wait_until is_gone "$(<"${pbs_dir}/pid")"
  fi
}

run_stand_in() { # install|server <argument>…
  local module=$1
  shift
  PYTHONPATH=${stand_ins} PYTHONPYCACHEPREFIX=${pbs_dir}/compiled "${pbs_python}" -m "pbs.${module}" "$@"
}

# The system's Python first, because other users can run it, too.
find_python() {
  local candidate
  for candidate in /usr/bin/python3 "$(command -v python3)"; do
    if "${candidate}" -c 'import sys; sys.exit(sys.version_info < (3, 9))' 2>/dev/null; then
      export pbs_python=${candidate}
      return
    fi
  done
  do_without 'Python 3.9 or later' python3
}

# Ends and forgets all jobs, and restores the initial limits, nodes and queues.
reset_pbs() {
  if is_real_pbs; then
    delete_own_jobs
    return
  fi
  pbs reset home="${pbs_home}"
  rm -rf "${pbs_home:?}"
  mkdir "${pbs_home}"
}

# --- Actions that a user cannot do. `pbs` without words lists them; a test that calls it is skipped on a real one.

pbs() { # <word of stand-ins/pbs/control.py>…
  need_stand_in
  "${pbs_dir}/test-control" "$@"
}

need_stand_in() {
  if is_real_pbs; then skip 'a real server has no such switch'; fi
}

is_real_pbs() {
  [[ ${HSM_TEST_PBS-} == real ]]
}

require_real_pbs() { # openpbs|torque
  local version
  version=$(qsub --version 2>&1 || true)
  case $1:${version} in
    openpbs:*pbs_version*) ;;
    torque:*Commit:*) ;;
    *) skip "no $1 on PATH" ;;
  esac
}
