#!/usr/bin/env bats
# collect.sh: what is in the files of the tasks is in the table, whatever they hold, with any awk.

load helpers
load collect

corpus=${BATS_TEST_DIRNAME}/corpus/json-corpus.py

test_json() { # <awk>
  command -v "$1" >/dev/null || skip "no $1"
  make_project
  write_program </dev/null
  build_results 400 <<<'{json: metrics.json}'
  pretend_completed 400
  python3 "${corpus}" write "${sweep_dir}" 400
  with_awk "$1" expect_exit 0 "${scripts}/collect.sh"
  expect_exit 0 python3 "${corpus}" check "${sweep_dir}" "${sweep_dir}/results.csv"
  expect_output '400 rows'
}

for awk in mawk gawk busybox original-awk; do
  bats_test_function --description "JSON of all kinds reads as Python reads it (${awk})" -- test_json "${awk}"
done
