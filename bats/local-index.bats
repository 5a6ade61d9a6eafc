#!/usr/bin/env bats
# Task numbers: each task runs once, and anything but a task number runs nothing.

load helpers

write_counting_program() {
  write_program <<'SH'
printf '%s %s\n' "${HSM_TASK_ID}" "${n}" >>ran
SH
}

test_every_index() { # <engine>
  make_project
  write_counting_program
  # One task, as many as there are workers, one less, one more, twice as many and one.
  for count in 1 2 3 4 7; do
    rm -rf sweeps/outputs ran
    build_numbered "${count}"
    expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 3
    expect_output "${count} of ${count} tasks completed"
    seq "${count}" | awk '{ print $1, $1 }' | diff - <(sort -n ran)
    expect_states "completed=${count}"
  done
}
test_an_engine 'each task runs exactly once, with its own values' test_every_index

@test "a sweep without tasks is refused by the build" {
  make_project
  write_counting_program
  printf '%s\n' 'command: [bash, program.sh]' 'args: env' 'sweep:' '  grid:' '    n: [1, 2]' \
    '  exclude:' '    - n: [1, 2]' >sweeps/sweep.yaml
  expect_exit 1 node "${hsm}" build --name none
  expect_output 'error[HSM313]'
  [[ ! -e sweeps/outputs ]]
}

test_zeros() { # <engine>
  make_project
  write_counting_program
  build_numbered 9
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 02 --only 07,010-9,009
  expect_equal "$(sort ran | tr '\n' ',')" '7 7,9 9,'
  rm ran
  expect_exit 0 "${scripts}/task.sh" 08
  expect_equal "$(cat ran)" '8 8'
  expect_states 'completed=3 pending=6'
  expect_equal "$("${scripts}/task.sh" --print 009)" "$("${scripts}/task.sh" --print 9)"
}
test_an_engine 'a number with leading zeros is the same number' test_zeros

@test "anything but a task number is refused with exit code 2, and nothing runs" {
  make_project
  write_counting_program
  build_numbered 9
  # shellcheck disable=SC2016 # it must not be run
  for index in 'a[$(touch X)]' '$(touch X)' 'wanted' '0' '10' '00' '' ' 1' '1 ' '-1' '+1' '1e0' '0x1' '1.0' '1,2' \
    18446744073709551617 1000000000000000000 $'1\n2' '١'; do
    expect_exit 2 "${scripts}/task.sh" --print "${index}"
    expect_exit 2 "${scripts}/task.sh" "${index}"
  done
  [[ ! -e X && ! -e ran && ! -e ${sweep_dir}/tasks/task_1 && ! -e ${sweep_dir}/X && ! -e ${scripts}/X ]]
}

@test "options with invalid values are refused with exit code 2, and nothing runs" {
  make_project
  write_counting_program
  build_numbered 9
  refuse() {
    expect_exit 2 "${scripts}/local.sh" "$@"
    expect_output 'Try '
  }
  refuse --jobs 0
  refuse --jobs -1
  refuse --jobs 'a[$(touch X)]'
  refuse --jobs
  refuse --timeout 5x
  refuse --timeout 'a[$(touch X)]'
  refuse --retries -1
  refuse --gpus 'a;b'
  refuse --engine make
  refuse --no-such-option
  refuse 3
  [[ ! -e X && ! -e ran && ! -e ${sweep_dir}/tasks/task_1 ]]
}

@test "an invalid list of tasks is an error, and nothing runs" {
  make_project
  write_counting_program
  build_numbered 9
  # shellcheck disable=SC2016 # it must not be run
  for list in 'a' '1;2' '-1' '3-' '$(touch X)' 'a[$(touch X)]' ''; do
    run "${scripts}/local.sh" --only "${list}"
    [[ ${status} -ne 0 ]] || {
      echo "--only '${list}' was taken: ${output}" >&2
      return 1
    }
  done
  [[ ! -e X && ! -e ran ]]
}

@test "tasks of several blocks are numbered consecutively, without excluded cells" {
  make_project
  write_program <<'SH'
printf '%s %s%s%s\n' "${HSM_TASK_ID}" "${a-}" "${b-}" "${c-}" >>ran
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep:
  - grid:
      a: [1, 2]
      b: [x, y]
    exclude:
      - {a: 1, b: y}
  - grid:
      c: [p, q]
YAML
  expect_exit 0 "${scripts}/local.sh" --jobs 2
  printf '%s\n' '1 1x' '2 2x' '3 2y' '4 p' '5 q' | diff - <(sort ran)
}
