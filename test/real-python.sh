#!/usr/bin/env bash
# Puts python3 itself first on PATH if a version manager's python3 is a shell script, which would start dozens of
# processes each time that a test runs Python. Sourced by other scripts.

python=$(command -v python3 || true)
if [[ -n ${python} && $(head -c 2 -- "${python}" | tr -d '\0') == '#!' ]]; then
  python=$("${python}" -c 'import sys; print(sys.executable)')
  export PATH=${python%/*}:${PATH}
fi
unset python
