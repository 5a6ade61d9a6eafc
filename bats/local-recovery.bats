#!/usr/bin/env bats
# Killed workers, damaged journals, stale files, a disk that is not writable: status.sh reports the true state, and the
# next run continues from there.

load helpers

# Waits until its own file is removed.
write_waiting_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
printf '%s\n' "$$" >"process_${HSM_TASK_ID}"
for ((tries = 0; tries < 150; tries++)); do
  [[ ! -e end ]] || break
  nap 0.1
done
SH
}

write_counting_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
SH
}

ran() {
  sort -n ran | tr '\n' ' '
}

start_waiting() { # <engine>
  make_project
  write_waiting_program
  build_numbered 3
  start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 2
  driver=${started}
  wait_until is_running 1
  wait_until is_running 2
  wait_until test -s process_1
  wait_until test -s process_2
}

finish() { # <engine>: everything is completed in the end, and nothing twice
  touch end
  wait_until no_process_left
  run "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_states 'completed=3'
  expect_equal "$(completed_twice)" ''
}

no_process_left() {
  local file
  for file in process_*; do
    is_gone "$(cat "${file}")" || return 1
  done
  for file in $(worker_processes); do
    is_gone "${file}" || return 1
  done
}

test_driver_killed() { # <engine>
  start_waiting "$1"
  kill -s KILL "${driver}"
  wait_for_end "${driver}"
  # The workers continue.
  expect_states 'pending=1 running=2'
  finish "$1"
  expect_equal "$(ran)" '1 2 3 '
}
test_an_engine 'the driver is killed: its workers continue, and are seen' test_driver_killed

test_worker_killed() { # <engine>
  start_waiting "$1"
  for worker in $(worker_processes); do
    kill -s KILL "${worker}"
  done
  wait_for_end "${driver}"
  # The programs are still running, so they must not be started a second time.
  expect_equal "${ended}" 1
  expect_states 'pending=1 running=2'
  "${scripts}/status.sh" --todo >todo
  expect_equal "$(cat todo)" '3 1'
  kill -s KILL "$(cat process_1)"
  wait_until is_state 1 lost
  expect_states 'lost=1 pending=1 running=1'
  expect_equal "$("${scripts}/status.sh" --todo --missing | tr '\n' ,)" '1 2,3 1,'
  finish "$1"
  # Nobody saw the end of the second program.
  expect_equal "$(ran)" '1 1 2 2 3 '
}
test_an_engine 'workers are killed: their tasks are running until the programs end, then lost' test_worker_killed

test_all_killed() { # <engine>
  start_waiting "$1"
  mapfile -t workers < <(worker_processes)
  kill -s KILL "${driver}" "${workers[@]}" "$(cat process_1)" "$(cat process_2)"
  wait_for_end "${driver}"
  wait_until no_process_left
  expect_states 'lost=2 pending=1'
  run "${scripts}/status.sh"
  expect_output '2  lost'
  finish "$1"
  expect_equal "$(ran)" '1 1 2 2 3 '
  [[ -s ${sweep_dir}/tasks/task_1/attempt_1/command.txt ]]
}
test_an_engine 'driver, workers and programs are killed: lost, and run again' test_all_killed

@test "a task that another host started is running until --lost declares that the host is gone" {
  make_project
  write_counting_program
  build_numbered 3
  mkdir -p "${sweep_dir}/state" "${sweep_dir}/tasks/task_2"
  printf '2\t1\tfar-away\t77@88\t1700000000.000\t99' >"${sweep_dir}/state/local_far.tsv"
  expect_states 'pending=2 running=1'
  expect_exit 0 "${scripts}/local.sh" --jobs 2
  expect_equal "$(ran)" '1 3 '
  expect_exit 0 "${scripts}/local.sh" --lost far-away
  expect_equal "$(ran)" '1 2 3 '
  expect_states 'completed=3'
}

@test "a process id that another process has got since is not the worker" {
  make_project
  write_counting_program
  build_numbered 1
  mkdir -p "${sweep_dir}/state" "${sweep_dir}/tasks/task_1"
  printf '1\t1\t%s\t%s@1\t1700000000.000' "${HOSTNAME//[!A-Za-z0-9._-]/_}" "$$" >"${sweep_dir}/state/local_old.tsv"
  expect_states 'lost=1'
  expect_exit 0 "${scripts}/local.sh"
  expect_states 'completed=1'
}

@test "a worker that was killed before its claim leaves that attempt available, but no later one" {
  make_project
  write_counting_program
  build_numbered 2
  mkdir -p "${sweep_dir}/state" "${sweep_dir}/tasks/task_2/attempt_2"
  local gone="${HOSTNAME//[!A-Za-z0-9._-]/_}"$'\t''1@1'$'\t''1700000000.000'
  printf '1\t1\t%s\n2\t3\t%s' "${gone}" "${gone}" >"${sweep_dir}/state/local_old.tsv"
  expect_equal "$("${scripts}/status.sh" --todo)" $'1 1\n2 3'
  # If it had made them, the next ones would be available.
  mkdir -p "${sweep_dir}"/tasks/{task_1,task_2/attempt_3}
  expect_equal "$("${scripts}/status.sh" --todo)" $'1 2\n2 4'
}

@test "a truncated process id is not taken for a living process" {
  make_project
  write_counting_program
  build_numbered 1
  mkdir -p "${sweep_dir}/state" "${sweep_dir}/tasks/task_1"
  # 1 may be all that is left of 1234.
  printf '1\t1\t%s\t1@1\t1700000000.000\t1' "${HOSTNAME//[!A-Za-z0-9._-]/_}" >"${sweep_dir}/state/local_old.tsv"
  expect_states 'lost=1'
  expect_exit 0 "${scripts}/local.sh"
  expect_states 'completed=1'
}

@test "a journal that is truncated anywhere loses at most its last record" {
  make_project
  write_counting_program
  build_numbered 3
  expect_exit 0 "${scripts}/local.sh" --engine bash --jobs 1
  cp -R "${sweep_dir}/state" state
  cp -R "${sweep_dir}/tasks" tasks
  journal=$(basename state/*.tsv)
  size=$(($(wc -c <"state/${journal}")))
  last=$(tail -n 1 "state/${journal}")
  end=$(cut -f 9- <<<"${last}")
  for ((cut = 1; cut <= ${#last} + 1; cut += 7)); do
    rm -rf "${sweep_dir}/state" "${sweep_dir}/tasks" ran
    cp -R tasks "${sweep_dir}/tasks"
    mkdir "${sweep_dir}/state"
    head -c $((size - cut)) "state/${journal}" >"${sweep_dir}/state/${journal}"
    run "${scripts}/local.sh" --engine bash
    if [[ ${status} -ne 0 ]]; then
      echo "cut by ${cut}: ${output}" >&2
      return 1
    fi
    # A record that lacks only its last fields, the time and the cost of the attempt, and the end of the line is valid.
    if [[ ${cut} -le $((${#end} + 1)) ]]; then [[ ! -e ran ]]; else expect_equal "$(cat ran)" 3; fi
    expect_states 'completed=3'
  done
}

@test "a journal that is continued after a torn line is read correctly" {
  make_project
  write_counting_program
  build_numbered 3
  mkdir -p "${sweep_dir}/state" "${sweep_dir}/tasks/task_1"
  printf '1\t1\there' >"${sweep_dir}/state/local_mine.tsv"
  "${scripts}/task.sh" --journal local_mine 2
  expect_states 'completed=1 pending=2'
  expect_exit 0 "${scripts}/local.sh"
  expect_states 'completed=3'
}

@test "rubbish in a journal is not a record" {
  make_project
  write_counting_program
  build_numbered 3
  mkdir -p "${sweep_dir}/state"
  printf '\0\0\0\n\t\t\t\t\t\t\tcompleted\n\nhello\n1 completed\nx\t1\th\tw\t1\t2\tcompleted\t0\t3\n' >"${sweep_dir}/state/local_bad.tsv"
  expect_states 'pending=3'
  run "${scripts}/status.sh"
  expect_output '0  completed'
  expect_exit 0 "${scripts}/local.sh"
  expect_states 'completed=3'
}

test_lost_journals() { # <engine>
  make_project
  write_counting_program
  build_numbered 4
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --only 1-3
  rm -r "${sweep_dir}/state"
  # Nothing shows any more that tasks 1 to 3 were completed: they run again, in the same directories.
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_states 'completed=4'
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_states 'completed=4'
}
test_an_engine 'without journals, claimed tasks are run again' test_lost_journals

test_stale_files() { # <engine>
  make_project
  write_counting_program
  build_numbered 4
  mkdir -p "${sweep_dir}/state"
  for name in "${HOSTNAME}_1.todo" "x.todo" ".x.tsv.tmp" "x.tmp"; do
    printf '1 1\n2 9\nrubbish\n' >"${sweep_dir}/state/${name}"
  done
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_equal "$(ran)" '1 2 3 4 '
  expect_states 'completed=4'
}
test_an_engine 'stale lists and temporary files have no effect' test_stale_files

@test "state contains nothing but journals and provenance" {
  make_project
  write_counting_program
  build_numbered 4
  expect_exit 0 "${scripts}/local.sh" --only 1-2
  expect_exit 0 "${scripts}/local.sh"
  expect_exit 0 "${scripts}/local.sh"
  run find "${sweep_dir}/state" -type f ! -name '*.tsv' ! -path '*/provenance/*'
  expect_equal "${output}" ''
}

test_unwritable() { # <engine>
  make_project
  write_counting_program
  build_numbered 4
  for name in state tasks; do
    rm -rf "${sweep_dir:?}/${name}"
    echo 'in the way' >"${sweep_dir}/${name}"
    run "${scripts}/local.sh" --engine "$1"
    [[ ${status} -ne 0 ]]
    expect_output "cannot write to ${sweep_dir}"
    [[ ! -e ran ]]
    rm "${sweep_dir}/${name}"
  done
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
}
test_an_engine 'if nothing can be written, nothing runs, and a message explains it' test_unwritable

@test "tasks on a full disk are not completed" {
  [[ -w /dev/full ]] || skip 'no /dev/full'
  make_project
  write_counting_program
  build_numbered 2
  mkdir -p "${sweep_dir}/state"
  ln -s /dev/full "${sweep_dir}/state/local_full.tsv"
  run "${scripts}/task.sh" --journal local_full 1
  [[ ${status} -ne 0 ]]
  expect_output 'cannot write'
  [[ ! -e ran ]]
}

@test "where this user may not read all journals, states are unknown: no script says anything else, and none starts or cancels tasks" {
  load other-user
  require_other_user
  make_project
  write_program <<<'true'
  build_numbered 3
  expect_exit 0 "${scripts}/local.sh"
  chmod -R a+rwX "${sweep_dir}"
  open_way_to "${project}"
  local journal words
  journal=$(ls "${sweep_dir}"/state/local_*.tsv | head -n 1)
  chmod 600 "${journal}"
  for words in 'status.sh' 'status.sh --counts' 'local.sh' 'resume.sh' 'cancel.sh -y' 'errors.sh' 'collect.sh --output -'; do
    # shellcheck disable=SC2086 # words to type
    expect_exit 1 as_nobody "${scripts}"/${words}
    expect_output "cannot read ${journal}, so the states of tasks are unknown"
    [[ ${output} != *'No such file'* ]]
  done
  expect_exit 1 as_nobody "$(command -v node)" "${hsm}" verify "${sweep_dir}"
  expect_output 'one journal cannot be read, so the tasks cannot be checked: permission denied'
  expect_states completed=3
}
