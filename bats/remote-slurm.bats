#!/usr/bin/env bats
# A cluster that is reached by SSH: its login node submits, and everything is shown and done from here, where Slurm is
# not installed.
bats_require_minimum_version 1.5.0
load helpers
load slurm-cluster
load sshd-server
load verbs

setup_file() {
  start_cluster
  start_sshd "SLURM_CONF=${SLURM_CONF}"
}

teardown_file() {
  stop_sshd
  stop_cluster
}

# No Slurm on PATH, and no variable that leads to one.
without_slurm() { # <command> [<argument>…]
  (
    unset SLURM_CONF
    PATH=${sshd_dir}/bin:${sshd_dir}/here
    "$@"
  )
}

@test "a sweep is submitted on a login node; status, cancel, errors and pull work from here" {
  make_project
  cat >sweeps/hsm_config.yaml <<YAML
distributed: {remotes: {login: {host: plain, backend: slurm, remote_root: "${sshd_dir}/there/hsm"}}}
YAML
  write_program <<BASH
while [[ -e ${BATS_TEST_TMPDIR}/hold ]]; do nap 0.2; done
[[ \${n} != 2 ]] || exit 3
echo "{\"loss\": \${n}}" >"\${HSM_TASK_DIR}/m.json"
BASH
  build_sweep --target remote --remote login <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 3, 4]}}
results: {json: m.json}
targets: {slurm: {grace: 1}}
YAML
  touch "${BATS_TEST_TMPDIR}/hold"
  without_slurm expect_exit 0 "${scripts}/remote.sh"
  wait_until without_slurm count_is 'running=4'
  run without_slurm hsm queue sweep
  expect_output 'RUNNING'
  # Two are cancelled, the others end.
  without_slurm expect_exit 0 "${scripts}/cancel.sh" -y --only 3-4
  wait_until without_slurm count_is 'cancelled=2 running=2'
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_until without_slurm count_is 'cancelled=2 completed=1 failed=1'
  without_slurm expect_exit 0 hsm complete sweep --missing --memory 60M --cpus 2 --partition short
  expect_equal "$(squeue --noheader --states=all --partition=short --format=%m,%C | head -n 1)" 60M,2
  wait_until without_slurm count_is 'completed=3 failed=1'
  without_slurm expect_exit 0 hsm collect-results sweep
  expect_equal "$(cut -d , -f 2,3,12 "${sweep_dir}/results.csv" | tr -d '\r')" $'n,state,loss\n1,completed,1\n2,failed,\n3,completed,3\n4,completed,4'
  run without_slurm hsm errors sweep
  expect_output 'exit code 3'

  # What only the jobs need may be missing on the login node.
  build_sweep --name launched --target remote --remote login <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1]}}
resources: {launcher: hsm-test-launcher}
YAML
  run without_slurm sweeps/outputs/launched/scripts/remote.sh
  expect_output 'submitted job'
}

# A retry job is submitted on the login node by a job there, so nobody here takes part.
@test "a login node retries what ran out of memory, case by case, with the code that was pushed; resources and ends are seen from here" {
  make_project
  cat >sweeps/hsm_config.yaml <<YAML
distributed: {remotes: {login: {host: plain, backend: slurm, remote_root: "${sshd_dir}/there/retries"}}}
YAML
  write_program <<BASH
while [[ -e ${BATS_TEST_TMPDIR}/hold ]]; do nap 0.2; done
echo "\${n} \${HSM_ATTEMPT}" >>"${BATS_TEST_TMPDIR}/ran"
[[ \${size} == small || \${HSM_ATTEMPT} -gt 1 ]] || { echo MemoryError >&2; exit 1; }
BASH
  build_sweep --target remote --remote login <<'YAML'
command: [bash, program.sh]
args: env
resources: {walltime: 2m, memory: 50M}
retry: {out_of_memory: {memory: x2, times: 1}}
derive: {n: "= seed * 3 + (size == 'small' ? -2 : size == 'large' ? -1 : 0)"}
sweep:
  grid: {seed: 1..2}
  cases:
    - grid: {size: [small]}
    - grid: {size: [large]}
      resources: {memory: 80M}
    - grid: {size: [middle]}
targets: {slurm: {grace: 1}}
YAML
  touch "${BATS_TEST_TMPDIR}/hold"
  without_slurm expect_exit 0 "${scripts}/remote.sh"
  wait_until without_slurm count_is 'running=6'
  # Edits that are made here afterwards have no effect there.
  echo 'exit 9' >program.sh
  rm "${BATS_TEST_TMPDIR}/hold"
  is_completed() { without_slurm "${scripts}/status.sh" --fresh --counts | grep -qx $'completed\t6'; }
  wait_up_to 240 is_completed
  expect_equal "$(sort "${BATS_TEST_TMPDIR}/ran" | tr '\n' ',')" '1 1,2 1,2 2,3 1,3 2,4 1,5 1,5 2,6 1,6 2,'
  without_slurm expect_exit 0 hsm collect-results sweep
  expect_equal "$(sed -n 's/^resources: //p' "${sweep_dir}"/tasks/task_{1,2,3}/task_info.txt | tr '\n' ' ')" \
    'memory=50M,walltime=120s memory=160M,walltime=120s memory=100M,walltime=120s '
}
