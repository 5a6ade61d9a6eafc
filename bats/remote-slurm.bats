#!/usr/bin/env bats
# A cluster behind SSH: its login node submits, and everything is seen and done from here, where there is no Slurm.
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

# No Slurm on PATH, and nothing that leads to one.
without_slurm() { # <command> [<argument>…]
  (
    unset SLURM_CONF
    PATH=${sshd_dir}/bin:${sshd_dir}/here
    "$@"
  )
}

@test "a sweep is submitted on a login node; status, cancel, errors and pull from here" {
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
  # Two are taken out, the others end.
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
}
