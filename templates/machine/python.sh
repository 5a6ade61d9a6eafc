# Prints the Python environments that can be found without starting their tools, which may take seconds each: kind and path.
pythons() { # <project directory, or nothing>
  local project path home=${HOME-}
  project=$(expand_home "$1")
  for path in "${CONDA_PREFIX-}" "${VIRTUAL_ENV-}"; do
    [[ -z $path || ! -x $path/bin/python ]] || say python active "$path/bin/python"
  done
  for path in ${project:+"$project/.venv" "$project/venv"}; do
    [[ ! -x $path/bin/python ]] || say python venv "$path/bin/python"
  done
  list_conda "$home" | sort -u
  for path in "${PYENV_ROOT:-$home/.pyenv}"/versions/*/bin/python; do
    [[ ! -x $path ]] || say python pyenv "$path"
  done
  for path in uv poetry; do
    if command -v "$path" >/dev/null; then say python_tool "$path"; fi
  done
  if [[ -n ${MODULESHOME-}${LMOD_CMD-} || -e /etc/profile.d/modules.sh || -e /etc/profile.d/lmod.sh ]]; then say python_tool modules; fi
  path=$(command -v python3 || command -v python || true)
  [[ -z $path ]] || say python PATH "$path" "$("$path" --version 2>&1 | head -n 1)"
}

# Conda and its relatives keep a list of their environments.
list_conda() { # <home>
  local root path
  for root in "$1"/{mini,ana,}conda3 "$1"/{mini,mamba}forge{,3} "$1/micromamba" "${MAMBA_ROOT_PREFIX:-$1/micromamba}" /opt/{mini,}conda{,3}; do
    for path in "$root" "$root"/envs/*; do
      [[ ! -x $path/bin/python ]] || say python conda "$path/bin/python"
    done
  done
  [[ ! -r $1/.conda/environments.txt ]] || while IFS= read -r path; do
    [[ ! -x $path/bin/python ]] || say python conda "$path/bin/python"
  done <"$1/.conda/environments.txt"
}
