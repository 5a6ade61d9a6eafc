#!/usr/bin/env bats
# The requests of cancel.sh, queue-slurm.sh and probe-slurm.sh to a real Slurm.
bats_require_minimum_version 1.5.0

load slurm-setup

setup() {
  make_project
  write_recording_program
}

teardown() {
  scancel --user="$(id -un)" 2>/dev/null || true
}

@test "cancel.sh cancels waiting and running jobs, asks first, and records it in the ledger" {
  write_recording_program 'sleep 30'
  build_batch 4 <<<'    array_throttle: 2'
  submit
  wait_until is_running 1
  wait_until is_running 2
  expect_exit 1 "${scripts}/cancel.sh" </dev/null
  expect_output 'use -y'
  expect_states 'queued=2 running=2'
  printf '# the last\n4\n' >tasks.list
  expect_exit 0 "${scripts}/cancel.sh" --only @tasks.list -y
  expect_output 'cancelled 1 job '
  expect_states 'pending=1 queued=1 running=2'
  expect_exit 0 "${scripts}/cancel.sh" -y
  wait_for_queue
  expect_states 'cancelled=2 pending=2'
  grep -q $'^slurm[^\t]*\tcancelled' "${sweep_dir}/state/submissions.tsv"
  expect_exit 0 "${scripts}/cancel.sh" -y
  expect_output 'nothing to cancel'
}

@test "cancel.sh --only keeps a job that also runs other tasks, and reports it" {
  build_batch 6 <<<'    tasks_per_job: 3'
  submit --hold
  expect_exit 0 "${scripts}/cancel.sh" --only 2-6 -y
  expect_output 'keeps running: of its tasks 1-3, 1 were not selected'
  expect_states 'pending=3 queued=3'
  # In two ranges, with more on both sides and between.
  expect_exit 0 "${scripts}/cancel.sh" --only 3,1,5-6,9-12 -y
  expect_output 'keeps running: of its tasks 1-3, 1 were not selected'
  expect_exit 0 "${scripts}/cancel.sh" --only 9-12,2,3,1 -y
  expect_states 'pending=6'
}

@test "cancel.sh leaves the jobs of other sweeps alone, and stops local workers" {
  write_recording_program 'sleep 30'
  build_batch 2 --target local </dev/null
  cp -R "${sweep_dir}" "${sweep_dir}-other"
  "${sweep_dir}-other/scripts/submit-slurm.sh" --hold
  submit --hold --only 1
  "${scripts}/local.sh" --no-progress >local.log 2>&1 3>&- &
  wait_until is_running 2
  expect_exit 0 "${scripts}/cancel.sh" -y
  expect_output 'cancelled 1 job and 1 worker'
  wait_until is_state 2 cancelled
  expect_equal "$("${sweep_dir}-other/scripts/status.sh" --tsv | grep -c queued)" 2
  scancel --user="$(id -un)"
  wait || true
}

@test "queue-slurm.sh lists the jobs of several sweeps, including direct submissions" {
  build_batch 3 </dev/null
  cp -R "${sweep_dir}" "${sweep_dir}-2"
  submit --hold
  (cd "${sweep_dir}-2" && sbatch --parsable --hold scripts/slurm.sh)
  sbatch --parsable --hold --output=/dev/null --wrap true
  expect_equal "$("${scripts}/queue-slurm.sh" "${sweep_dir}" "${sweep_dir}-2" | grep -v '^answered' | cut -f 1,3-6 | sort | uniq -c | tr -s ' \t' ' ')" \
    " 1 sweep queued PENDING 1 1
 1 sweep queued PENDING 2 2
 1 sweep queued PENDING 3 3
 1 sweep-2 queued PENDING 1 1
 1 sweep-2 queued PENDING 2 2
 1 sweep-2 queued PENDING 3 3"
  expect_equal "$("${scripts}/queue-slurm.sh" --all | grep -v '^answered' | cut -f 1 | sort | uniq -c | tr -s ' ')" ' 4 -
 3 sweep'
}

@test "probe-slurm.sh prints limits that the build accepts, and that refuse larger requests" {
  build_batch 3 </dev/null
  expect_exit 0 "${scripts}/probe-slurm.sh"
  expect_equal "${output}" "# For sweeps/hsm_config.yaml: the limits of this cluster, so that hsm build rejects what sbatch would reject.
targets:
  slurm:
    limits:
      max_array_size: 11
      max_jobs: 10000
      partitions:
        'debug':
          cpus: 8
          memory: 64000M
          gpus: 4
          gpu_types: [a100]
        'urgent':
          cpus: 8
          memory: 64000M
          gpus: 4
          gpu_types: [a100]
        'short':
          max_walltime: '1:00:00'
          cpus: 8
          memory: 64000M
          gpus: 4
          gpu_types: [a100]"
  printf '%s\n' "${output}" >sweeps/hsm_config.yaml
  expect_exit 0 node "${hsm}" build --name fits --target slurm --walltime 1h
  expect_exit 1 node "${hsm}" build --name long --target slurm --walltime 2h --resources '--partition=short'
}
