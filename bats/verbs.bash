#!/usr/bin/env bash
# Functions shared by the tests of hsm's commands: a sweep that can be paused, and made old. Needs helpers.bash.

hsm() {
  node "${hsm}" "$@"
}

# Three tasks: 2 fails, the others complete. While a file named hold exists, they wait.
build_three() {
  write_program <<'BASH'
while [[ -e ${HSM_PROJECT_DIR}/hold ]]; do nap 0.2; done
[[ ${n} != 2 ]] || exit 3
BASH
  build_numbered 3
}

# Lists every file below the project with its digest, and every link with its destination; nothing below held.
list_files() {
  find . -path ./held -prune -o -type l -printf '%p -> %l\n' -o -type f -exec sha256sum {} + | LC_ALL=C sort
}

# Makes a sweep look as if nothing had happened to it for years, including its journals.
age_sweep() { # <sweep directory>
  local journal
  for journal in "$1"/state/*.tsv; do
    [[ ! -e ${journal} ]] || sed -i 's/\t1[0-9]\{9\}\(\.[0-9]*\)*/\t1500000000.5/g' "${journal}"
  done
  find "$1" -exec touch -h -d 2020-01-01 {} +
}
