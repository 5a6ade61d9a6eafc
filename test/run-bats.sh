#!/usr/bin/env bash
# Runs the shell tests: `test/run-bats.sh [bats argument or file]...`; without a file, all of them.
# HSM_BATS_JOBS sets how many run at a time; more than one needs GNU parallel.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

has_file=false
for argument in "$@"; do
  if [[ ${argument} == *.bats || ${argument} == bats* ]]; then has_file=true; fi
done

files=()
if [[ ${has_file} == false ]]; then
  shopt -s nullglob
  # Files that wait for a scheduler come first, so that others run at the same time.
  files=(bats/slurm-*.bats bats/sge-*.bats)
  for file in bats/*.bats; do
    [[ ${file} == bats/slurm-* || ${file} == bats/sge-* ]] || files+=("${file}")
  done
  if ((${#files[@]} == 0)); then
    echo 'no shell tests were found' >&2
    exit 1
  fi
fi

options=()
# One more than the number of cores: there is always a file that waits for a scheduler.
jobs=${HSM_BATS_JOBS:-$(($(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 1) + 1))}
if ((jobs > 1)) && [[ $(parallel --version 2>/dev/null </dev/null || true) == GNU* ]]; then
  options=(--jobs "${jobs}")
fi

# shellcheck source=test/own-path.sh
source test/own-path.sh

# shellcheck source=test/real-python.sh
source test/real-python.sh

exec node_modules/bats/bin/bats ${options[@]+"${options[@]}"} "$@" ${files[@]+"${files[@]}"}
