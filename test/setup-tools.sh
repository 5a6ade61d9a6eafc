#!/usr/bin/env bash
# Sees to the tools that the tests run on real: GNU parallel, shellcheck, shfmt, Chromium and others. As root on Debian or
# Ubuntu it installs what is missing; elsewhere it says what to install. HSM_SKIP_SETUP=1 skips it.
#
# Slurm's packages start munged where the machine starts the services of packages, and no slurmctld and slurmd as
# long as there is no /etc/slurm/slurm.conf. MariaDB's starts a server. The tests run daemons of their own, on ports and
# sockets of their own, beside any.
set -euo pipefail

if [[ ${HSM_SKIP_SETUP-} == 1 ]]; then exit 0; fi

# package: what must be there
has() { # <package>
  case "$1" in
    parallel) [[ $(parallel --version 2>/dev/null </dev/null || true) == GNU* ]] ;;
    procps) command -v ps && command -v pgrep ;;
    slurm-client) command -v sbatch ;;
    munge) command -v munged ;;
    mariadb-server) command -v mariadbd ;;
    ksh93u+m) command -v ksh93 ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

# shellcheck source=test/own-path.sh
source "${BASH_SOURCE[0]%/*}/own-path.sh"
# Daemons are in a directory that users do not always have on PATH.
PATH=${PATH}:/usr/sbin:/sbin

missing=()
for package in parallel shellcheck shfmt mawk gawk original-awk busybox rsync procps python3 zsh ksh93u+m mksh fish mandoc tmux; do
  if ! has "${package}"; then missing+=("${package}"); fi
done
# The tests of a real Slurm, and those in a browser, are skipped without it: not every system has packages of it.
missing_slurm=()
for package in slurmctld slurmd slurm-client munge slurmdbd mariadb-server; do
  if ! has "${package}"; then missing_slurm+=("${package}"); fi
done
missing_browser=()
if ! has chromium; then missing_browser=(chromium); fi
if ((${#missing[@]} + ${#missing_slurm[@]} + ${#missing_browser[@]} == 0)); then exit 0; fi

if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
  if ((${#missing_slurm[@]} > 0)); then
    printf 'the tests on a real Slurm are skipped; Debian has its packages: %s\n' "${missing_slurm[*]}" >&2
  fi
  if ((${#missing_browser[@]} > 0)); then
    printf 'the tests in a browser are skipped; Debian has its package: %s\n' "${missing_browser[*]}" >&2
  fi
  if ((${#missing[@]} == 0)); then exit 0; fi
  printf 'the tests need these packages: %s\n' "${missing[*]}" >&2
  printf 'install them, or set HSM_SKIP_SETUP=1 to run the tests without\n' >&2
  exit 1
fi

missing+=(${missing_slurm[@]+"${missing_slurm[@]}"} ${missing_browser[@]+"${missing_browser[@]}"})
printf 'installing %s\n' "${missing[*]}" >&2
export DEBIAN_FRONTEND=noninteractive
install=(apt-get install -y -qq --no-install-recommends "${missing[@]}")
"${install[@]}" >/dev/null 2>&1 </dev/null || {
  apt-get update -qq </dev/null
  "${install[@]}" >/dev/null </dev/null
}
for package in "${missing[@]}"; do
  has "${package}" || {
    printf 'package %s is installed, yet its command does not run\n' "${package}" >&2
    exit 1
  }
done
