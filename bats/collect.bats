#!/usr/bin/env bats
# collect.sh: the table contains the values in the tasks' files, whatever they contain, with any awk.

load helpers
load collect

corpus=${BATS_TEST_DIRNAME}/corpus/json-corpus.py

test_json() { # <awk>
  command -v "$1" >/dev/null || skip "no $1"
  make_project
  write_program </dev/null
  build_results 150 <<<'{json: metrics.json}'
  pretend_completed 150
  python3 "${corpus}" write "${sweep_dir}" 150
  with_awk "$1" expect_exit 0 "${scripts}/collect.sh"
  expect_exit 0 python3 "${corpus}" check "${sweep_dir}" "${sweep_dir}/results.csv"
  expect_output '150 rows'
}

for awk in mawk gawk busybox original-awk; do
  bats_test_function --description "every kind of JSON is read as by Python (${awk})" -- test_json "${awk}"
done

test_ranges() { # <awk>
  command -v "$1" >/dev/null || skip "no $1"
  make_project
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep:
  grid:
    a: [x, y]
  paired:
    - n: 2..-1199
      t: {from: -1, to: 59.05, step: 0.05}
  exclude: [{a: x, n: -3..1}]
results: {json: metrics.json}
YAML
  pretend_completed 1
  with_awk "$1" expect_exit 0 "${scripts}/collect.sh"
  expect_equal "$(column n)" "$(python3 -c 'print(2, *range(-4, -1200, -1), *range(2, -1200, -1))')"
  expect_equal "$(column t)" "$(python3 -c '
values = [f"{number / 100:.2f}" for number in range(-100, 5906, 5)]
print(values[0], *values[6:], *values)')"
}

for awk in mawk gawk busybox original-awk; do
  bats_test_function --description "the table has the values of long ranges (${awk})" -- test_ranges "${awk}"
done

# Large files, each of a kind that a reader could take forever for, or that could fill the memory. In CI they have 6 MB,
# enough to show a cost that grows quadratically.
@test "large JSON: nested, full of numbers, one long text, full of escapes" {
  make_project
  write_program </dev/null
  build_results 6 <<<'{json: metrics.json}'
  pretend_completed 6
  python3 - "${sweep_dir}/tasks" "${HSM_JSON_MB:-6}" <<'PY'
import sys

size = int(sys.argv[2]) * 1_000_000
files = [
    '{"h": [' + ",".join(["0.123456"] * (size // 9)) + '], "x": 1}',
    '{"h": "' + "a" * size + '", "x": 2}',
    '{"h": ["' + '\\"' * (size // 2) + '"], "x": 3}',
    "[" * size,
    '{"h": [' + " " * size + '], "x": 5}',
    '{"h": [' + "1" * size + '], "x": 6}',
]
for task, text in enumerate(files, 1):
    with open(f"{sys.argv[1]}/task_{task}/metrics.json", "w") as file:
        file.write(text)
PY
  collect
  expect_output '2 of the metrics.json files cannot be read, for example that of task 4'
  expect_output '1 of the metrics.json files contain a text of more than 131072 characters'
  expect_equal "$(column x)" '1 2 3  5 '
}

@test "CSV with an unclosed quote" {
  make_project
  write_program </dev/null
  build_results 2 <<<'{csv: history.csv}'
  pretend_completed 2
  python3 - "${sweep_dir}/tasks" <<'PY'
import sys

for task, end in (1, ""), (2, '3,"x"\n4,y\n'):
    with open(f"{sys.argv[1]}/task_{task}/history.csv", "w") as file:
        file.write('a,b\n1,"x\n' + '2,""\n' * 300_000 + end)
PY
  collect
  expect_output '1 of the history.csv files cannot be read, for example that of task 1'
  expect_output '1 of the history.csv files contain a text of more than 131072 characters'
  expect_equal "$(column a)" ' 4'
}

test_formats() { # <awk>
  command -v "$1" >/dev/null || skip "no $1"
  make_project
  write_program </dev/null
  build_results 4 <<'YAML'

  - csv: history.csv
    columns: {loss: [first, last, min, max, mean], step: [max, mean], "odd, name": last}
  - key_value: out/summary 100%.txt
  - log: stdout.log
    patterns:
      speed: '(\d+(?:\.\d+)?) it/s'
      best: 'best=(-?[0-9.]+) at (?:step|epoch) \d+'
      latest: '^best=(\S+) at'
      unit: '\d µ?(m?s)(?:,|$)'
  - log: stdout.log
    patterns: {slowest: '(\d+(?:\.\d+)?) it/s'}
    take: min
YAML
  pretend_completed 2
  pretend_completed 0
  printf '3\t1\thost\t1@1\t100.5\t7\tfailed\t1\t102.0\n' >>"${sweep_dir}/state/local_1.tsv"
  mkdir -p "${sweep_dir}"/tasks/task_{1,2,3}/out
  cd "${sweep_dir}/tasks" || return 1
  printf '\357\273\277step,loss,"odd, name"\r\n1,0.5,"a ""b"""\r\n2,0.25,"two\r\nlines"\r\n3,,\r\n4,bad row\r\n' >task_1/history.csv
  printf 'step,loss,"odd, name"\n1,1e-3,x\n2,-4,y' >task_2/history.csv
  printf 'step,loss,"odd, name"\n0012,7,x\n009,7,x\n2,0.1' >task_3/history.csv
  printf '# comment\nacc = 0.5\nnote=a, "b"=c\nacc=0.75\nno value\n' >'task_1/out/summary 100%.txt'
  printf 'acc=1\nacc=2' >'task_3/out/summary 100%.txt'
  printf 'start\r10 it/s\r20.5 it/s best=1 at step 1\nbest=-0.25 at epoch 12\nbest= at step 3\n' >task_1/stdout.log
  printf '\200\377\001 7 it/s\n' >task_2/stdout.log
  printf '5 s, 3 µs\nbest=0.5 at\nbest=\377 at\n' >>task_2/stdout.log
  python3 -c 'print("best=" + "x" * 300000 + " at"), print("y" * 300000 + " at 1 ms")' >task_3/stdout.log
  cd - >/dev/null || return 1
  with_awk "$1" collect
  expect_output '1 completed tasks have no out/summary 100%.txt, for example task 2'
  expect_equal "$(column loss_first)" '0.5 1e-3 7 '
  expect_equal "$(column loss)" '0.25 -4 7 '
  expect_equal "$(column loss_min)" '0.25 -4 7 '
  expect_equal "$(column loss_max)" '0.5 1e-3 7 '
  expect_equal "$(column loss_mean)" '0.375 -1.9995 7 '
  expect_equal "$(column 'odd, name')" $'two\r\nlines y x '
  expect_equal "$(column acc)" '0.75  1 '
  expect_equal "$(column note)" 'a, "b"=c   '
  expect_equal "$(column speed)" '20.5 7  '
  expect_equal "$(column slowest)" '10 7  '
  expect_equal "$(column best)" '-0.25   '
  expect_equal "$(column latest)" '-0.25 0.5  '
  expect_equal "$(column unit)" ' s ms '
  expect_equal "$(column step_max) / $(column step_mean)" '3 2 0012  / 2 1.5 10.5 '
  expect_equal "$(column state)" 'completed completed failed pending'
  expect_equal "$(column duration)" '1.500 1.500 1.500 '
}

for awk in mawk gawk busybox original-awk; do
  bats_test_function --description "CSV, key=value and patterns (${awk})" -- test_formats "${awk}"
done

@test "parameters are columns with the values as written, in all formats, with blocks and excludes" {
  make_project
  write_program </dev/null
  build_sweep <<'YAML'
command: [bash, program.sh]
args: argparse
sweep:
  - grid:
      state: [a, "x,\"y\"", "two\nlines", 'C:\new', " ", "1"]
      lr: [1e-3, 0.10]
    exclude: [{state: a, lr: 0.1}]
  - grid:
      layers: [[64, 64], {a: null}]
      flag: [true, null, 007]
      lr: [5]
YAML
  collect
  python3 - "${sweep_dir}/results.csv" >csv.json <<'PY'
import csv, json, sys

with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file, strict=True):
        print(json.dumps([row[name] for name in ["task", "parameter.state", "lr", "layers", "flag", "state"]]))
PY
  expect_equal "$(sed -n '1p;2p;3p;11p;12p;14p;17p' csv.json)" '["1", "a", "1e-3", "", "", "pending"]
["2", "x,\"y\"", "1e-3", "", "", "pending"]
["3", "x,\"y\"", "0.10", "", "", "pending"]
["11", "1", "0.10", "", "", "pending"]
["12", "", "5", "[64,64]", "true", "pending"]
["14", "", "5", "[64,64]", "007", "pending"]
["17", "", "5", "{\"a\":null}", "007", "pending"]'
  grep -q $'pending,,,,0,,,,\r$' "${sweep_dir}/results.csv"
  collect --format jsonl --output lines.jsonl
  python3 - lines.jsonl >values.json <<'PY'
import json, sys

for line in open(sys.argv[1], encoding="utf-8"):
    row = json.loads(line)
    print(json.dumps([row[name] for name in ["task", "parameter.state", "lr", "layers", "flag", "duration"]]))
PY
  expect_equal "$(sed -n '1p;4p;6p;11p;12p;13p;14p' values.json)" '[1, "a", 0.001, null, null, null]
[4, "two\nlines", 0.001, null, null, null]
[6, "C:\\new", 0.001, null, null, null]
[11, "1", 0.1, null, null, null]
[12, null, 5, "[64,64]", true, null]
[13, null, 5, "[64,64]", null, null]
[14, null, 5, "[64,64]", "007", null]'
  collect --format tsv --output -
  expect_equal "$(sed -n 5p <<<"${output}" | cut -f 2,3)" $'two\\nlines\t1e-3'
  expect_equal "$(sed -n 7p <<<"${output}" | cut -f 2)" 'C:\\new'
}

@test "nothing waits for what is not a file, and a link is followed" {
  make_project
  write_program </dev/null
  build_results 5 <<<'{json: metrics.json}'
  pretend_completed 5
  cd "${sweep_dir}/tasks" || return 1
  mkfifo task_1/metrics.json
  mkdir task_2/metrics.json
  echo '{"loss": 3}' >elsewhere.json
  ln -s ../elsewhere.json task_3/metrics.json
  ln -s nowhere task_4/metrics.json
  echo '{"loss": 5}' >task_5/metrics.json
  cd - >/dev/null || return 1
  collect
  expect_equal "$(column loss)" '  3  5'
  expect_output '3 completed tasks have no metrics.json'
}

@test "--only, and wrong options" {
  make_project
  write_program </dev/null
  build_results 9 <<<'{json: metrics.json}'
  pretend_completed 9
  echo '{"loss": 1}' >"${sweep_dir}/tasks/task_8/metrics.json"
  printf '2\n7-8\n' >list
  collect --only @list --output some.csv
  expect_equal "$(column task some.csv) $(column loss some.csv)" '2 7 8   1'
  collect
  expect_equal "$(column task)" '1 2 3 4 5 6 7 8 9'
  expect_exit 2 "${scripts}/collect.sh" --format xml
  expect_exit 2 "${scripts}/collect.sh" --only 'a[$(touch X)]'
  expect_exit 2 "${scripts}/collect.sh" --wrong
  [[ ! -e X ]]
}

@test "a sweep without results, and one without a task that ran" {
  make_project
  write_program </dev/null
  build_numbered 3
  collect
  expect_equal "$(cat "${sweep_dir}/results.csv")" $'task,n,state,exit_code,duration,host,attempt,started,ended,cpu_time,peak_memory\r
1,1,pending,,,,0,,,,\r
2,2,pending,,,,0,,,,\r
3,3,pending,,,,0,,,,\r'
  expect_exit 0 "${scripts}/local.sh"
  collect
  expect_equal "$(column state)" 'completed completed completed'
}

@test "--archive packs everything, with valid digests" {
  [[ -z ${HSM_TEST_BASH-} ]] || skip 'changed scripts cannot be built again'
  make_project "${BATS_TEST_TMPDIR}/a project"
  write_program <<'SH'
printf '{"loss": %s}' "${n}" >"${HSM_TASK_DIR}/metrics.json"
echo weights >"${HSM_TASK_DIR}/odd
name"
SH
  build_results 3 <<<'{json: metrics.json}'
  expect_exit 0 "${scripts}/local.sh"
  collect --archive
  collect --archive
  mkdir unpacked
  tar -xzf "${sweep_dir}/sweep.tar.gz" -C unpacked
  cd unpacked/sweep || return 1
  expect_exit 0 sha256sum --quiet -c ARCHIVE.sha256
  expect_exit 0 sha256sum --quiet -c MANIFEST.sha256
  expect_equal "$(cat $'tasks/task_2/odd\nname')" weights
  [[ -s results.csv && ! -e sweep.tar.gz ]]
  # The unpacked directory is a working sweep.
  expect_exit 0 scripts/collect.sh
  expect_equal "$(column loss results.csv)" '1 2 3'
  cd "${project}" || return 1
  expect_exit 0 node "${hsm}" build --name sweep
}

@test "--archive of a directory with an odd name, and next to a printed table" {
  make_project
  write_program </dev/null
  build_results 1 <<<'{json: metrics.json}'
  mv "${sweep_dir}" "${project}/a [b]* sweep"
  cd "${project}/a [b]* sweep" || return 1
  for ((round = 0; round < 2; round++)); do
    expect_exit 0 bash -c 'scripts/collect.sh --archive --output - 2>/dev/null'
    expect_equal "${output}" $'task,n,state,exit_code,duration,host,attempt,started,ended,cpu_time,peak_memory\r\n1,1,pending,,,,0,,,,\r'
  done
  expect_exit 0 sha256sum --quiet -c ARCHIVE.sha256
  expect_equal "$(tar -tzf 'a [b]* sweep.tar.gz' | grep -c 'tar[.]gz')" 0
}

@test "a result that tasks left in the project root is reported, with the place where it belongs" {
  make_project
  write_program <<'SH'
printf '{"loss": %s}' "${n}" >metrics.json
printf '{"loss": %s}' "${n}" >"${HSM_TASK_DIR}/own.json"
SH
  build_results 3 <<<'[{json: metrics.json}, {json: own.json}, {json: nowhere.json}]'
  expect_exit 0 "${scripts}/local.sh"
  collect
  expect_output '3 completed tasks have no metrics.json, for example task 1'
  expect_output 'the project root contains metrics.json'
  expect_output HSM_TASK_DIR
  expect_output '{task_dir}'
  expect_output '3 completed tasks have no nowhere.json'
  expect_equal "$(grep -c 'the project root contains' <<<"${output}")" 1
  # A moved sweep needs to know the project, as task.sh does.
  mv metrics.json ..
  rm -r "${sweep_dir}/state/collect"
  HSM_PROJECT_DIR=${PWD}/.. collect --output -
  expect_output 'the project root contains metrics.json'
}
