#!/usr/bin/env bats
# Anything may be killed at any moment, again and again: in the end every task is completed, none was recorded twice, no
# two processes ever worked on the same task, and nothing false is reported.

load helpers

rounds=${HSM_CHAOS_ROUNDS:-6}
tasks=12

# A lock that is a link to the process that has it: it is created in one step, and a dead owner can be recognised.
write_chaotic_program() {
  write_program <<'SH'
cd "${HSM_PROJECT_DIR}" || exit 1
lock=locks/${HSM_TASK_ID}
until ln -s "$$" "${lock}" 2>/dev/null; do
  holder=$(readlink "${lock}") || continue
  # A zombie that nobody has waited for yet does not work on anything.
  if [[ $(ps -o stat= -p "${holder}") == [!Z]* ]]; then
    printf '%s: %s and %s\n' "${HSM_TASK_ID}" "${holder}" "$$" >>overlaps
    exit 1
  fi
  rm -f "${lock}"
done
# Some outlive a worker that is killed until the next run has begun.
if ((RANDOM % 4)); then sleep "0.0$((RANDOM % 5 + 3))"; else sleep 0.4; fi
printf '%s\t%s\n' "${HSM_TASK_ID}" "${HSM_ATTEMPT}" >>completions
rm "${lock}"
SH
}

# Kills a program, a worker, a driver, any process of this sweep, or all of them except the programs.
kill_some() {
  local pattern victims
  case $((RANDOM % 5)) in
    0) pattern='program[.]sh' ;;
    1) pattern='task[.]sh' ;;
    2) pattern='local[.]sh' ;;
    3) pattern='.' ;;
    *) pattern='(task|local)[.]sh' ;;
  esac
  victims=$(ps -eo pid=,args= | awk -v path="${project}/" -v pattern="${pattern}" \
    'index($0, path) && $0 ~ pattern && !/awk/ { print $1 }')
  [[ -n ${victims} ]] || return 0
  # shellcheck disable=SC2206 # a list of numbers
  victims=(${victims})
  if [[ ${pattern} == '(task|local)[.]sh' ]]; then
    kill -s KILL "${victims[@]}" 2>/dev/null || true
  else
    kill -s KILL "${victims[RANDOM % ${#victims[@]}]}" 2>/dev/null || true
  fi
}

run_round() { # <engine>
  local kills run
  rm -rf "${sweep_dir:?}"/{state,tasks} locks completions
  mkdir locks
  : >completions
  kills=$((RANDOM % 5 + 2))
  for ((run = 1; run <= 60; run++)); do
    start_in_background log "${scripts}/local.sh" --engine "$1" --jobs 3
    while [[ ${kills} -gt 0 ]] && ! is_gone "${started}"; do
      sleep "0.$((RANDOM % 2))$((RANDOM % 10))"
      kill_some
      kills=$((kills - 1))
    done
    wait_for_end "${started}"
    [[ $(count_states) != "completed=${tasks}" ]] || return 0
    sleep 0.02
  done
  echo 'never came to an end' >&2
  return 1
}

# Shown if a test fails.
teardown() {
  if [[ ${BATS_TEST_COMPLETED-} != 1 ]]; then
    echo "round ${round}"
    tail -n 50 "${sweep_dir}"/state/*_*.tsv log
  fi
}

expect_truth() {
  expect_equal "$(cat overlaps 2>/dev/null)" ''
  expect_equal "$(completed_twice)" ''
  # Each record of a completed attempt belongs to one program that reached its end.
  awk -F '\t' '$7 == "completed" { print $1 "\t" $2 }' "${sweep_dir}"/state/*_*.tsv | sort >recorded
  expect_equal "$(wc -l <recorded | tr -d ' ')" "${tasks}"
  expect_equal "$(sort completions | uniq -d)" ''
  expect_equal "$(sort completions | comm -23 recorded -)" ''
}

test_chaos() { # <engine>
  make_project
  write_chaotic_program
  build_sweep <<YAML
command: [bash, "${project}/program.sh"]
args: env
sweep:
  grid:
    n: [$(seq -s , "${tasks}")]
YAML
  for ((round = 1; round <= rounds; round++)); do
    run_round "$1"
    expect_truth
  done
}
test_engines 'kill -9 of any process at any moment' test_chaos
