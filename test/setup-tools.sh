#!/usr/bin/env bash
# Sees to the tools that the tests run on real: GNU parallel, shellcheck, shfmt and others. As root on Debian or
# Ubuntu it installs what is missing; elsewhere it says what to install. HSM_SKIP_SETUP=1 skips it.
set -euo pipefail

if [[ ${HSM_SKIP_SETUP-} == 1 ]]; then exit 0; fi

# package: what must be there
has() { # <package>
  case "$1" in
    parallel) [[ $(parallel --version 2>/dev/null </dev/null || true) == GNU* ]] ;;
    procps) command -v ps && command -v pgrep ;;
    *) command -v "$1" ;;
  esac >/dev/null 2>&1
}

missing=()
for package in parallel shellcheck shfmt gawk busybox rsync procps python3; do
  if ! has "${package}"; then missing+=("${package}"); fi
done
if ((${#missing[@]} == 0)); then exit 0; fi

if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
  printf 'the tests need these packages: %s\n' "${missing[*]}" >&2
  printf 'install them, or set HSM_SKIP_SETUP=1 to run the tests without\n' >&2
  exit 1
fi

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
