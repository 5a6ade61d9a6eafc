#!/usr/bin/env bats
# Other resources than the sweep's, for tasks that are submitted again, with a real Slurm.
bats_require_minimum_version 1.5.0

load slurm-setup
load batch-conformance

teardown() {
  scancel --user="$(id -un)" 2>/dev/null || true
}

jobs_can_cancel=yes
asked_small=(NumCPUs=1 MinMemoryNode=1G TimeLimit=00:30:00 'Dependency=afterany:FIRST_*')
asked_again=(NumCPUs=2 MinMemoryNode=205M TimeLimit=00:04:00)
print_asked() { # <job>
  scontrol show job "$1"
}

# Prints fields of the job that was submitted last, as "NAME=VALUE …".
last_job() { # <field>…
  local field text=''
  for field in "$@"; do text+="${text:+ }${field}=$(job_field "$(submitted_jobs | tail -n 1)_1" "${field}")"; done
  printf '%s' "${text}"
}

@test "GPUs of a type, a partition, an account and CPUs of concurrent tasks: each once per running task" {
  write_recording_program
  build_batch 2 <<YAML
    gpus: 1
    gpu_type: a100
    mem: 50M
    parallel_per_job: 2
YAML
  submit --hold --gpus 2 --cpus 3 --memory 60M --partition short --account mine --walltime 5m
  expect_equal "$(last_job NumCPUs MinMemoryNode TresPerNode Partition TimeLimit)" \
    'NumCPUs=6 MinMemoryNode=120M TresPerNode=gres:gpu:a100:4 Partition=short TimeLimit=00:05:00'
  expect_equal "$(awk -F '\t' '$2 == "submitted" { print $10 }' "${sweep_dir}/state/submissions.tsv")" \
    'cpus=3,memory=60M,gpus=2,walltime=300s,partition=short,account=mine'
  # The request here is not the environment's.
  expect_exit 0 env SBATCH_PARTITION=urgent "${scripts}/submit-slurm.sh" --queued --hold --partition short
  expect_output 'partition: short, as set by --partition; not urgent from SBATCH_PARTITION'
  expect_equal "$(last_job Partition)" Partition=short
}

@test "memory per CPU grows with them, and the memory of a task is divided among them" {
  write_recording_program
  build_batch 1 <<YAML
    cpus_per_task: 2
    mem_per_cpu: 40M
YAML
  submit --hold --cpus 3
  expect_equal "$(last_job NumCPUs MinMemoryCPU)" 'NumCPUs=3 MinMemoryCPU=40M'
  submit --queued --hold --memory 100M
  expect_equal "$(last_job NumCPUs MinMemoryCPU)" 'NumCPUs=2 MinMemoryCPU=50M'
  expect_equal "$(awk -F '\t' '$2 == "submitted" { print $10 }' "${sweep_dir}/state/submissions.tsv" | tr '\n' ' ')" \
    'cpus=3,memory=120M cpus=2,memory=100M '
}

@test "GPUs that tasks of a job share are shared by the requested number of tasks" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'echo "${CUDA_VISIBLE_DEVICES}" >>"${HSM_PROJECT_DIR}/gpus"; until [[ $(wc -l <"${HSM_PROJECT_DIR}/gpus") -eq 2 ]]; do nap 0.2; done'
  build_batch 2 <<YAML
    gpus: 1
    parallel_per_job: 2
YAML
  submit --gpus 2
  wait_for_queue
  expect_states completed=2
  expect_equal "$(sort gpus | tr '\n' ' ')" '0,1 2,3 '
}

# A task may take two minutes, and a job of two of them four.
@test "a packed job with a longer walltime gives each task longer" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'ps -e -o args= | grep -q "[t]ask.sh.*--timeout $((n * 300)) " && touch "${HSM_PROJECT_DIR}/seen"; true'
  build_batch 2 --walltime 2m <<<'    tasks_per_job: 2'
  submit --walltime 10m --only 1
  wait_for_queue
  submit --walltime 20m --only 2
  wait_for_queue
  expect_states completed=2
  output=$(grep -h walltime "${sweep_dir}"/state/submit_*)
  expect_output walltime=600
  output=$(ls)
  expect_output seen
}

@test "srun gets the number of CPUs when the sweep is built, and --cpus reports this" {
  write_recording_program
  build_batch 1 --cpus 2 </dev/null
  sed -i '1i resources: {launcher: srun}' sweeps/sweep.yaml
  rm -r "${sweep_dir}"
  node "${hsm}" build --name sweep --target slurm --cpus 2 >/dev/null
  expect_exit 2 "${scripts}/submit-slurm.sh" --cpus 4
  expect_output 'run hsm build --cpus 4'
}

register_batch_tests resources retry stop
