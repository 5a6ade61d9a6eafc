#!/usr/bin/env bats
# Anything may be killed at any moment, again and again: in the end every task is completed, none was
# recorded twice, no two processes ever worked on one task, and nothing is said that did not happen.

load helpers

rounds=${HSM_CHAOS_ROUNDS:-25}
tasks=12

# A lock that is a link to the process that holds it: one step to make, and a dead holder is known as dead.
write_chaotic_program() {
  write_program <<'SH'
cd "${HSM_PROJECT_DIR}" || exit 1
lock=locks/${HSM_TASK_ID}
until ln -s "$$" "${lock}" 2>/dev/null; do
  holder=$(readlink "${lock}") || continue
  if kill -0 "${holder}" 2>/dev/null; then
    printf '%s: %s and %s\n' "${HSM_TASK_ID}" "${holder}" "$$" >>overlaps
    exit 1
  fi
  rm -f "${lock}"
done
sleep "0.0$((RANDOM % 6 + 4))"
printf '%s\t%s\n' "${HSM_TASK_ID}" "${HSM_ATTEMPT}" >>completions
rm "${lock}"
SH
}

# Kills one process of those of this sweep: programs, workers, drivers.
kill_one() {
  local victims
  victims=$(ps -eo pid=,args= | awk -v path="${project}/" 'index($0, path) && !/awk/ { print $1 }')
  [[ -n ${victims} ]] || return 0
  # shellcheck disable=SC2206 # a list of numbers
  victims=(${victims})
  kill -s KILL "${victims[RANDOM % ${#victims[@]}]}" 2>/dev/null || true
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
      kill_one
      kills=$((kills - 1))
    done
    wait_for_end "${started}"
    [[ $(count_states) != "completed=${tasks}" ]] || return 0
    sleep 0.02
  done
  echo 'never came to an end' >&2
  return 1
}

expect_truth() {
  expect_equal "$(cat overlaps 2>/dev/null)" ''
  expect_equal "$(completed_twice)" ''
  # Each record of a completed attempt stands for one program that came to its end.
  awk -F '\t' '$7 == "completed" { print $1 "\t" $2 }' "${sweep_dir}"/state/*.tsv | sort >recorded
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
    run_round "$1" && expect_truth || {
      echo "round ${round}" >&2
      tail -n 50 "${sweep_dir}"/state/*.tsv log >&2
      return 1
    }
  done
}
test_engines 'kill -9 of anything at any moment' test_chaos
