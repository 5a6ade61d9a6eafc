#!/usr/bin/env bats
# local.sh on a terminal: Ctrl-C at any moment, a terminal that is closed, suspended programs, programs that read it.
# HSM_TERMINAL_ROUNDS is the number of moments that are tried for each engine and number of jobs (default: 2).

load helpers
load terminal

test_interrupts() { # <engine>
  local jobs round at
  make_project
  # Even with 24 jobs three rounds take longer than the latest moment.
  build_terminal_sweep 60 0.6
  for jobs in 1 8 24; do
    for ((round = 0; round < ${HSM_TERMINAL_ROUNDS:-2}; round++)); do
      rm -rf "${sweep_dir:?}"/{state,tasks}
      : >began
      # The first moments, when workers start, matter most.
      at=$(awk -v seed="${RANDOM}" 'BEGIN { srand(seed); printf "%.3f", rand() * rand() * 1.2 }')
      on_terminal --at "${at}" interrupt -- "${scripts}/local.sh" --engine "$1" --jobs "${jobs}"
      if [[ ${status} -ne 130 ]] || ! expect_stopped; then
        echo "${jobs} jobs, Ctrl-C after ${at} s: exit ${status}" >&2
        cat -v screen.log >&2
        return 1
      fi
      expect_whole_journals
    done
  done
  # Everything is in order, so the test continues.
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 24
  expect_states 'completed=60'
}
test_engines 'Ctrl-C at any moment: 130, nothing keeps running, nothing starts afterwards' test_interrupts

test_closed() { # <engine>
  local option
  make_project
  build_terminal_sweep 8 60
  for option in '' --no-progress --show-output; do
    rm -rf "${sweep_dir:?}"/{state,tasks}
    : >saved
    : >began
    on_terminal --when began 3 close -- "${scripts}/local.sh" --engine "$1" --jobs 3 ${option:+"${option}"}
    expect_stopped
    expect_equal "$(wc -l <saved)" 3
    expect_states 'cancelled=3 pending=5'
  done
}
test_engines 'a closed terminal stops everything, and programs save their work' test_closed

test_background() { # <engine>
  make_project
  build_terminal_sweep 6 0.3
  on_terminal --background --at 0.2 interrupt -- "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_equal "${status}" 0
  expect_states 'completed=6'
}
test_engines 'Ctrl-C does not reach a run in the background' test_background

test_suspended() { # <engine>
  make_project
  build_terminal_sweep 4 1
  on_terminal --at 0.7 suspend --at 1.7 continue -- "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_equal "${status}" 0
  expect_states 'completed=4'
  expect_equal "$(sort -n began | tr '\n' ' ')" '1 2 3 4 '
}
test_engines 'Ctrl-Z and fg: every task runs once' test_suspended

test_show_output() { # <engine>
  make_project
  build_terminal_sweep 4 60
  on_terminal --when began 2 interrupt -- "${scripts}/local.sh" --engine "$1" --jobs 2 --show-output
  expect_equal "${status}" 130
  expect_stopped
  expect_equal "$(wc -l <saved)" 2
  output=$(cat screen.log)
  expect_output 'saved'
  # Bash's own message about a program that a signal ended.
  [[ ${output} != *Terminated* && ${output} != *start_program* ]]
}
test_engines 'Ctrl-C with --show-output: the last output of a program is shown, and nothing else' test_show_output

test_reads_terminal() { # <engine>
  make_project
  write_program <<'SH'
echo >>"${HSM_PROJECT_DIR}/began"
read -r answer </dev/tty
SH
  build_numbered 2
  on_terminal --when began 2 interrupt -- "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_equal "${status}" 130
  wait_until has_no_processes
  expect_states 'cancelled=2'
}
test_engines 'a program that reads the terminal waits, and is stopped with the rest' test_reads_terminal

test_stopped_program() { # <engine>
  make_project
  write_program <<'SH'
echo "${n}" >>"${HSM_PROJECT_DIR}/began"
echo "$$" >"${HSM_PROJECT_DIR}/program_${n}"
for ((tries = 0; tries < 600; tries++)); do
  [[ ! -e ${HSM_PROJECT_DIR}/go ]] || exit 0
  sleep 0.05
done
SH
  build_numbered 3
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 1
  wait_until test -s program_1
  kill -s STOP "$(<program_1)"
  sleep 1
  expect_states 'pending=2 running=1'
  touch go
  sleep 0.5
  expect_equal "$(cat began)" 1
  kill -s CONT "$(<program_1)"
  wait_for_end "${started}"
  expect_equal "${ended}" 0
  expect_states 'completed=3'
  # One that stays suspended ends with the rest.
  rm go program_1
  rm -rf "${sweep_dir:?}"/{state,tasks}
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 1
  wait_until test -s program_1
  kill -s STOP "$(<program_1)"
  kill -s TERM "${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=1 pending=2'
}
test_engines 'a program that is suspended has not ended' test_stopped_program

test_reader_gone() { # <engine>
  make_project
  build_terminal_sweep 5 0.1
  run bash -c '"$1" --engine "$2" --jobs 2 | head -n 1' - "${scripts}/local.sh" "$1" 3>&-
  wait_until is_state 5 completed
  expect_states 'completed=5'
  wait_until has_no_processes
}
test_engines 'the reader of the output may exit: the tasks continue' test_reader_gone

test_driver_killed() { # <engine>
  make_project
  build_terminal_sweep 4 3
  python3 "${BATS_TEST_DIRNAME}/terminal.py" --log screen.log -- "${scripts}/local.sh" --engine "$1" --jobs 2 3>&- 4>&- &
  wait_until test -s began
  kill -s KILL "$(list_processes | awk '/local\.sh/ { print $1; exit }')"
  wait || true
  wait_until is_state 4 completed
  wait_until has_no_processes
}
test_engines 'local.sh is killed: its workers continue, and its progress bar does not' test_driver_killed
