#!/usr/bin/env bats
# Lists of tasks: 1,5-8 and @FILE, for status.sh, cancel.sh and the drivers.

load helpers

# Records each run.
write_noting_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
SH
}

ran() {
  sort -n ran | tr '\n' ' '
}

@test "@FILE: numbers in any order with comments, from any directory, and far longer than a word of argv" {
  make_project
  write_noting_program
  build_numbered 6
  mkdir elsewhere
  printf '# what to run\n5,\t2 # two\n\r\n4-5\n' >elsewhere/tasks
  cd elsewhere || return 1
  expect_exit 0 "${scripts}/status.sh" --tsv --only @tasks
  expect_equal "$(cut -f 1 <<<"${output}" | tr '\n' ' ')" 'task 2 4 5 '
  expect_exit 0 "${scripts}/local.sh" --only @tasks --dry-run
  expect_output 'would run tasks 2,4-5'
  expect_exit 0 "${scripts}/local.sh" --only @tasks
  cd .. || return 1
  expect_equal "$(ran)" '2 4 5 '
  # The same six numbers over and over, in 100,000 lines.
  awk 'BEGIN { for (i = 100000; i > 0; i--) print i % 6 + 1 }' >long
  [[ $(wc -c <long) -gt 150000 ]]
  expect_exit 0 "${scripts}/local.sh" --only @long
  expect_equal "$(ran)" '1 2 3 4 5 6 '
  expect_states completed=6
  expect_exit 0 "${scripts}/cancel.sh" --only @long -y
  expect_output 'nothing to cancel'
  printf '# nothing\n' >empty
  expect_exit 2 "${scripts}/status.sh" --todo --only @empty
  expect_exit 2 "${scripts}/cancel.sh" --only @empty
  printf '1,\0x\n' >binary
  expect_exit 2 "${scripts}/status.sh" --todo --only @binary
}

@test "a list of 60,000 scattered tasks of a large sweep is processed at once" {
  make_project
  write_noting_program
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
defaults: {n: 0}
sweep:
  grid:
    a: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    b: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    c: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    d: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    e: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    f: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
YAML
  seq 2 2 120000 >even
  expect_exit 0 bash -c "'${scripts}/status.sh' --todo --only @even | awk '{ sum += \$1 } END { print NR, sum }'"
  expect_equal "${output}" '60000 3600060000'
}

@test "every awk reads lists the same way: order, overlaps, leading zeros, invalid numbers" {
  make_project
  write_noting_program
  build_numbered 30
  local list
  ask() { "${scripts}/status.sh" --todo --only "$1" | tr '\n' ';'; }
  for list in 3 30-30 5-8,1 7,7,7 4-9,2-5,10 007-010, ,,2,,4 25-99 29-1000000000000 0-2 99; do agree ask "${list}"; done
  expect_equal "$(ask 4-5,2-4,9-8,007)" '2 1;3 1;4 1;5 1;7 1;'
  expect_equal "$(ask 29-1000000000000)" '29 1;30 1;'
  { seq 1 2 200000 && printf '1-\n'; } >wrong
  for list in 3- -3 3-1 1--2 1-2-3 1234567890123456 , @wrong; do
    agree ask "${list}"
    expect_exit 2 "${scripts}/status.sh" --todo --only "${list}"
  done
  expect_output 'invalid list of tasks: 1- (example: 1,5-8)'
}

@test "local.sh --dry-run, --timeout-only and --walltime: what would run, timed-out tasks, and clock times" {
  make_project
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
[[ ${HSM_TASK_ID} -ne 2 || -e quick ]] || sleep 60
SH
  build_numbered 30
  expect_exit 0 "${scripts}/local.sh" --dry-run
  expect_output 'would run tasks 1-30'
  expect_exit 0 "${scripts}/local.sh" --only 3,5 --dry-run
  expect_output 'would run tasks 3,5'
  expect_equal "$(find "${sweep_dir}/state" "${sweep_dir}/tasks" -type f)" ''
  expect_exit 1 "${scripts}/local.sh" --only 1-2 --walltime 00:00:02
  expect_states 'completed=1 pending=28 timeout=1'
  expect_exit 0 "${scripts}/local.sh" --timeout-only --dry-run
  expect_output 'would run tasks 2'
  touch quick
  rm ran
  expect_exit 0 "${scripts}/local.sh" --timeout-only --timeout 1-00:00:00
  expect_equal "$(ran)" '2 '
  expect_exit 0 "${scripts}/local.sh" --timeout-only --dry-run
  expect_output 'nothing to do'
  local text
  for text in 12 0 1-25 x 1:2:3:4 ::; do expect_exit 2 "${scripts}/local.sh" --walltime "${text}"; done
}

@test "--where selects tasks by their values, in every script and command that accepts a list" {
  make_project
  # shellcheck disable=SC2016 # for the program
  write_program <<<'echo "${n}${m}" >>"${HSM_PROJECT_DIR}/ran"; printf "v=1\n" >"${HSM_TASK_DIR}/values"; [[ ${m} != "a b" ]]'
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 0.5], m: [x, a b]}}
results: {key_value: values}
YAML
  expect_exit 1 "${scripts}/local.sh" --where 'n=1,5e-1'
  expect_equal "$(sort ran | tr '\n' ';')" '0.5a b;0.5x;1a b;1x;'
  expect_equal "$("${scripts}/status.sh" --todo --where 'm="a b"' | tr '\n' ';')" '2 2;4 1;6 2;'
  expect_equal "$("${scripts}/errors.sh" --tsv --where n=1 | awk 'NR > 1 { print $1 }')" 2
  expect_exit 0 node "${hsm}" errors --where n=0.5
  expect_output 'tasks 6'
  expect_exit 0 node "${hsm}" collect-results --where 'm=x n=1' --output -
  expect_equal "$(wc -l <<<"${output}")" 2
  write_program <<<':'
  expect_exit 0 node "${hsm}" complete --where 'n=1'
  expect_states 'completed=3 failed=1 pending=2'
  expect_exit 0 "${scripts}/cancel.sh" -y --where n=2
  expect_output 'nothing to cancel'
  expect_exit 0 node "${hsm}" show --where 'n=2 m=x'
  expect_output 'task 3 of 6'
  expect_equal "$(node "${hsm}" show --where m=x --count)" 3
  expect_exit 1 node "${hsm}" show --where nn=2
  expect_output HSM518
  # select.sh reports the mistake, and nothing runs.
  expect_exit 1 "${scripts}/local.sh" --where n=7
  expect_output 'select.sh: no task has this value of n'
  expect_states 'completed=3 failed=1 pending=2'
}
