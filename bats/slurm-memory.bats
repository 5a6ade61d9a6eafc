#!/usr/bin/env bats
# Jobs that use more memory than they requested, on a real Slurm that enforces the limit: errors.sh recognises it from
# Slurm's messages.
bats_require_minimum_version 1.5.0

load helpers
load slurm-cluster
load slurm-sweeps

setup_file() {
  has_memory_cgroup || skip 'the memory controller of cgroups is not available here'
  start_cluster ProctrackType=proctrack/cgroup TaskPlugin=task/cgroup JobAcctGatherType=jobacct_gather/cgroup \
    SelectTypeParameters=CR_Core_Memory
}

teardown_file() {
  stop_cluster
}

setup() {
  make_project
}

# Odd tasks use 300 MB of the 100 that are available.
write_hungry_program() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n % 2)) || exit 0' 'exec python3 -c "x = bytearray(300 << 20); import time; time.sleep(60)"'
}

expect_out_of_memory() { # <task>…
  local task
  for task in "$@"; do
    expect_equal "$("${scripts}/errors.sh" --tsv --only "${task}" | awk -F '\t' 'NR > 1 { print $3, $4 }')" '137 out of memory'
  done
}

# In the log, which still exists after Slurm has forgotten the job.
expect_words_of_slurm() { # <element>
  cat "${sweep_dir}"/logs/slurm_test_*_"$1".log
  grep -qi 'slurmstepd.*oom.kill' "${sweep_dir}"/logs/slurm_test_*_"$1".log
}

@test "a task of 300 MB in a job of 100 MB: out of memory, according to Slurm's messages" {
  write_hungry_program
  build_batch 2 <<<'    mem: 100M'
  submit
  wait_for_queue
  expect_states 'completed=1 failed=1'
  expect_equal "$(job_field "$(submitted_jobs)_1" JobState)" OUT_OF_MEMORY
  expect_out_of_memory 1
  expect_words_of_slurm 1
  # The command that errors.sh proposes works as it is.
  expect_exit 0 "${scripts}/errors.sh"
  expect_output "rerun: ${scripts}/resume.sh --task-ids 1 --memory 200M"
  # shellcheck disable=SC2086 # words that are to be typed
  expect_exit 0 $(sed -n 's/^ *rerun: //p' <<<"${output}") -- --hold
  expect_equal "$(job_field "$(submitted_jobs | tail -n 1)_1" MinMemoryNode)" 200M
  expect_exit 0 "${scripts}/cancel.sh" -y
  # The log of the task that had enough memory is missing.
  expect_equal "$(ls "${sweep_dir}/logs")" "slurm_test_$(submitted_jobs | head -n 1)_1.log"
}

@test "the same if plain sbatch submits the script, from another directory" {
  write_hungry_program
  build_batch 2 <<<'    mem: 100M'
  sbatch --parsable "${scripts}/slurm.sh"
  wait_for_queue
  expect_states 'completed=1 failed=1'
  expect_out_of_memory 1
  expect_words_of_slurm 1
  expect_equal "$(ls -d -- *.log 2>/dev/null || true)" ''
}

@test "the same for one of several tasks of a job" {
  write_hungry_program
  build_batch 4 <<YAML
    mem: 50M
    tasks_per_job: 4
    parallel_per_job: 2
YAML
  submit
  wait_for_queue
  expect_states 'completed=2 failed=2'
  expect_out_of_memory 1 3
}

# Task 1 uses 60 MB, task 2 next to nothing.
write_modest_program() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'exec python3 -c "import sys; x = bytearray(60 << 20) if sys.argv[1] == \"1\" else 0" "${n}"'
}

peaks() {
  "${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { print $9 }' | tr '\n' ' '
}

@test "the peak memory of a task that is alone in its job, from the job's cgroup" {
  write_modest_program
  build_batch 2 <<<'    mem: 100M'
  submit
  wait_for_queue
  expect_states 'completed=2'
  read -r -a seen <<<"$(peaks)"
  [[ ${seen[0]} -ge 60 && ${seen[0]} -le 100 && ${seen[1]} -lt 40 ]] || { peaks; return 1; }
}

@test "of several tasks of a job: only if the task raised the peak, and not if tasks run concurrently" {
  write_modest_program
  build_batch 4 <<YAML
    mem: 100M
    tasks_per_job: 2
YAML
  submit
  wait_for_queue
  expect_states 'completed=4'
  read -r -a seen <<<"$(peaks)"
  [[ ${seen[0]} -ge 60 && ${seen[1]} == - && ${seen[2]} != - ]] || { peaks; return 1; }
  rm -rf "${sweep_dir}"
  build_batch 4 <<YAML
    mem: 100M
    tasks_per_job: 4
    parallel_per_job: 2
YAML
  submit
  wait_for_queue
  expect_equal "$(peaks)" '- - - - '
}

# A sweep of one program with its own resources and `retry`, and further lines.
build_retrying() { # <how many tasks> <resources> <retry>
  build_sweep --target slurm <<YAML
command: [bash, program.sh]
args: env
resources: {$2}
retry: {$3}
sweep: {grid: {n: [$(seq -s , "$1")]}}
targets: {slurm: {grace: 1}}
YAML
}

@test "300 MB in jobs of 100 MB: retry doubles the memory twice automatically, and the third attempt completes" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'while [[ ! -e go ]]; do nap 0.1; done' '((n % 2)) || exit 0' \
    'exec python3 -c "x = bytearray(300 << 20); import os; os.execvp(\"true\", [\"true\"])"'
  build_retrying 3 'memory: 100M, walltime: 2m' 'out_of_memory: {memory: x2, up_to: 16G, times: 2}'
  submit
  expect_output 'retries tasks that run out of memory or time out'
  # The job that does this is shown as a retry job, and has no tasks.
  expect_equal "$(node "${hsm}" queue | awk '$4 == "retry" { print $1 }')" sweep
  expect_exit 0 "${scripts}/status.sh"
  expect_output 'and a job that retries tasks that run out of memory or time out'
  touch go
  wait_for_queue 240
  expect_states completed=3
  expect_equal "$(sort ran | tr '\n' ',')" '1 1,1 2,1 3,2 1,3 1,3 2,3 3,'
  expect_equal "$(awk -F '\t' '$2 == "submitted" { print $6, $7, $10 }' "${sweep_dir}/state/submissions.tsv")" \
    '0 1-3 memory=100M,walltime=120s
0 - -
0 1,3 memory=200M,walltime=120s
0 - -
0 1,3 memory=400M,walltime=120s'
  expect_equal "$(grep -h resources: "${sweep_dir}"/tasks/task_1/{attempt_1,attempt_2,}/task_info.txt | tr '\n' ' ')" \
    'resources: memory=100M,walltime=120s resources: memory=200M,walltime=120s resources: memory=400M,walltime=120s '
  grep -q '2 tasks ran out of memory; retrying with 400M' "${sweep_dir}"/logs/retry_*.log
  expect_exit 0 "${scripts}/errors.sh"
  expect_output 'nothing failed: 3 of 3 tasks completed'
}
