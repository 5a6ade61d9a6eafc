#!/usr/bin/env bats
# Whatever stops a task, it is never recorded as completed, nothing stays behind, and it runs again.

load helpers

# Records its process and that of a child, then works for longer than a test lasts, unless a file named quick exists.
write_slow_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
[[ ! -e quick ]] || exit 0
sleep 60 &
printf '%s\n' "$$" "$!" >>processes
wait
SH
}

# A process that was sent KILL is gone when the kernel handles it, a moment later on a busy machine. One that was
# forgotten would sleep for a minute.
expect_no_process() {
  local process tries
  while read -r process; do
    for ((tries = 0; tries < 30; tries++)); do
      if is_gone "${process}"; then continue 2; fi
      nap 0.1
    done
    echo "a process is still there: $(ps -o pid=,ppid=,stat=,args= -p "${process}")" >&2
    return 1
  done < <(cat processes; worker_processes)
}

has_lines() { # <file> <how many>
  [[ -e $1 && $(($(wc -l <"$1"))) -eq $2 ]]
}

count_ran() {
  sort -n ran | uniq -c | awk '{ printf "%s:%s ", $2, $1 }'
}

stop_driver() { # <engine> <signal>
  make_project
  write_slow_program
  build_numbered 5
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 2
  wait_until is_running 1
  wait_until is_running 2
  wait_until test -s processes
  kill -s "$2" "${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=2 pending=3'
  expect_no_process
  expect_whole_journals
  touch quick
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_equal "$(count_ran)" '1:2 2:2 3:1 4:1 5:1 '
  expect_states 'completed=5'
}

test_term() { stop_driver "$1" TERM; }
test_int() { stop_driver "$1" INT; }
test_hup() { stop_driver "$1" HUP; }
test_engines 'TERM to local.sh stops everything' test_term
test_engines 'INT to local.sh stops everything' test_int
test_engines 'HUP to local.sh stops everything' test_hup

test_terminal_interrupt() { # <engine>
  make_project
  write_slow_program
  build_numbered 5
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 2
  wait_until is_running 1
  wait_until is_running 2
  # As Ctrl-C does it: to every process of the terminal's group.
  kill -s INT -- "-${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=2 pending=3'
  expect_no_process
}
test_engines 'Ctrl-C stops everything' test_terminal_interrupt

test_worker_term() { # <engine>
  make_project
  write_slow_program
  build_numbered 2
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 2
  driver=${started}
  wait_until is_running 1
  wait_until is_running 2
  for worker in $(worker_processes); do
    kill -s TERM "${worker}"
  done
  wait_for_end "${driver}"
  expect_equal "${ended}" 1
  expect_states 'cancelled=2'
  expect_no_process
}
test_engines 'TERM to the workers cancels their tasks' test_worker_term

write_saving_program() {
  write_program <<'SH'
trap 'touch "saved_${HSM_TASK_ID}"' USR1
touch "ready_${HSM_TASK_ID}"
for ((tries = 0; tries < 150; tries++)); do
  [[ ! -e saved_${HSM_TASK_ID} ]] || exit 0
  nap 0.1
done
exit 1
SH
}

@test "USR1 is passed on to the program, which continues" {
  make_project
  write_saving_program
  build_numbered 1
  start_in_background log "${scripts}/task.sh" 1
  wait_until test -e ready_1
  kill -s USR1 "${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 0
  [[ -e saved_1 ]]
  expect_states 'completed=1'
}

test_worker_usr1() { # <engine>
  make_project
  write_saving_program
  build_numbered 2
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 2
  wait_until test -e ready_1
  wait_until test -e ready_2
  for worker in $(worker_processes); do
    kill -s USR1 "${worker}"
  done
  wait_for_end "${started}"
  expect_equal "${ended}" 0
  [[ -e saved_1 && -e saved_2 ]]
  expect_states 'completed=2'
}
test_engines 'USR1 to the workers reaches their programs, which continue' test_worker_usr1

test_obedient() { # <engine>
  make_project
  write_program <<'SH'
trap 'exit 0' TERM
touch ready
for ((tries = 0; tries < 150; tries++)); do nap 0.1; done
SH
  build_numbered 2
  start_in_background log "${scripts}/task.sh" 1
  wait_until test -e ready
  kill -s TERM "${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=1 pending=1'
  rm ready
  start_in_background log "${scripts}/local.sh" --engine "$1" --only 2
  wait_until test -e ready
  kill -s TERM "${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=2'
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 2 --timeout 1
  expect_states 'timeout=2'
  # Its own exit code is recorded, whatever the state.
  expect_equal "$("${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { printf "%s ", $4 }')" '0 0 '
}
test_engines 'a program that exits with 0 when it is asked to end is not completed' test_obedient

test_program_killed() { # <engine>
  make_project
  write_slow_program
  build_numbered 2
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 1
  wait_until test -s processes
  touch quick
  wait_until is_running 1
  kill -s KILL "$(head -n 1 processes)"
  wait_for_end "${started}"
  expect_equal "${ended}" 1
  expect_states 'completed=1 failed=1'
  [[ $("${scripts}/status.sh" --tsv) == *$'1\tfailed\t1\t137\t'* ]]
  kill -s KILL "$(tail -n 1 processes)"
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_equal "$(count_ran)" '1:2 2:1 '
  expect_states 'completed=2'
}
test_engines 'a program that is killed has failed with 137, and runs again' test_program_killed

test_timeout() { # <engine>
  make_project
  write_slow_program
  build_numbered 3
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 3 --timeout 1
  expect_states 'timeout=3'
  expect_no_process
  touch quick
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 3 --timeout 20 --failed
  expect_equal "$(count_ran)" '1:2 2:2 3:2 '
  expect_states 'completed=3'
}
test_engines 'a task that runs for too long is stopped, and runs again' test_timeout

@test "a timeout does not affect faster tasks" {
  make_project
  write_program <<'SH'
[[ ${HSM_TASK_ID} -ne 2 ]] || sleep 60
SH
  build_numbered 3
  expect_exit 1 "${scripts}/local.sh" --jobs 1 --timeout 1
  expect_states 'completed=2 timeout=1'
}

test_deaf() { # <engine>
  make_project
  write_program <<'SH'
trap '' TERM INT HUP
printf '%s\n' "$$" >>processes
for ((tries = 0; tries < 300; tries++)); do nap 0.1; done
SH
  build_numbered 2
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 2
  wait_until is_running 1
  wait_until is_running 2
  wait_until has_lines processes 2
  kill -s TERM "${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=2'
  # They did not end by themselves.
  expect_equal "$("${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { printf "%s ", $4 }')" '137 137 '
  expect_no_process
}
test_engines 'programs that ignore TERM are killed after the grace period' test_deaf

@test "a second interrupt while programs end does no harm" {
  make_project
  write_slow_program
  build_numbered 3
  start_in_background log "${scripts}/local.sh" --engine bash --jobs 2
  wait_until is_running 2
  kill -s INT "${started}"
  kill -s INT "${started}" || true
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=2 pending=1'
  expect_no_process
}

# What bash does when a signal arrives as it reaps the program: the wait is interrupted, the end is forgotten, and the
# next wait is for whatever else there is.
forget_the_end() {
  wait() {
    local status=0
    if [[ -z ${signalled+set} || ${1-} != "${child}" ]]; then
      builtin wait "$@"
      return
    fi
    if [[ -e forgotten ]]; then
      [[ -z ${killer} ]] || echo "the timer ${killer}" >waited_for
      return 255
    fi
    builtin wait "$1" || status=$?
    if [[ -n ${signalled} ]]; then
      builtin wait "$1" || true
      touch forgotten
    fi
    return "${status}"
  }
  declare -f wait >>"${scripts}/runner.sh"
  unset -f wait
  export HSM_ALLOW_EDITED=1
}

@test "a program whose end bash has forgotten is not waited for until the grace period is over" {
  make_project
  write_slow_program
  build_numbered 1
  forget_the_end
  start_in_background log "${scripts}/task.sh" 1
  wait_until test -s processes
  wait_until is_running 1
  kill -s TERM "${started}"
  wait_for_end "${started}"
  [[ -e forgotten ]]
  [[ ! -e waited_for ]]
  expect_states 'cancelled=1'
  expect_no_process
}
