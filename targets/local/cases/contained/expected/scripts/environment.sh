#!/bin/bash
# Sets up the environment of a task's program, as configured in sweeps/sweep.yaml, then runs the program.
# task.sh starts every program through it, in the project root.
#
#   environment.sh PROGRAM [ARGUMENT…]
#
# Unlike the other scripts, this one runs bash without -p: it keeps the user's exported functions (module and conda are often
# such functions) and BASH_ENV.

hsm_program=("$@")
set --
trap 'end_early "$?"' EXIT

setup_failed() { # <step>
  trap - EXIT
  printf 'hsm: set-up failed: %s\n' "${1:0:80}" >&2
  exit 126
}

# Bash exits with 2 (some versions with 258) on a syntax error. An explicit exit in the lines below keeps its own exit code.
end_early() { # <exit code>
  case $1 in
    0) ;;
    2 | 258) setup_failed 'reading environment.sh' ;;
    *) setup_failed "exit $1" ;;
  esac
}

# The files in which Environment Modules and Lmod define the function, if it is not exported.
if ! command -v module >/dev/null 2>&1; then
  for hsm_file in /etc/profile.d/modules.sh /etc/profile.d/lmod.sh /etc/profile.d/z00_lmod.sh \
    "${MODULESHOME-}/init/bash" "${LMOD_PKG-}/init/bash" /usr/share/modules/init/bash /usr/share/lmod/lmod/init/bash; do
    if [[ -r $hsm_file ]]; then
      # shellcheck disable=SC1090
      . "$hsm_file"
      break
    fi
  done
fi
module load podman || setup_failed 'module load'

trap - EXIT
exec "${hsm_program[@]}"
