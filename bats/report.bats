#!/usr/bin/env bats
# hsm report on sweeps that really ran, with the scripts that they were built with.
bats_require_minimum_version 1.5.0

setup() {
  load helpers
  load verbs
  make_project
}

# Six tasks, of which 5 fails and 6 hangs until it times out. The first three have numbers, among them what is none
# and what has no end; the columns task, lr and state have names that are taken.
build_six() { # [<line of results>]
  write_program <<'BASH'
metrics() { printf '%s\n' "$1" >"${HSM_TASK_DIR}/m.json"; }
case ${n} in
  1) metrics '{"loss": 0.5, "accuracy": NaN, "lr": 7, "task": "x", "state": "odd"}' ;;
  2) metrics '{"loss": 0.25, "accuracy": 0.5, "lr": 9, "task": "x", "state": "odd"}' ;;
  3) metrics '{"loss": -Infinity, "accuracy": 0.25, "lr": 8, "task": "x", "state": "odd"}' ;;
  5) exit 3 ;;
  6) sleep 60 ;;
esac
BASH
  build_sweep <<YAML
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [1, 2, 3, 4, 5, 6]
    lr: [0.1]
${1-}
YAML
}

# The first of the best tasks, and its values.
best() { # [<option of hsm report>…]
  hsm report --json "$@" | node -e '
    const { metric, goal, best: [best] } = JSON.parse(require("node:fs").readFileSync(0, "utf8"))
    console.log(metric, goal, best?.task, best?.value, best?.command)
  '
}

@test "the best task is the best of results.csv, also by a metric with the name of a parameter, and despite NaN and Infinity" {
  build_six 'results: {json: m.json, keys: [loss, accuracy, lr, task, state], maximize: lr}'
  expect_exit 1 "${scripts}/local.sh" --jobs 2 --timeout 2
  expect_exit 0 hsm collect-results
  expect_equal "$(head -n 1 "${sweep_dir}/results.csv" | tr -d '\r')" \
    task,n,lr,state,exit_code,duration,host,attempt,started,ended,cpu_time,peak_memory,loss,accuracy,metric.lr,metric.task,metric.state
  expect_exit 0 hsm report
  expect_output 'best metric.lr: 9, task 2: n=2 lr=0.1'
  expect_equal "$(best)" 'metric.lr maximize 2 9 n=2 lr=0.1 bash program.sh'
  expect_equal "$(best --metric lr --goal minimize)" 'metric.lr minimize 1 7 n=1 lr=0.1 bash program.sh'
  expect_equal "$(best --metric loss)" 'loss minimize 2 0.25 n=2 lr=0.1 bash program.sh'
  expect_equal "$(best --metric accuracy)" 'accuracy maximize 2 0.5 n=2 lr=0.1 bash program.sh'
  expect_exit 0 hsm report --json
  expect_output '"cause": "exit code 3"'
  expect_output '"cause": "walltime"'
  grep -q '<title>sweep: sweep report</title>' "${sweep_dir}/report.html"
}

@test "without results a sweep is ranked by duration, and before it ran not at all" {
  build_six
  expect_exit 0 hsm report
  expect_equal "${output}" 'wrote sweeps/outputs/sweep/report.html'
  expect_equal "$(best)" 'null null undefined undefined undefined'
  expect_exit 1 "${scripts}/local.sh" --only 4-5
  expect_equal "$(best | cut -d ' ' -f 1-2)" 'duration minimize'
}

@test "report and collect-results accept --lost, like the other commands that show states" {
  build_six
  printf '1\t1\tgone\t1@1\t100.5\t7\t' >"${sweep_dir}/state/local_a.tsv"
  expect_exit 0 hsm collect-results -o -
  expect_output ',running,'
  expect_exit 0 hsm collect-results -o - --lost gone
  expect_output ',lost,'
  expect_exit 0 hsm report --json --lost gone
  expect_output '"lost": 1'
  expect_output '"cause": "lost"'
}

@test "a link, a device or a pipe is written to, and stays as it is" {
  local program
  build_six
  for program in report collect-results; do
    rm -f pipe got link target
    mkfifo pipe
    ln -s target link
    start_in_background got cat pipe
    expect_exit 0 hsm "${program}" -o pipe
    [[ -p pipe ]]
    wait_for_end "${started}"
    expect_exit 0 hsm "${program}" -o link
    [[ -L link ]]
    [[ -s got ]]
    cmp <(wc -l <got) <(wc -l <target)
    expect_exit 1 hsm "${program}" -o /dev/full
    [[ -c /dev/full ]]
    expect_exit 1 hsm "${program}" -o .
  done
}
