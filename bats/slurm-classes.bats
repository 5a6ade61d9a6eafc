#!/usr/bin/env bats
# Classes of resources on a real Slurm: one array each, with its own directives.
bats_require_minimum_version 1.5.0

load slurm-setup
load batch-conformance

arrays_of_classes=4

teardown() {
  scancel --user="$(id -un)" 2>/dev/null || true
}

@test "slurm: $(describe_test classes)" {
  conform_classes
}

@test "slurm: $(describe_test case_classes)" {
  conform_case_classes
}

@test "slurm: $(describe_test worker_classes)" {
  conform_worker_classes
}

limits_of() { # <job>: the walltime and memory that Slurm has for it
  scontrol show job "$1" | grep -o 'TimeLimit=[^ ]*\|MinMemoryNode=[^ ]*\|ArrayTaskId=[^ ]*' | sort | tr '\n' ' '
}

@test "two classes of resources: two arrays, each with its own directives, and both are resumed" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '[[ ! -e fail_${n} ]]'
  build_sweep --target slurm <<'YAML'
command: [bash, program.sh]
args: env
resources: {walltime: 2m, memory: 20mb}
sweep:
  - grid: {n: [1, 2, 3]}
  - grid: {n: [4, 5]}
    resources: {walltime: 5m, memory: 40mb}
YAML
  submit --dry-run
  expect_output 'slurm.sh submit'
  expect_output 'slurm-2.sh submit'
  touch fail_1 fail_5
  submit --hold
  expect_equal "$(submitted_jobs | wc -l)" 2
  local small large
  { read -r small && read -r large; } < <(submitted_jobs)
  expect_equal "$(limits_of "${small}")" 'ArrayTaskId=1-3 MinMemoryNode=20M TimeLimit=00:02:00 '
  expect_equal "$(limits_of "${large}")" 'ArrayTaskId=4-5 MinMemoryNode=40M TimeLimit=00:05:00 '
  expect_states queued=5
  submit
  expect_output 'nothing to submit'
  scontrol release "${small}"
  scontrol release "${large}"
  wait_for_jobs
  expect_states 'completed=3 failed=2'

  rm ran fail_*
  expect_exit 0 "${scripts}/resume.sh" --failed
  wait_for_jobs
  expect_equal "$(ran_tasks)" '1 5'
  expect_states completed=5
  expect_equal "$(submitted_jobs | wc -l)" 4

  # Submitted by hand, the script of a class runs the tasks of that class.
  rm -rf "${sweep_dir}/tasks" "${sweep_dir}"/state/*
  : >ran
  sbatch "${scripts}/slurm-2.sh"
  wait_for_jobs
  expect_equal "$(ran_tasks)" '4 5'
  expect_states 'completed=2 pending=3'
}

@test "two cases with different resources: two arrays, each with its own directives, and both are resumed" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '[[ ! -e fail_${n} ]]'
  build_sweep --target slurm <<'YAML'
command: [bash, program.sh]
args: env
resources: {walltime: 2m, memory: 20mb}
derive: {n: "= seed * 2 + (size == 'large' ? 0 : -1)"}
sweep:
  grid: {seed: 1..3}
  cases:
    - grid: {size: [small]}
    - grid: {size: [large]}
      resources: {walltime: 5m, memory: 40mb}
YAML
  expect_exit 0 node "${hsm}" show
  expect_output 'row 2 of its cases requests walltime 00:05:00, memory 40M'
  touch fail_1 fail_6
  submit --hold
  local small large
  { read -r small && read -r large; } < <(submitted_jobs)
  expect_equal "$(limits_of "${small}")" 'ArrayTaskId=1,3,5 MinMemoryNode=20M TimeLimit=00:02:00 '
  expect_equal "$(limits_of "${large}")" 'ArrayTaskId=2,4,6 MinMemoryNode=40M TimeLimit=00:05:00 '
  expect_states queued=6
  submit
  expect_output 'nothing to submit'
  scontrol release "${small}"
  scontrol release "${large}"
  wait_for_jobs
  expect_states 'completed=4 failed=2'
  rm ran fail_*
  expect_exit 0 "${scripts}/resume.sh" --failed
  wait_for_jobs
  expect_equal "$(ran_tasks)" '1 6'
  expect_states completed=6
  expect_equal "$(submitted_jobs | wc -l)" 4

  # Submitted by hand, the script of a class runs the tasks of that class, even if others lie between them.
  rm -rf "${sweep_dir}/tasks" "${sweep_dir}"/state/*
  : >ran
  sbatch "${scripts}/slurm-2.sh"
  wait_for_jobs
  expect_equal "$(ran_tasks)" '2 4 6'
  expect_states 'completed=3 pending=3'
}

@test "a class that is submitted by hand: status shows which of its tasks are waiting" {
  write_recording_program
  build_sweep --target slurm <<'YAML'
command: [bash, program.sh]
args: env
sweep:
  - grid: {n: [1, 2, 3]}
  - grid: {n: [4, 5]}
    resources: {memory: 40mb}
YAML
  sbatch --hold "${scripts}/slurm-2.sh"
  expect_states 'pending=3 queued=2'
  expect_exit 0 "${scripts}/status.sh" --tsv
  expect_equal "$(awk '$2 == "queued" { print $1 }' <<<"${output}" | tr '\n' ' ')" '4 5 '
}

@test "workers of a class that are submitted by hand take the tasks of that class" {
  build_case_classes 'workers: 2' 'walltime: 5m'
  sbatch "${scripts}/slurm-2.sh"
  wait_for_jobs
  expect_equal "$(ran_tasks)" '2 5 8 11'
  expect_states 'completed=4 pending=8'
}
