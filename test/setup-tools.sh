#!/usr/bin/env bash
# Checks the real tools that the tests use: GNU parallel, shellcheck, shfmt, Chromium and others. As root on Debian or
# Ubuntu it installs what is missing; elsewhere it lists what to install. HSM_SKIP_SETUP=1 skips it.
#
# No service of a package is started: the tests run their own daemons, on their own ports and sockets, next to any
# others. If a machine starts its services at boot, these then include sshd, munged, MariaDB and an sge_execd that finds
# no master; slurmctld and slurmd do not start as long as /etc/slurm/slurm.conf does not exist.
set -euo pipefail

if [[ ${HSM_SKIP_SETUP-} == 1 ]]; then exit 0; fi

# package: the command or file that must exist
has() { # <package>
  case "$1" in
    parallel) [[ $(parallel --version 2>/dev/null </dev/null || true) == GNU* ]] ;;
    procps) command -v ps && command -v pgrep ;;
    openssh-server) command -v sshd ;;
    iproute2) command -v ip ;;
    slurm-client) command -v sbatch ;;
    munge) command -v munged ;;
    mariadb-server) command -v mariadbd ;;
    ksh93u+m) command -v ksh93 ;;
    openmpi-bin) command -v mpirun ;;
    mailutils) command -v mail ;;
    gridengine-master) command -v sge_qmaster ;;
    gridengine-exec) command -v sge_execd ;;
    gridengine-client) command -v qsub && [[ -e /usr/lib/gridengine/spoolinit ]] ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

# shellcheck source=test/own-path.sh
source "${BASH_SOURCE[0]%/*}/own-path.sh"
# Daemons are in a directory that is not always on users' PATH.
PATH=${PATH}:/usr/sbin:/sbin

missing=()
for package in parallel shellcheck shfmt mawk gawk original-awk busybox rsync procps python3 zsh ksh93u+m mksh fish tcsh openssh-server iproute2 faketime mandoc tmux openmpi-bin; do
  if ! has "${package}"; then missing+=("${package}"); fi
done
# The tests of real schedulers and those in a browser are skipped if these are missing: not every system has packages
# for them.
missing_slurm=()
for package in slurmctld slurmd slurm-client munge slurmdbd mariadb-server; do
  if ! has "${package}"; then missing_slurm+=("${package}"); fi
done
missing_sge=()
for package in gridengine-master gridengine-exec gridengine-client; do
  if ! has "${package}"; then missing_sge+=("${package}"); fi
done
# Grid Engine requires a mail program, and most of these come with a mail server.
if ((${#missing_sge[@]} > 0)) && ! has mailutils; then missing_sge=(mailutils "${missing_sge[@]}"); fi
missing_browser=()
if ! has chromium; then missing_browser=(chromium); fi
if ((${#missing[@]} + ${#missing_slurm[@]} + ${#missing_sge[@]} + ${#missing_browser[@]} == 0)); then exit 0; fi

if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
  if ((${#missing_slurm[@]} > 0)); then
    printf 'the tests on a real Slurm are skipped; Debian has its packages: %s\n' "${missing_slurm[*]}" >&2
  fi
  if ((${#missing_sge[@]} > 0)); then
    printf 'the tests on a real Grid Engine are skipped; Debian has its packages: %s\n' "${missing_sge[*]}" >&2
  fi
  if ((${#missing_browser[@]} > 0)); then
    printf 'the tests in a browser are skipped; Debian has its package: %s\n' "${missing_browser[*]}" >&2
  fi
  if ((${#missing[@]} == 0)); then exit 0; fi
  printf 'the tests need these packages: %s\n' "${missing[*]}" >&2
  printf 'install them, or set HSM_SKIP_SETUP=1 to run the tests without\n' >&2
  exit 1
fi

missing+=(
  ${missing_slurm[@]+"${missing_slurm[@]}"} ${missing_sge[@]+"${missing_sge[@]}"} ${missing_browser[@]+"${missing_browser[@]}"}
)
printf 'installing %s\n' "${missing[*]}" >&2

# Packages ask these two to start their services.
stand_ins=$(mktemp -d)
trap 'rm -rf "${stand_ins}"' EXIT
for program in invoke-rc.d deb-systemd-invoke; do
  ln -s /bin/true "${stand_ins}/${program}"
done

# The machine does not become a cluster, unless it already is one.
if ((${#missing_sge[@]} > 0)) && [[ ! -e /etc/default/gridengine ]]; then
  for package in common client master exec; do
    echo "gridengine-${package} shared/gridengineconfig boolean false"
  done | debconf-set-selections
fi

export DEBIAN_FRONTEND=noninteractive
install=(apt-get install -y -qq --no-install-recommends
  -o "DPkg::Path=${stand_ins}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" "${missing[@]}")
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
