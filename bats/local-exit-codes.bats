#!/usr/bin/env bats
# Exit codes are recorded exactly, and a task that changes its descriptors affects no other.

load helpers

test_codes() { # <engine>
  make_project
  write_program <<'SH'
exit "${n}"
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [0, 1, 2, 101, 123, 126, 127, 128, 129, 130, 137, 143, 254, 255]
YAML
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 3
  expect_output '1 of 14 tasks completed'
  "${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { print $2, $4 }' >actual
  {
    echo completed 0
    printf 'failed %s\n' 1 2 101 123 126 127 128 129 130 137 143 254 255
  } | diff - actual
  expect_whole_journals
  [[ $(cat "${sweep_dir}/tasks/task_14/task_info.txt") == *'exit_code: 255'* ]]
}
test_an_engine 'exit codes are recorded exactly' test_codes

@test "task.sh exits with the program's own exit code" {
  make_project
  write_program <<'SH'
exit "${n}"
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [0, 1, 101, 143, 255]
YAML
  expect_exit 0 "${scripts}/task.sh" 1
  expect_exit 1 "${scripts}/task.sh" 2
  expect_exit 101 "${scripts}/task.sh" 3
  expect_exit 143 "${scripts}/task.sh" 4
  expect_exit 255 "${scripts}/task.sh" 5
}

test_own_signal() { # <engine>
  make_project
  write_program <<'SH'
kill -s "${n}" "$$"
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [TERM, KILL, USR1, USR2, HUP, SEGV]
YAML
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 2
  "${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { print $2, $4 }' >actual
  for signal in TERM KILL USR1 USR2 HUP SEGV; do
    echo "failed $((128 + $(kill -l "${signal}")))"
  done | diff - actual
}
test_an_engine "a program that is killed by its own signal has that signal's code" test_own_signal

@test "a missing program fails with 127, and the next tasks run" {
  make_project
  write_program </dev/null
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [1, 2]
environment:
  setup: ['[ "$HSM_TASK_ID" -ne 1 ] || hsm_program=(no-such-program)']
YAML
  expect_exit 1 "${scripts}/local.sh" --jobs 1
  expect_states 'completed=1 failed=1'
  [[ $("${scripts}/status.sh" --tsv) == *$'1\tfailed\t1\t127\t'* ]]
  [[ $(cat "${sweep_dir}/tasks/task_1/stderr.log") == *no-such-program* ]]
}

test_stdin() { # <engine>
  make_project
  write_program <<'SH'
cat >"${HSM_TASK_DIR}/input"
SH
  build_numbered 5
  # Neither the driver's input nor its list of tasks may reach a program.
  yes 'from outside' | head -n 1000 | "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_states 'completed=5'
  for ((task = 1; task <= 5; task++)); do
    [[ -e ${sweep_dir}/tasks/task_${task}/input && ! -s ${sweep_dir}/tasks/task_${task}/input ]]
  done
}
test_an_engine 'tasks that read their input get none, and all are run' test_stdin

@test "a task that is run by hand does not read the shell's input" {
  make_project
  write_program <<'SH'
cat >"${HSM_TASK_DIR}/input"
SH
  build_numbered 1
  echo 'the next command' | {
    "${scripts}/task.sh" 1
    cat >rest
  }
  [[ -e ${sweep_dir}/tasks/task_1/input && ! -s ${sweep_dir}/tasks/task_1/input ]]
  expect_equal "$(cat rest)" 'the next command'
}

test_big_output() { # <engine>
  make_project
  write_program <<'SH'
[[ ${HSM_TASK_ID} -ne 2 ]] || head -c 1000000000 /dev/zero
head -c 1000000 /dev/zero >&2
SH
  build_numbered 3
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2
  [[ ${#output} -lt 2000 ]]
  sizes=$(wc -c <"${sweep_dir}/tasks/task_2/stdout.log")
  rm "${sweep_dir}/tasks/task_2/stdout.log"
  expect_equal "$((sizes))" 1000000000
  for ((task = 1; task <= 3; task++)); do
    expect_equal "$(($(wc -c <"${sweep_dir}/tasks/task_${task}/stderr.log")))" 1000000
  done
  expect_states 'completed=3'
}
test_an_engine 'a gigabyte of output is kept, and the other tasks continue' test_big_output

test_daemon() { # <engine>
  make_project
  write_program <<'SH'
sleep 300 >/dev/null 2>&1 &
printf '%s\n' "$!" >>daemons
sleep 300 &
printf '%s\n' "$!" >>daemons
echo started
SH
  build_numbered 4
  # Through a pipe, which would stay open as long as a daemon has it.
  start_in_background log bash -c '"$1/local.sh" --engine "$2" --jobs 2 | cat; exit "${PIPESTATUS[0]}"' - "${scripts}" "$1"
  driver=${started}
  ended_first=
  wait_until is_gone "${driver}" || ended_first=daemons
  daemons=$(cat daemons)
  for process in ${daemons}; do
    ! is_gone "${process}" || ended_first=daemons
    kill "${process}" 2>/dev/null || true
  done
  wait_for_end "${driver}"
  expect_equal "${ended}" 0
  expect_equal "${ended_first}" ''
  expect_states 'completed=4'
  # The task made them, each in a process group that is left alone when the task is completed.
  expect_equal "$(wc -w <<<"${daemons}" | tr -d ' ')" 8
}
test_an_engine 'a task that leaves a daemon behind delays nothing' test_daemon

test_show_output() { # <engine>
  make_project
  write_program <<'SH'
echo "out ${n}"
printf 'err %s' "${n}" >&2
exit 3
SH
  build_numbered 2
  expect_exit 1 "${scripts}/local.sh" --engine "$1" --jobs 1 --show-output
  expect_output '[1] out 1'
  expect_output '[2] err 2'
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/stdout.log")" 'out 2'
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/stderr.log")" 'err 2'
  [[ $("${scripts}/status.sh" --tsv) == *$'1\tfailed\t1\t3\t'* ]]
}
test_an_engine '--show-output shows the output that is also kept' test_show_output
