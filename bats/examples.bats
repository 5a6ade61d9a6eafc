#!/usr/bin/env bats
# Every example, run by the command of its README, in a copy.

load helpers
load examples

# Every example has a check_NAME below, which enters it, runs its README and looks at what became of the tasks.
test_example() { # <name>
  local check=check_${1//-/_}
  declare -F "${check}" >/dev/null || {
    echo "examples/$1 has no test: write ${check}" >&2
    return 1
  }
  enter_example "$1"
  "${check}"
  expect_shown_commands
}

for folder in "${BATS_TEST_DIRNAME}"/../examples/*/; do
  name=$(basename "${folder}")
  bats_test_function --description "example ${name}" -- test_example "${name}"
done

check_quickstart() {
  run_readme 0
  expect_output '18  completed'
  expect_output '"accuracy"'
}

check_argparse_flags() {
  run_readme 0
  expect_states completed=8
  expect_equal "$(metric_of 1 options)" "{'lr': 0.01, 'layers': [8, 4], 'use_ema': True, 'shuffle': True}"
  expect_equal "$(metric_of 8 options)" "{'lr': 0.01, 'layers': [16, 8, 4], 'use_ema': False, 'shuffle': False}"
}

check_csv_points() {
  run_readme 0
  expect_states completed=4
  expect_equal "$(printf '%.3f ' "$(metric_of 1 distance)" "$(metric_of 3 distance)")" '8.828 17.308 '
}

check_replicates() {
  run_readme 0
  expect_output 'best mean of loss'
  expect_states completed=8
  expect_equal "$(cut -d , -f 1,2 "${sweep_dir}/configurations.csv" | tr '\n' ' ')" 'lr,n 0.001,4 0.1,4 '
  [[ -s ${sweep_dir}/report.html ]]
}

check_cases() {
  run_readme 0
  expect_states completed=12
  expect_equal "$(sed -n 's/^python3.*--seed 1/1/p' < <(for task in {1..6}; do "${scripts}/task.sh" --print "${task}"; done) | head -n 1)" \
    '1 --optimizer sgd --lr 1e-4 --momentum 0.0'
  [[ -s ${sweep_dir}/report.html ]]
}
