#!/usr/bin/env bash
# Sweeps whose tasks write results, for the tests of collect.sh. Needs helpers.bash.

# A sweep of tasks n=1, n=2 and so on; standard input has the lines below its key `results`.
build_results() { # <how many tasks>
  local numbers results
  results=$(cat)
  numbers=$(seq -s , "$1")
  build_sweep <<YAML
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [${numbers}]
results: ${results}
YAML
}

# Creates the files of tasks 1 to N as if they had run: a journal and directories.
pretend_completed() { # <how many tasks> [<state>]
  mkdir -p "${sweep_dir}"/{state,tasks}
  (cd "${sweep_dir}/tasks" && seq -f task_%.0f "$1" | xargs -r mkdir -p)
  seq "$1" | sed "s/\$/\t1\thost\t1@1\t100.5\t7\t${2:-completed}\t0\t102.0/" >>"${sweep_dir}/state/local_1.tsv"
}

# Runs a command with only one awk on PATH. The directory has links to the other programs that the scripts need.
with_awk() { # <awk> <command>…
  local bin=${BATS_TEST_TMPDIR}/bin-$1 tools
  mkdir -p "${bin}"
  mapfile -t tools < <(type -P bash sh cat chmod cmp cp cut date dirname env find gzip grep head id ls mkdir mktemp mv ps \
    python3 rm sed sha256sum sleep sort squeue tail tar touch tr uniq wc xargs)
  ln -sf "${tools[@]}" "${bin}"
  ln -sf "$(command -v "$1")" "${bin}/awk"
  shift
  PATH=${bin} "$@"
}

collect() { # [<option of collect.sh>…]
  expect_exit 0 "${scripts}/collect.sh" "$@"
}

# Puts an awk on PATH that records in the file `opened` which files it opens.
tell_what_is_opened() {
  mkdir bin
  cat >bin/mawk <<SH
#!/bin/sh
exec strace -f -qq -e trace=openat -o '${PWD}/opened' $(command -v awk) "\$@"
SH
  chmod +x bin/mawk
  PATH=${PWD}/bin:${PATH}
}

# The values of a column, as Python's csv reads them, separated by blanks.
column() { # <name> [<table>]
  python3 - "$1" "${2:-${sweep_dir}/results.csv}" <<'PY'
import csv, sys

with open(sys.argv[2], encoding="utf-8", newline="") as file:
    print(" ".join(row[sys.argv[1]] for row in csv.DictReader(file)))
PY
}
