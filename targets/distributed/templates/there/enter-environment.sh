# Puts this machine's own Python and conda environments before those of the sweep.
enter_environment() { # <path of Python, or -> <conda environment, or ->
  local name programs=$sweep_dir/state/remote/programs
  if [[ $2 != - ]]; then
    enter_conda "$2" || die "cannot activate the conda environment $2"
    # The sweep may name another one.
    export HSM_CONDA_ENV="$2"
  fi
  [[ $1 != - ]] || return 0
  HSM_PYTHON=$1
  case $1 in
    \~/*) HSM_PYTHON=$HOME/${1#??} ;;
    *) ;;
  esac
  [[ -x $HSM_PYTHON && ! -d $HSM_PYTHON ]] || die "no Python at $1"
  export HSM_PYTHON
  # A link to a virtual environment's Python would not activate the environment.
  mkdir -p -- "$programs" || die "cannot write to $sweep_dir"
  for name in python python3; do
    [[ -x $programs/$name ]] || write_python || die "cannot write to $sweep_dir"
  done
  export PATH="$programs:$PATH"
}

write_python() {
  local file=$programs/.$name.$$
  # shellcheck disable=SC2016 # meant for the program
  printf '#!/bin/sh\nexec "$HSM_PYTHON" "$@"\n' >"$file" && chmod 700 -- "$file" && mv -f -- "$file" "$programs/$name"
}

# Conda's shell functions do not work in strict mode.
enter_conda() { # <environment>
  local base code=0
  base=$("${CONDA_EXE:-conda}" info --base) || return
  set +eu
  # shellcheck disable=SC1091
  . "$base/etc/profile.d/conda.sh" && conda activate "$1"
  code=$?
  set -eu
  return "$code"
}
