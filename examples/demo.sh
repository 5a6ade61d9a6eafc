#!/usr/bin/env bash
# Builds examples/quickstart, runs its 18 tasks on this machine and shows their states: `npm run demo`.
# Every run creates a new sweep directory.
set -euo pipefail

readonly TASKS=18

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
readonly repository
readonly project=${repository}/examples/quickstart

die() { # <message>
  printf 'demo: %s\n' "$1" >&2
  exit 1
}

require() { # <command> <why, or how to install it>
  command -v "$1" >/dev/null || die "$1 is needed: $2"
}

# A sweep directory that does not exist yet, relative to the project.
new_sweep() {
  local base number=2 directory
  base=sweeps/outputs/sweep_$(date +%Y%m%d_%H%M%S)
  directory=${base}
  while [[ -e ${project}/${directory} ]]; do
    directory=${base}_${number}
    number=$((number + 1))
  done
  printf '%s\n' "${directory}"
}

# At least two, so that the demo shows tasks in parallel.
jobs_here() {
  local cores
  cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
  printf '%s\n' "$((cores > 2 ? cores : 2))"
}

# The number of tasks with a result on disk.
results() { # <sweep directory>
  local file count=0
  for file in "$1"/tasks/task_*/metrics.json; do
    if [[ -s ${file} ]]; then count=$((count + 1)); fi
  done
  printf '%s\n' "${count}"
}

main() {
  local sweep jobs found exit_code=0
  require node 'install Node 20 or later'
  require python3 'the quickstart program is written in Python'
  bash "${repository}/scripts/ensure.sh" modules
  bash "${repository}/scripts/ensure.sh" build

  cd "${project}"
  sweep=$(new_sweep)
  jobs=$(jobs_here)
  node "${repository}/dist/hsm.js" build --target local --name "${sweep##*/}"
  printf '\n$ %s/scripts/local.sh --jobs %s\n' "${sweep}" "${jobs}"
  "${sweep}/scripts/local.sh" --jobs "${jobs}" || exit_code=$?
  printf '\n$ %s/scripts/status.sh\n' "${sweep}"
  "${sweep}/scripts/status.sh" || exit_code=1

  found=$(results "${sweep}")
  if ((found != TASKS)); then die "${found} of ${TASKS} tasks have results in ${sweep}/tasks"; fi
  if ((exit_code != 0)); then die "local.sh or status.sh failed (${exit_code})"; fi
  printf '\nAll %s tasks completed. Next, read examples/quickstart/%s/scripts/task.sh.\n' "${TASKS}" "${sweep}"
}

main "$@"
exit $?
