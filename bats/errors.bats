#!/usr/bin/env bats
# errors.sh: its output about groups and tasks, from logs with any content, with every awk.

load helpers
load noted-sweeps

setup() {
  make_project
}

# --- Logs may contain anything

@test "logs that are missing, empty, binary, huge, a single line, or misleading" {
  build_noted 30
  local task
  for task in {1..16}; do note "${task}" failed 3; done
  : | say 2
  head -c 100000 /dev/urandom | say 3
  head -c 5000 /dev/zero | say 4
  { head -c 50000000 /dev/zero | tr '\0' x && printf '\nlast words\n'; } | say 5
  { head -c 3000000 /dev/zero | tr '\0' y; } | say 6
  printf 'no newline at the end' | say 7
  # The headers that tail prints, and the rows of this script.
  printf '==> tasks/task_9/stderr.log <==\nMemoryError\n\n==> /dev/null <==\n\n==> standard input <==\n' | say 8
  printf 'innocent\n' | say 9
  printf '\033[31mred\033[0m \033]0;title\a\r 10%%\r 20%%\302\233done\177\n\t tab\n' | say 10
  mkdir "${sweep_dir}/tasks/task_11/stderr.log"
  mkfifo "${sweep_dir}/tasks/task_12/stderr.log"
  ln -s /dev/zero "${sweep_dir}/tasks/task_13/stderr.log"
  rm -r "${sweep_dir}/tasks/task_14"
  printf '%s\n' '| $(touch X) `touch X` %s %n \n & "quoted" \\' | say 15
  printf 'MemoryError\n%4000s\n' x | say 16
  printf '%5000s\nMemoryError\n' x | say 16 stdout
  expect_equal "$(causes | sed -n '/^3 /!p')" "$(for task in 1 2 {4..7}; do echo "${task} exit code 3"; done)
8 out of memory
$(for task in {9..15}; do echo "${task} exit code 3"; done)
16 out of memory"
  last_lines() { "${scripts}/errors.sh" --tsv | awk -F '\t' 'NR > 1 && $1 != 3 { print $1 "|" $7 }'; }
  expect_equal "$(last_lines | sed -E 's/y+$/y/')" '1|
2|
4|
5|last words
6|y
7|no newline at the end
8|==> standard input <==
9|innocent
10|tab
11|
12|
13|
14|
15|| $(touch X) `touch X` %s %n \n & "quoted" \\
16|x'
  agree last_lines
  agree "${scripts}/errors.sh" --lines 20
  errors --lines 20
  [[ ! -e X ]]
  # The output contains nothing that controls a terminal.
  expect_equal "$("${scripts}/errors.sh" --lines 200 | LC_ALL=C tr -d '\n' | LC_ALL=C grep -c '[[:cntrl:]]')" 0
  expect_equal "$("${scripts}/errors.sh" --only 10 | grep -c $'\302\233')" 0
  expect_equal "$("${scripts}/errors.sh" --only 10 | sed -n 's/^ *| //p')" $'red  ]0;title\n 10%\n 20% done\n  tab'
  # One row per task, whatever its log contains.
  expect_equal "$("${scripts}/errors.sh" --tsv | awk -F '\t' 'NF != 8' | wc -l)" 0
  expect_equal "$("${scripts}/errors.sh" --tsv | wc -l)" 17
}

# --- Groups

@test "out of memory and timed out: the proposed command requests twice the maximum that they had, if that is known" {
  build_noted 9
  local task
  for task in 1 2 3; do
    note "${task}" failed 1
    printf 'MemoryError\n' | say "${task}"
    note "$((task + 3))" timeout 143
  done
  errors
  expect_output $'   use --memory to request more\n   rerun: '"${scripts}/resume.sh --task-ids 1-3"$'\n'
  expect_output $'   use --walltime to give them more time\n   rerun: '"${scripts}/resume.sh --task-ids 4-6"
  printf 'task: 1\nresources: cpus=4,memory=700M,partition=a=b\nstate: failed\n' >"${sweep_dir}/tasks/task_1/task_info.txt"
  printf 'task: 2\nresources: memory=1024M,walltime=60s\n' >"${sweep_dir}/tasks/task_2/task_info.txt"
  printf 'resources: memory=$(touch X)M,walltime=9;id\n' >"${sweep_dir}/tasks/task_3/task_info.txt"
  printf 'resources: memory=9999M,walltime=5400s\n' >"${sweep_dir}/tasks/task_5/task_info.txt"
  errors
  expect_output "rerun: ${scripts}/resume.sh --task-ids 1-3 --memory 2G"
  expect_output "rerun: ${scripts}/resume.sh --task-ids 4-6 --walltime 03:00:00"
  agree "${scripts}/errors.sh"
  errors --only 1
  expect_output "rerun: ${scripts}/resume.sh --task-ids 1 --memory 1400M"
}

@test "groups: by count, with ranges, hosts, the first time, an example and the command" {
  build_noted 40
  local task
  for task in 1 2 3 9; do
    note "${task}" failed 3 node07 5
    printf 'one\n\ntwo\nthree %s\n' "${task}" | say "${task}"
  done
  for task in 4 5; do note "${task}" failed 4 "n${task}"; done
  note 6 timeout 143
  for task in 20 21; do note "${task}" completed 0 node07; done
  for task in 22 23 24; do note "${task}" completed 0 n2; done
  errors --lines 2
  expect_equal "${output//${scripts}/scripts}" 'sweep: 7 of 40 tasks failed, for 3 different reasons

4  exit code 3
   tasks 1-3,9
   host  node07
   all on this host, where 2 completed, and 3 elsewhere
   all failed in the first minute
   task 1 ran env n=1 bash program.sh
   task 1 ended with
     | two
     | three 1
   rerun: scripts/resume.sh --task-ids 1-3,9

2  exit code 4
   tasks 4-5
   hosts n4 (1), n5 (1)
   task 4 ran env n=4 bash program.sh
   no output in stderr.log
   rerun: scripts/resume.sh --task-ids 4-5

1  walltime
   tasks 6
   host  n1
   task 6 ran env n=6 bash program.sh
   no output in stderr.log
   use --walltime to give them more time
   rerun: scripts/resume.sh --task-ids 6'
  agree "${scripts}/errors.sh"
  errors --only 4-9,20
  expect_output '4 of 7 tasks failed'
  expect_output '--task-ids 9'
  errors --only 20-24
  expect_output 'nothing failed: 5 of 5 tasks completed'
  # The example is the first task with a message.
  printf 'ouch\n' | say 5
  errors --only 4,5
  expect_output 'task 5 ended with'
  errors --lines 0
  [[ ${output} != *'ended with'* ]]
}

@test "a list that is too long to type: the equivalent option, or a file" {
  build_noted 1200
  awk -v state="${sweep_dir}/state/local_n_1_1.tsv" 'BEGIN {
    for (task = 1; task <= 1200; task += 2)
      printf "%d\t1\tn1\t77@1\t1700000000\t9\t%s\t%d\t1700000600\n", task, task < 100 ? "timeout" : "failed", 3 >state
  }'
  errors
  expect_output "list: ${scripts}/errors.sh --tsv | awk -F '\\t' '\$4 == \"exit code 3\" { print \$1 }' >tasks.list"
  expect_output 'resume.sh --task-ids @tasks.list'
  sed -n 's/^ *list: //p; s/^ *rerun: \(.*@.*\)/\1 --dry-run/p' <<<"${output}" >commands
  expect_exit 0 bash -e commands
  expect_equal "$(sed -n 's/^would run tasks //p' <<<"${output}")" "$(seq -s , 101 2 1199)"
  # The selection of all failed tasks has an option.
  : >"${sweep_dir}/state/local_n_1_1.tsv"
  awk -v state="${sweep_dir}/state/local_n_1_1.tsv" 'BEGIN {
    for (task = 1; task <= 1200; task += 2) printf "%d\t1\tn1\t77@1\t1700000000\t9\tfailed\t3\t1700000600\n", task >state
  }'
  errors
  expect_output 'resume.sh --failed'
  # But not if only a part of the sweep was examined.
  errors --only 1-1199
  expect_output "errors.sh --tsv --only 1-1199 | awk"
}

@test "thousands of failures take no more processes than a few" {
  build_noted 3000
  local program own_path=${PATH} few many
  mkdir counted
  for program in awk tail tr sed sort grep xargs mktemp ln mkdir rm cat cut bash; do
    printf '#!/bin/sh\necho x >>%q\nexec %q "$@"\n' "${project}/calls" "$(command -v "${program}")" >"counted/${program}"
    chmod +x "counted/${program}"
  done
  count_calls() {
    : >calls
    PATH=${project}/counted:${own_path} "${scripts}/errors.sh" >/dev/null
    wc -l <calls
  }
  note 1 failed 3
  printf 'x\n' | say 1
  few=$(count_calls)
  awk -v state="${sweep_dir}/state/local_n_1_1.tsv" 'BEGIN {
    for (task = 1; task <= 3000; task++) printf "%d\t1\tn1\t77@1\t1700000000\t9\tfailed\t3\t1700000600\n", task >state
  }'
  seq -f "${sweep_dir}/tasks/task_%.0f" 3000 | xargs mkdir -p
  awk -v tasks="${sweep_dir}/tasks/" 'BEGIN {
    for (task = 1; task <= 3000; task++) {
      file = tasks "task_" task "/stderr.log"
      print "ValueError: " task >file
      close(file)
    }
  }'
  many=$(count_calls)
  echo "${few} calls for one failure, ${many} for 3000"
  [[ ${few} -gt 5 && ${many} -le $((few + 5)) ]]
  expect_equal "$(causes | sort -k 2 | cut -d ' ' -f 2- | uniq -c | tr -s ' ')" ' 3000 exception ValueError'
}

@test "no failures, wrong usage, and a missing directory for temporary files" {
  build_noted 3
  errors
  expect_equal "${output}" 'sweep: nothing failed: 0 of 3 tasks completed'
  errors --tsv
  expect_equal "${output}" $'task\tstate\texit_code\tcause\thost\tduration\tlast_line\tresources'
  local words
  while read -r -a words; do
    expect_exit 2 "${scripts}/errors.sh" "${words[@]}"
  done <<'ROWS'
--lines x
--lines
--only 1;2
--only @missing
--nonsense
3
ROWS
  TMPDIR=/no/such/place expect_exit 1 "${scripts}/errors.sh"
  mkdir "${project}/a pl\\nace"
  note 1 failed 3
  printf 'x\n' | say 1
  TMPDIR="${project}/a pl\\nace" errors
  expect_output '| x'
  expect_equal "$(ls -A "${project}/a pl\\nace")" ''
}
