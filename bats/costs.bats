#!/usr/bin/env bats
# The cost of an attempt: CPU time if its worker could measure it, in journals, tables, the report and errors.sh;
# nothing otherwise.
bats_require_minimum_version 1.5.0

load helpers

setup() {
  make_project
}

# Prints a column of the table, in the order of the tasks.
column() { # <name>
  "${scripts}/collect.sh" --format tsv --output - 2>/dev/null | awk -F '\t' -v name="$1" '
    NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) at = i; next }
    { printf "%s%s", separator, $at; separator = " " }
  '
}

# A program that works until it has used the given hundredths of a second, as does its child, and prints what both used.
write_busy_program() {
  cat >busy.py <<'PY'
import os, sys

def work(seconds):
    while sum(os.times()[:2]) < seconds:
        pass

if sys.argv[1:] == ["sleep"]:
    import time
    time.sleep(1)
else:
    if os.fork() == 0:
        work(0.3)
        os._exit(0)
    os.wait()
    work(0.3)
print(sum(os.times()[:4]))
PY
}

test_cpu_time() { # <engine>
  write_busy_program
  write_program <<'PROGRAM'
[[ ${n} != 2 ]] || set -- sleep
exec python3 busy.py "$@"
PROGRAM
  build_numbered 2
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_whole_journals
  local seen
  read -r -a seen <<<"$(column cpu_time)"
  # The interpreter's start and end are outside of what the program can measure.
  awk -v seen="${seen[0]}" -v said="$(<"${sweep_dir}/tasks/task_1/stdout.log")" \
    'BEGIN { exit !(said >= 0.6 && seen >= said - 0.02 && seen < said + 0.3) }'
  awk -v seen="${seen[1]}" 'BEGIN { exit !(seen < 0.6) }'
  grep -qx "cpu_time: ${seen[0]}" "${sweep_dir}/tasks/task_1/task_info.txt"
  expect_equal "$(column peak_memory)" ' '
}

test_engines 'the CPU time of a task is that of its program and of the processes that it waited for' test_cpu_time

@test "each attempt has its own cost, however many a worker runs" {
  write_busy_program
  write_program <<'PROGRAM'
[[ ${n} != 2 ]] || exit 3
exec python3 busy.py
PROGRAM
  build_numbered 4
  expect_exit 1 "${scripts}/local.sh" --jobs 1 --retries 1 --engine bash
  expect_equal "$(cut -f 1,2,7 "${sweep_dir}"/state/*_*.tsv | tr '\t\n' ' /')" '1 1 completed/2 1 failed/2 2 failed/3 1 completed/4 1 completed/'
  awk -F '\t' '{ if ($7 == "completed" ? $10 < 0.55 || $10 > 2 : $10 > 0.3) print; } END { exit NR != 5 }' \
    "${sweep_dir}"/state/*_*.tsv >wrong
  expect_equal "$(<wrong)" ''
}

@test "the program gets no descriptor of the measurement" {
  # shellcheck disable=SC2016 # for the program
  write_program <<<'for ((i = 4; i <= 9; i++)); do if { true >&"${i}"; } 2>/dev/null || { true <&"${i}"; } 2>/dev/null; then echo "${i}"; fi; done'
  build_numbered 1
  "${scripts}/task.sh" 1 4>&- 5>&- 6>&- 7>&-
  expect_equal "$(<"${sweep_dir}/tasks/task_1/stdout.log")" ''
}

@test "journals of earlier builds, without costs, are read as before" {
  write_program </dev/null
  build_numbered 3
  expect_exit 0 "${scripts}/local.sh" --jobs 1
  local journal
  for journal in "${sweep_dir}"/state/*_*.tsv; do
    awk -F '\t' -v OFS='\t' '$1 != 3 { NF = 9 } { print }' "${journal}" >cut
    cp cut "${journal}"
  done
  expect_states 'completed=3'
  expect_equal "$("${scripts}/status.sh" --todo)" ''
  expect_equal "$("${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { print $8 ($8 == "-" ? "" : "x"), $9 }' | sed 's/^[0-9.]*x/seen/' | tr '\n' /)" '- -/- -/seen -/'
  [[ $(column cpu_time) =~ ^\ \ [0-9.]+$ ]]
}

@test "if another process starts the program, its CPU time is unknown" {
  cat >srun <<'SH'
#!/bin/sh
exec python3 busy.py
SH
  chmod +x srun
  write_busy_program
  build_sweep <<'YAML'
command: [./srun, "{n}"]
args: env
sweep:
  grid:
    n: [1]
YAML
  "${scripts}/task.sh" 1
  expect_equal "$(column cpu_time)" ''
}

test_used() {
  "${scripts}/errors.sh" | grep -o 'used at most.*'
}

@test "errors.sh and the report compare requested with used resources, in every awk" {
  write_busy_program
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
resources: {cpus: 4, memory: 1G, walltime: 1h}
sweep:
  grid:
    n: [1, 2]
YAML
  write_program <<'PROGRAM'
[[ ${n} != 2 ]] || set -- sleep
python3 busy.py "$@"
((n == 1))
PROGRAM
  expect_exit 1 "${scripts}/task.sh" --worker 1/1 --resources cpus=4,memory=1024M
  # As a scheduler's cgroup would report.
  sed -i 's/-$/96/' "${sweep_dir}"/state/*_*.tsv
  agree test_used
  expect_equal "$(test_used | sed 's/[0-9.]* CPUs/X CPUs/')" 'used at most 96 MiB of memory of 1024 MiB requested (task 2)
used at most X CPUs of 4 requested (task 2)'
  run node "${hsm}" report sweep --json
  expect_output '"resource": "cpus",
          "asked": 4,
          "tasks": 1,'
  expect_output '"asked": 1024,
          "tasks": 1,
          "share": 0.09375,
          "most": 96,
          "task": "1",
          "enough": 96'

  # What only the submission requested, or an option of a target, is in no plan.
  rm -r "${sweep_dir}"
  sed -i '/^resources:/d' sweeps/sweep.yaml
  build_sweep <<<"$(<sweeps/sweep.yaml)"
  expect_exit 1 "${scripts}/task.sh" --worker 1/1 --resources cpus=2,memory=512M
  sed -i 's/-$/96/' "${sweep_dir}"/state/*_*.tsv
  run node "${hsm}" report sweep --json
  expect_output '"resource": "cpus",
          "asked": 2,'
  expect_output '"resource": "memory",
          "asked": 512,'
}
