#!/usr/bin/env bats
# Several runners on one sweep: every task runs once, and no journal is torn.

load helpers

write_racing_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
sleep 0.02
SH
}

race() { # <engine> <engine>
  make_project
  write_racing_program
  build_numbered 40
  start_in_background first.log "${scripts}/local.sh" --engine "$1" --jobs 2
  first=${started}
  start_in_background second.log "${scripts}/local.sh" --engine "$2" --jobs 3
  second=${started}
  wait_for_end "${first}"
  wait_for_end "${second}"
  seq 40 | diff - <(sort -n ran)
  expect_states 'completed=40'
  expect_whole_journals
  expect_equal "$(completed_twice)" ''
  expect_exit 0 "${scripts}/local.sh"
  expect_output 'nothing to do'
}

test_with_bash() { race bash "$1"; }
test_with_parallel() { race parallel "$1"; }
test_engines 'a pool of bash processes and another runner' test_with_bash
test_engines 'GNU parallel and another runner' test_with_parallel

@test "many processes for one task: only one runs it" {
  make_project
  write_racing_program
  build_numbered 2
  processes=()
  for ((copy = 0; copy < 12; copy++)); do
    start_in_background "log_${copy}" "${scripts}/task.sh" 1
    processes+=("${started}")
  done
  for process in "${processes[@]}"; do
    wait_for_end "${process}"
    expect_equal "${ended}" 0
  done
  expect_equal "$(cat ran)" 1
  expect_states 'completed=1 pending=1'
  expect_whole_journals
}

@test "many runners over failed tasks: each task runs once more" {
  make_project
  write_racing_program
  echo '[[ -e good ]]' >>program.sh
  build_numbered 10
  expect_exit 1 "${scripts}/local.sh" --jobs 4
  expect_states 'failed=10'
  touch good
  rm ran
  processes=()
  for copy in 1 2 3; do
    start_in_background "log_${copy}" "${scripts}/local.sh" --engine bash --jobs 2
    processes+=("${started}")
  done
  for process in "${processes[@]}"; do
    wait_for_end "${process}"
  done
  seq 10 | diff - <(sort -n ran)
  expect_states 'completed=10'
}

@test "a runner leaves tasks that are running elsewhere alone, and does not call them completed" {
  make_project
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
if [[ ${HSM_TASK_ID} -eq 1 ]]; then
  for ((tries = 0; tries < 150; tries++)); do [[ ! -e end ]] || break; nap 0.1; done
fi
SH
  build_numbered 3
  start_in_background log "${scripts}/task.sh" 1
  wait_until is_running 1
  expect_exit 0 "${scripts}/task.sh" 1
  expect_output 'already completed or running'
  expect_exit 0 "${scripts}/local.sh" --jobs 2
  expect_output '2 of 2 tasks completed'
  expect_states 'completed=2 running=1'
  touch end
  wait_for_end "${started}"
  expect_equal "$(sort ran | tr '\n' ' ')" '1 2 3 '
  expect_states 'completed=3'
}

@test "of two runners that start together, the one that ends first does not speak for the other" {
  make_project
  write_program <<'SH'
if [[ ${HSM_TASK_ID} -eq 1 ]]; then
  for ((tries = 0; tries < 150; tries++)); do [[ ! -e end ]] || break; nap 0.1; done
fi
SH
  build_numbered 3
  # The list of this runner has all three tasks, and another takes the first from it.
  cat >claim-first.sh <<'SH'
"$1/task.sh" 1 >other.log 2>&1 3>&- &
for ((tries = 0; tries < 100; tries++)); do
  [[ $("$1/status.sh" --tsv) != *$'\n1\trunning'* ]] || break
  sleep 0.05
done
SH
  sed -i -e 's/^  choose_jobs$/  bash claim-first.sh "$scripts"; choose_jobs/' "${scripts}/local.sh"
  sed -i -e 's|bash claim-first.sh|bash "$sweep_dir/../../../claim-first.sh"|' "${scripts}/local.sh"
  HSM_ALLOW_EDITED=1 expect_exit 1 "${scripts}/local.sh" --engine bash --jobs 2
  expect_output '2 of 3 tasks completed'
  touch end
  wait_until is_state 1 completed
}

@test "a task that ends while status.sh is reading is not taken for lost" {
  make_project
  write_program <<'SH'
for ((tries = 0; tries < 150; tries++)); do
  [[ ! -e end ]] || exit 0
  nap 0.1
done
SH
  build_numbered 1
  start_in_background log "${scripts}/task.sh" 1
  wait_until is_running 1
  # Between reading the journals and checking the process, the task ends.
  cat >let-end.sh <<'SH'
touch "$1/end"
for ((tries = 0; tries < 300; tries++)); do
  kill -0 "$2" 2>/dev/null || break
  sleep 0.05
done
SH
  sed -i -e "s|^  judged=\$(judge|  bash '${project}/let-end.sh' '${project}' ${started};&|" "${scripts}/status.sh"
  expect_equal "$(grep -c let-end "${scripts}/status.sh")" 1
  expect_equal "$("${scripts}/status.sh" --todo)" ''
  wait_for_end "${started}"
  expect_states 'completed=1'
}

@test "the number of tasks at a time, and the reason if it is below the number of cores" {
  make_project
  write_program <<<'exit 0'
  mkdir bin
  printf '#!/bin/sh\necho 6\n' >bin/nproc
  chmod +x bin/nproc
  PATH=${PWD}/bin:${PATH}
  build_with() {
    rm -rf sweeps
    mkdir sweeps
    build_sweep <<YAML
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 3, 4, 5, 6, 7, 8]}}
resources: {$1}
YAML
  }
  build_with 'cpus: 4'
  expect_exit 0 "${scripts}/local.sh"
  expect_output '1 at a time: this machine has 6 cores, and a task takes 4'
  # A terabyte per task is more than today's machines have.
  build_with 'memory: 900T'
  expect_exit 0 "${scripts}/local.sh"
  expect_output '1 at a time: this machine has '
  expect_output 'a task takes 943718400M'
  build_with 'memory: 900T'
  expect_exit 0 "${scripts}/local.sh" --jobs 2
  expect_output '2 tasks at a time may need 1887436800M of memory'
  build_with 'memory: 1M'
  expect_exit 0 "${scripts}/local.sh"
  [[ ${output} != *'at a time'* ]]
}
