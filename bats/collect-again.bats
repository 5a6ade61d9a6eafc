#!/usr/bin/env bats
# collect.sh when it is run again: what is read anew, and what is not.

load helpers
load collect

@test "a second run reads only what changed" {
  make_project
  write_program <<'SH'
printf '{"loss": %s}' "${n}" >"${HSM_TASK_DIR}/metrics.json"
SH
  build_results 6 <<<'{json: metrics.json}'
  expect_exit 0 "${scripts}/local.sh" --jobs 2 --only 1-5
  collect
  expect_equal "$(column loss)" '1 2 3 4 5 '
  # What was read once is not read again: an awk that tells what it opens.
  mkdir bin
  cat >bin/mawk <<SH
#!/bin/sh
exec strace -f -qq -e trace=openat -o '${PWD}/opened' $(command -v awk) "\$@"
SH
  chmod +x bin/mawk
  sleep 0.1
  printf '{"loss": 20, "new": "x"}' >"${sweep_dir}/tasks/task_2/metrics.json"
  touch -d '2020-01-01' "${sweep_dir}/tasks/task_3/metrics.json"
  rm "${sweep_dir}/tasks/task_4/metrics.json"
  PATH=${PWD}/bin:${PATH} collect
  expect_output '1 completed tasks have no metrics.json, such as task 4'
  expect_equal "$(column loss)" '1 20 3  5 '
  expect_equal "$(column new)" ' x    '
  expect_equal "$(grep -o 'tasks/task_[0-9]*/metrics.json' opened | sort -u)" tasks/task_2/metrics.json
  rm opened
  PATH=${PWD}/bin:${PATH} collect
  expect_equal "$(column loss)" '1 20 3  5 '
  [[ ! -e opened ]]
  # A table that somebody changed is made anew.
  echo mine >"${sweep_dir}/results.csv"
  collect
  expect_equal "$(column loss)" '1 20 3  5 '
  expect_exit 0 "${scripts}/local.sh"
  collect
  expect_equal "$(column loss)" '1 20 3  5 6'
  expect_equal "$(column state)" 'completed completed completed completed completed completed'
}

@test "a task that runs is read each time, and one that ran again too" {
  make_project
  write_program <<'SH'
printf '{"loss": %s}' "${HSM_ATTEMPT}" >"${HSM_TASK_DIR}/metrics.json"
[[ ${n} -ne 2 || ${HSM_ATTEMPT} -gt 1 ]] || exit 3
while [[ ! -e go ]]; do sleep 0.05; done
SH
  build_results 2 <<<'{json: metrics.json}'
  start_in_background log "${scripts}/local.sh" --jobs 2
  wait_until is_state 2 failed
  wait_until is_running 1
  wait_until test -s "${sweep_dir}/tasks/task_1/metrics.json"
  collect
  expect_equal "$(column loss) $(column state)" '1 1 running failed'
  printf '{"loss": 0.5}' >"${sweep_dir}/tasks/task_1/metrics.json"
  collect
  expect_equal "$(column loss)" '0.5 1'
  touch go
  wait_for_end "${started}"
  expect_exit 0 "${scripts}/local.sh" --failed
  collect
  expect_equal "$(column loss) $(column state) $(column attempt)" '0.5 2 completed completed 1 2'
}

@test "what cannot be read is said each time, also where nothing is read again" {
  make_project
  write_program <<<'printf "{" >"${HSM_TASK_DIR}/m.json"'
  build_results 2 <<<'{json: m.json}'
  expect_exit 0 "${scripts}/local.sh"
  local run
  # The second run may be within the second in which the first looked; then it does read.
  find "${sweep_dir}" -exec touch -h -d '1 minute ago' {} +
  for run in 1 2 3; do
    expect_exit 0 "${scripts}/collect.sh"
    expect_output '2 of the files m.json cannot be read'
  done
}
