#!/usr/bin/env bash
# Runs of local.sh on a pseudo-terminal, for tests of Ctrl-C and of a closed terminal. Needs helpers.bash.

# Runs a script of the sweep on a terminal; see terminal.py for the options. Sets status; the terminal's output is in
# screen.log.
on_terminal() { # <option of terminal.py>… -- <command> [<argument>…]
  status=0
  python3 "${BATS_TEST_DIRNAME}/terminal.py" --log screen.log "$@" 3>&- 4>&- || status=$?
}

# A sweep whose tasks record their start, run for a while, and save their work when they get a signal to end.
build_terminal_sweep() { # <how many tasks> <seconds>
  write_program <<SH
trap 'echo "\${n}" >>"\${HSM_PROJECT_DIR}/saved"; echo saved; exit 3' TERM
echo "\${n}" >>"\${HSM_PROJECT_DIR}/began"
sleep $2 &
wait
SH
  build_numbered "$1"
  : >began
  : >saved
}

# Processes of the sweep's scripts and programs, one per line.
list_processes() {
  ps -e -o pid= -o stat= -o args= | awk -v path="${sweep_dir}/scripts" '
    index($0, path) && $2 !~ /^Z/ && !/awk/ && !/terminal\.py/
  '
}

has_no_processes() {
  [[ -z $(list_processes) ]]
}

# Nothing of the sweep is running, and nothing starts after this.
expect_stopped() {
  local before
  wait_until has_no_processes || {
    list_processes >&2
    return 1
  }
  before=$(wc -l <began)
  sleep 0.3
  expect_equal "$(wc -l <began)" "${before}"
}
