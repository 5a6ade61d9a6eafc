#!/usr/bin/env bats
# wandb-sync.sh sends each offline run once. wandb itself is not available without a network, so a stand-in does what its
# documentation says of `wandb sync`: it sends the directories that it is given, and leaves a mark in each.

load helpers

setup() {
  make_project
  write_program <<'SH'
run=${WANDB_DIR}/wandb/offline-run-20240315_143022-abc${n}${HSM_ATTEMPT}
mkdir -p "${run}"
: >"${run}/run-abc${n}.wandb"
[[ ${n} -ne 2 || ! -e fail ]]
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
wandb: {mode: offline}
sweep: {grid: {n: [1, 2, 3]}}
YAML
  mkdir bin
  cat >bin/wandb <<'SH'
#!/bin/bash
[[ $1 == sync ]] || exit 2
shift
for word; do
  printf '%s\n' "${word}" >>"${WANDB_SENT}"
  [[ ${word} != *refused* && -d ${word} && ! -e ${WANDB_SENT}.fails ]] || continue
  touch "${word}/run.wandb.synced"
done
SH
  chmod +x bin/wandb
  export WANDB_SENT=${PWD}/sent PATH=${PWD}/bin:${PATH}
}

@test "runs of ended tasks are uploaded, each once" {
  touch fail
  expect_exit 1 "${scripts}/local.sh" --only 1,2
  expect_exit 0 "${scripts}/wandb-sync.sh" --dry-run
  expect_equal "${output}" $'tasks/task_1/wandb/offline-run-20240315_143022-abc11\ntasks/task_2/wandb/offline-run-20240315_143022-abc21'
  [[ ! -e sent ]]
  expect_exit 2 "${scripts}/wandb-sync.sh" --only one
  expect_exit 0 "${scripts}/wandb-sync.sh" --only 1
  expect_output '1 of 1 runs sent'
  expect_exit 0 "${scripts}/wandb-sync.sh"
  expect_output '1 of 1 runs sent'
  rm fail
  expect_exit 0 "${scripts}/local.sh"
  expect_exit 0 "${scripts}/wandb-sync.sh" -- --project other
  expect_output '2 of 2 runs sent'
  expect_equal "$(grep -c offline-run sent)" 4
  expect_equal "$(grep offline-run sent | sort -u | wc -l | tr -d ' ')" 4
  grep -qx -- --project sent
  expect_exit 0 "${scripts}/wandb-sync.sh"
  expect_output 'nothing to send'
}

@test "a run whose upload failed is reported, and retried the next time" {
  expect_exit 0 "${scripts}/local.sh"
  touch sent.fails
  expect_exit 1 "${scripts}/wandb-sync.sh"
  expect_output 'not sent: tasks/task_3/wandb/offline-run-20240315_143022-abc31'
  expect_output '0 of 3 runs sent'
  rm sent.fails
  expect_exit 0 "${scripts}/wandb-sync.sh"
  expect_output '3 of 3 runs sent'
}

@test "without wandb the message shows what to do, and other sweeps do not have the script" {
  expect_exit 0 "${scripts}/local.sh"
  rm bin/wandb
  ! command -v wandb || skip 'wandb is installed'
  expect_exit 1 "${scripts}/wandb-sync.sh"
  expect_output 'activate the environment'
  build_sweep --name other <<<'{command: [bash, program.sh], args: env, wandb: {mode: online}, sweep: {grid: {n: [1]}}}' || true
  [[ ! -e ${project}/sweeps/outputs/other/scripts/wandb-sync.sh ]]
}
