#!/usr/bin/env bats
# collect.sh run again: it reads only the changes, and the table is as if it had read everything.

load helpers
load collect

@test "a second run reads only the changes" {
  make_project
  write_program <<'SH'
printf '{"loss": %s}' "${n}" >"${HSM_TASK_DIR}/metrics.json"
SH
  build_results 6 <<<'{json: metrics.json}'
  expect_exit 0 "${scripts}/local.sh" --jobs 2 --only 1-5
  collect
  expect_equal "$(column loss)" '1 2 3 4 5 '
  # A file that was read is not read again.
  tell_what_is_opened
  sleep 0.1
  printf '{"loss": 20, "new": "x"}' >"${sweep_dir}/tasks/task_2/metrics.json"
  rm "${sweep_dir}/tasks/task_4/metrics.json"
  collect
  expect_output '1 completed tasks have no metrics.json, for example task 4'
  expect_equal "$(column loss)" '1 20 3  5 '
  expect_equal "$(column new)" ' x    '
  expect_equal "$(grep -o 'tasks/task_[0-9]*/metrics.json' opened | sort -u)" tasks/task_2/metrics.json
  rm opened
  # bash before 5 considers files from the same second equally old, and reads once more.
  [[ -z ${HSM_TEST_BASH-} ]] || { sleep 1.1 && collect && rm -f opened; }
  collect
  expect_equal "$(column loss)" '1 20 3  5 '
  [[ ! -e opened ]]
  # A table that somebody changed is made again.
  echo mine >"${sweep_dir}/results.csv"
  collect
  expect_equal "$(column loss)" '1 20 3  5 '
  expect_exit 0 "${scripts}/local.sh"
  collect
  expect_equal "$(column loss)" '1 20 3  5 6'
  expect_equal "$(column state)" 'completed completed completed completed completed completed'
}

@test "files that arrive with an older date are read as well" {
  make_project
  write_program </dev/null
  build_results 3 <<<'{json: metrics.json}'
  pretend_completed 1
  echo '{"loss": 1}' >"${sweep_dir}/tasks/task_1/metrics.json"
  sleep 0.1
  collect
  expect_equal "$(column loss) $(column state)" '1   completed pending pending'
  # As with rsync and tar: the journal of another host, and a file that was written before the last run.
  printf '2\t1\tother\t1@1\t100.5\t7\tcompleted\t0\t102.0\n' >"${sweep_dir}/state/local_2.tsv"
  touch -d 2020-01-01 "${sweep_dir}/state/local_2.tsv"
  echo '{"loss": 9}' >older.json
  touch -d 2020-01-01 older.json
  sleep 0.1
  mv older.json "${sweep_dir}/tasks/task_1/metrics.json"
  collect
  expect_equal "$(column loss) $(column state)" '9   completed completed pending'
  # A journal that has grown.
  printf '3\t1\tother\t1@1\t100.5\t7\tfailed\t1\t102.0\n' >>"${sweep_dir}/state/local_2.tsv"
  touch -d 2020-01-01 "${sweep_dir}/state/local_2.tsv"
  collect
  expect_equal "$(column state)" 'completed completed failed'
  rm "${sweep_dir}/state/local_2.tsv"
  collect
  expect_equal "$(column state)" 'completed pending pending'
}

@test "a task that counted as lost is no longer lost the next time" {
  make_project
  write_program </dev/null
  build_results 2 <<<'{json: metrics.json}'
  pretend_completed 1
  printf '2\t1\telsewhere\t1@1\t100.5\t7\t' >"${sweep_dir}/state/local_2.tsv"
  sleep 0.1
  collect --lost elsewhere
  expect_equal "$(column state)" 'completed lost'
  collect
  expect_equal "$(column state)" 'completed running'
}

@test "of several sources with one file, only the changed one is read again" {
  make_project
  write_program </dev/null
  build_results 3 <<<'[{log: out.log, patterns: {a: "a=([0-9]+)"}}, {log: out.log, patterns: {b: "b=([0-9]+)"}, take: min}]'
  pretend_completed 2
  for task in 1 2; do echo "a=${task} b=5" >"${sweep_dir}/tasks/task_${task}/out.log"; done
  sleep 0.1
  collect
  sleep 0.1
  echo 'a=7 b=3' >>"${sweep_dir}/tasks/task_1/out.log"
  tell_what_is_opened
  collect
  expect_equal "$(column a) $(column b)" '7 2  3 5 '
  expect_equal "$(grep -o 'tasks/task_[0-9]*/out.log' opened | sort -u)" tasks/task_1/out.log
}

@test "a running task is read each time, and so is one that ran again" {
  make_project
  write_program <<'SH'
printf '{"loss": %s}' "${HSM_ATTEMPT}" >"${HSM_TASK_DIR}/metrics.json"
[[ ${n} -ne 2 || ${HSM_ATTEMPT} -gt 1 ]] || exit 3
while [[ ! -e go ]]; do nap 0.2; done
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

@test "a table is complete or absent: two runs at once, a full disk, a directory that is not writable" {
  make_project
  write_program </dev/null
  build_results 300 <<<'{json: metrics.json}'
  pretend_completed 300
  for ((task = 1; task <= 300; task++)); do echo "{\"loss\": ${task}}" >"${sweep_dir}/tasks/task_${task}/metrics.json"; done
  for ((round = 0; round < 5; round++)); do
    rm -rf "${sweep_dir}"/state/collect
    "${scripts}/collect.sh" >/dev/null &
    first=$!
    "${scripts}/collect.sh" >/dev/null &
    wait "$!"
    wait "${first}"
    expect_equal "$(column loss)" "$(seq -s ' ' 300)"
  done
  collect
  expect_equal "$(find "${sweep_dir}/state/collect" -type f | wc -l | tr -d ' ')" 7
  expect_exit 1 "${scripts}/collect.sh" --output nowhere/results.csv
  expect_output 'cannot write'
  expect_exit 1 "${scripts}/collect.sh" --output /dev/full/x
  mkdir directory
  expect_exit 1 "${scripts}/collect.sh" --output directory
  rmdir directory
  expect_equal "$(column loss)" "$(seq -s ' ' 300)"
}

# Nobody can write in /proc, not even root.
@test "a read-only sweep" {
  make_project
  write_program </dev/null
  build_results 2 <<<'{json: metrics.json}'
  pretend_completed 2
  for task in 1 2; do echo "{\"loss\": ${task}}" >"${sweep_dir}/tasks/task_${task}/metrics.json"; done
  collect
  rm -r "${sweep_dir}/state"
  ln -s /proc/self/attr "${sweep_dir}/state"
  mkdir temporary
  TMPDIR=${PWD}/temporary collect --output some.csv
  expect_equal "$(column state some.csv)" 'pending pending'
  rmdir temporary
  rm "${sweep_dir}/state"
  ((EUID == 0)) || {
    pretend_completed 2
    chmod -R a-w "${sweep_dir}"
    collect --output some.csv
    chmod -R u+w "${sweep_dir}"
    expect_equal "$(column loss some.csv)" '1 2'
  }
}

@test "unreadable files are reported each time, even if nothing is read again" {
  make_project
  write_program <<<'printf "{" >"${HSM_TASK_DIR}/m.json"'
  build_results 2 <<<'{json: m.json}'
  expect_exit 0 "${scripts}/local.sh"
  local run
  # The second run may be in the same second as the first one's check; then it does read.
  find "${sweep_dir}" -exec touch -h -d '1 minute ago' {} +
  for run in 1 2 3; do
    expect_exit 0 "${scripts}/collect.sh"
    expect_output '2 of the m.json files cannot be read'
  done
}

# If there are 2,000 files or more, two processes read them the first time, and the results form a single table.
@test "many files are read by two processes, and the table is the same" {
  make_project
  write_program </dev/null
  build_results 2500 <<<'{json: metrics.json}'
  pretend_completed 2499
  awk -v tasks="${sweep_dir}/tasks/" 'BEGIN {
    for (task = 1; task <= 2499; task++) {
      file = tasks "task_" task "/metrics.json"
      printf "{\"loss\": %d, \"%d\": \"x\"}\n", task, task % 3 >file
      close(file)
    }
  }'
  echo '{"loss": ' >"${sweep_dir}/tasks/task_7/metrics.json"
  rm "${sweep_dir}/tasks/task_8/metrics.json"
  collect
  expect_output '1 of the metrics.json files cannot be read, for example that of task 7'
  expect_output '1 completed tasks have no metrics.json, for example task 8'
  cp "${sweep_dir}/results.csv" first.csv
  expect_equal "$(column loss | cut -d ' ' -f 1-10)" '1 2 3 4 5 6   9 10'
  # Read by one process.
  rm -r "${sweep_dir}"/state/collect
  sed -i 's/-ge 2000/-ge 99999/' "${scripts}/collect.sh"
  collect
  cmp first.csv "${sweep_dir}/results.csv"
}

# A limit on the size of files takes the place of the disk.
@test "no room for the lists of files is an error, and does not give a table without results" {
  make_project
  write_program <<<'echo "loss=${n}" >"${HSM_TASK_DIR}/$(printf "%0200d" 0)"'
  build_sweep <<YAML
command: [bash, program.sh]
args: env
sweep: {grid: {n: 1..40}}
results: {key_value: "$(printf '%0200d' 0)"}
YAML
  expect_exit 0 "${scripts}/local.sh" --only 1-40
  # shellcheck disable=SC2317,SC2329 # called through expect_exit
  collect_in() { # <kilobytes>
    (
      trap '' XFSZ
      ulimit -f "$1"
      exec "${scripts}/collect.sh"
    )
  }
  expect_exit 1 collect_in 3
  expect_output 'cannot write temporary files: is the disk full?'
  [[ ! -e ${sweep_dir}/results.csv ]]
  expect_exit 0 collect_in 100
  expect_equal "$(awk -F , 'NR > 1 && $NF + 0 == $2' "${sweep_dir}/results.csv" | wc -l)" 40
  # Also where the names are those of the last run.
  rm "${sweep_dir}/results.csv"
  expect_exit 1 collect_in 3
  expect_output 'cannot write temporary files: is the disk full?'
  [[ ! -e ${sweep_dir}/results.csv ]]
}
