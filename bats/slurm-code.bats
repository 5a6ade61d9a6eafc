#!/usr/bin/env bats
# Which code held jobs of a real Slurm run, and what is recorded about it.
bats_require_minimum_version 1.5.0

load slurm-setup
load batch-conformance

release_held() { # <job>
  scontrol release "$1"
}

register_batch_tests snapshot

@test "the jobs that retry submits run the code of the first submission" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'echo old >"${HSM_TASK_DIR}/out"' '[[ ${HSM_ATTEMPT} -gt 1 ]] || { echo MemoryError >&2; exit 1; }'
  build_sweep --target slurm <<'YAML'
command: [bash, program.sh]
args: env
code: snapshot
resources: {memory: 50M, walltime: 2m}
retry: {out_of_memory: {memory: x2, times: 1}}
sweep: {grid: {n: [1]}}
targets: {slurm: {grace: 1}}
YAML
  submit --hold
  write_recording_program 'echo new >"${HSM_TASK_DIR}/out"'
  local job
  for job in $(submitted_jobs); do scontrol release "${job}"; done
  wait_for_queue 240
  expect_states completed=1
  expect_equal "$(cat "${sweep_dir}"/tasks/task_1/out)" old
  expect_equal "$(sort -u "${sweep_dir}/state/code" | wc -l)" 1
  # Both submissions name the snapshot.
  expect_equal "$(grep -h '^code: ' "${sweep_dir}"/state/provenance/*.txt)" \
    "code: snapshot $(basename "$(<"${sweep_dir}/state/code")")"$'\n'"code: snapshot $(basename "$(<"${sweep_dir}/state/code")")"
}
