#!/usr/bin/env bash
# Sweeps whose tasks leave results, for the tests of collect.sh. Needs helpers.bash.

# A sweep of tasks n=1, n=2 and so on; the lines on standard input are its `results`, without that key.
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

# As if tasks 1 to N had run: a journal, and directories for files.
pretend_completed() { # <how many tasks> [<state>]
  mkdir -p "${sweep_dir}"/{state,tasks}
  (cd "${sweep_dir}/tasks" && seq -f task_%.0f "$1" | xargs -r mkdir -p)
  seq "$1" | sed "s/\$/\t1\thost\t1@1\t100.5\t7\t${2:-completed}\t0\t102.0/" >>"${sweep_dir}/state/local_1.tsv"
}

# Runs a command with one awk alone on PATH. The directory has links to what the scripts need.
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

# Puts an awk on PATH that writes down in the file opened what it opens.
tell_what_is_opened() {
  mkdir bin
  cat >bin/mawk <<SH
#!/bin/sh
exec strace -f -qq -e trace=openat -o '${PWD}/opened' $(command -v awk) "\$@"
SH
  chmod +x bin/mawk
  PATH=${PWD}/bin:${PATH}
}

# The values of a column, as Python's csv reads them, with blanks between.
column() { # <name> [<table>]
  python3 - "$1" "${2:-${sweep_dir}/results.csv}" <<'PY'
import csv, sys

with open(sys.argv[2], encoding="utf-8", newline="") as file:
    print(" ".join(row[sys.argv[1]] for row in csv.DictReader(file)))
PY
}
