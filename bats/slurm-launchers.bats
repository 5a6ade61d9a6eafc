#!/usr/bin/env bats
# Launchers in jobs of a real Slurm: ranks on all nodes of a job, and steps of concurrent tasks.
bats_require_minimum_version 1.5.0

load slurm-setup

setup() {
  make_project
  : >image.sif
  mkdir -p runtimes
  cp "${BATS_TEST_DIRNAME}/stand-ins/container" runtimes/apptainer
  export PATH=${project}/runtimes:${PATH} STAND_IN_WORDS=${project}/words
  write_program <<'SH'
printf '%s %s\n' "${SLURM_NODEID}" "${SLURM_NTASKS}" >"${HSM_TASK_DIR}/rank_${SLURM_PROCID}"

SH
}

teardown() {
  scancel --user="$(id -un)" 2>/dev/null || true
}

@test "srun starts the ranks of a task on all nodes of its job, each in a container" {
  build_sweep --target slurm <<'YAML'
command: [bash, program.sh]
args: argparse
sweep: {grid: {0: [1, 2]}}
resources: {nodes: 2, ranks: 4, cpus: 2, launcher: srun}
environment: {container: image.sif}
YAML
  submit
  wait_for_queue
  expect_states completed=2
  run cat "${sweep_dir}"/tasks/task_2/rank_{0,1,2,3}
  # Slurm decides how many ranks a node gets; both have some.
  expect_equal "$(cut -d ' ' -f 1,2 <<<"${output}" | sort -u | tr '\n' ',')" '0 4,1 4,'
  expect_equal "$(tr '\0' '\n' <words | grep -cx exec)" 8
}

@test "the CPUs in a target's options are those of each rank of srun" {
  build_sweep --target slurm <<'YAML'
command: [bash, -c, 'echo "$SLURM_CPUS_ON_NODE $SLURM_CPUS_PER_TASK" >"$HSM_TASK_DIR/cpus_$SLURM_PROCID"']
args: argparse
sweep: {grid: {a: [1]}}
resources: {ranks: 2, launcher: srun}
targets: {slurm: {cpus_per_task: 3}}
YAML
  submit
  wait_for_queue
  expect_states completed=1
  expect_equal "$(cat "${sweep_dir}"/tasks/task_1/cpus_* | tr '\n' ,)" '6 3,6 3,'
}

@test "concurrent tasks are one step each, with its share of the job" {
  build_sweep --target slurm <<'YAML'
command: [bash, -c, 'date +%s.%N >"$HSM_TASK_DIR/start_$SLURM_PROCID"; echo "$SLURM_CPUS_ON_NODE" >"$HSM_TASK_DIR/cpus_$SLURM_PROCID"; sleep 4; date +%s.%N >"$HSM_TASK_DIR/end_$SLURM_PROCID"']
args: argparse
sweep: {grid: {a: [1, 2]}}
resources: {ranks: 2, cpus: 2, memory: 1G, launcher: srun}
targets: {slurm: {parallel_per_job: 2}}
YAML
  submit
  wait_for_queue
  expect_states completed=2
  expect_equal "$(cat "${sweep_dir}"/tasks/task_*/cpus_* | tr '\n' ,)" '4,4,4,4,'
  # Both had started before either ended.
  expect_equal "$(sort -g "${sweep_dir}"/tasks/task_*/start_* | tail -n 1)" \
    "$(sort -g "${sweep_dir}"/tasks/task_*/{start,end}_* | sed -n 4p)"
}

@test "mpirun finds the ranks of its job" {
  [[ $(mpirun --version 2>/dev/null) == *'Open MPI'* ]] || skip 'no Open MPI'
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_btl=self,vader
  build_sweep --target slurm <<'YAML'
command: [bash, -c, 'echo "$OMPI_COMM_WORLD_SIZE" >"$HSM_TASK_DIR/rank_$OMPI_COMM_WORLD_RANK"']
args: argparse
sweep: {grid: {a: [1]}}
resources: {ranks: 3, launcher: mpirun}
YAML
  submit
  wait_for_queue
  expect_states completed=1
  expect_equal "$(cat "${sweep_dir}"/tasks/task_1/rank_* | tr '\n' ,)" '3,3,3,'
}

@test "local.sh starts steps if it runs in a job" {
  build_sweep <<'YAML'
command: [bash, program.sh]
args: argparse
sweep: {grid: {a: [1]}}
resources: {ranks: 2, launcher: srun}
YAML
  expect_exit 0 salloc --quiet --ntasks=2 "${scripts}/local.sh"
  [[ -e ${sweep_dir}/tasks/task_1/rank_1 ]]
}
