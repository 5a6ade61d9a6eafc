#!/usr/bin/env bats
# How often Slurm is queried, what it is asked to cancel, and what is printed while it is not responding.
bats_require_minimum_version 1.5.0

load helpers
load slurm-cluster
load slurm-sweeps
load batch-conformance

setup_file() {
  start_cluster MaxArraySize=1101
}

teardown_file() {
  stop_cluster
}

setup() {
  make_project
  write_recording_program
}

teardown() {
  scancel --user="$(id -un)" 2>/dev/null || true
}

# From now on each call of a tool adds a line with its arguments to calls.TOOL.
count_calls() { # <tool>…
  local tool
  for tool in "$@"; do
    # shellcheck disable=SC2016 # for the stand-in
    stand_in "${tool}" <<<"echo \"\$*\" >>'${project}/calls.${tool}'"$'\n''exec "${real}" "$@"'
  done
}

calls_of() { # <tool>
  if [[ -e calls.$1 ]]; then wc -l <"calls.$1"; else echo 0; fi
}

# A configuration whose controller does not exist.
write_down_configuration() {
  {
    sed 's/^SlurmctldPort=.*/SlurmctldPort=1/' "${SLURM_CONF}"
    # With it, squeue would take half a minute to give up.
    printf 'SlurmctldTimeout=30\nMessageTimeout=10\n'
  } >down.conf
}

@test "12 sweeps: monitor --all --watch, recent and queue query Slurm once, and not again for half a minute" {
  build_batch 2 </dev/null
  local number
  for ((number = 2; number <= 12; number++)); do
    cp -R "${sweep_dir}" "${sweep_dir}-${number}"
  done
  submit --hold
  count_calls squeue scontrol
  start_in_background monitor.log node "${hsm}" monitor --all --watch --json
  wait_until has_drawn 2
  kill -INT "${started}"
  wait_for_end "${started}"
  expect_exit 0 node "${hsm}" recent
  expect_output '2 queued'
  expect_exit 0 node "${hsm}" queue
  expect_output 'JobHeldUser'
  expect_exit 0 "${scripts}/status.sh"
  expect_exit 0 node "${hsm}" monitor sweep-12
  # However long all that took: a query for a single sweep may come between two queries for all.
  local intervals=$((SECONDS / 30 + 1))
  (($(calls_of squeue) >= 1 && $(calls_of squeue) <= 2 * intervals))
  (($(calls_of scontrol) <= 4 * intervals))
}

has_drawn() { # <how often>
  (($(wc -l <monitor.log) >= $1))
}

@test "submitting, cancelling and running query at once; so does another configuration" {
  build_batch 3 </dev/null
  count_calls squeue
  expect_exit 0 "${scripts}/status.sh"
  expect_exit 0 "${scripts}/status.sh"
  expect_equal "$(calls_of squeue)" 1
  submit --hold
  rm -f calls.squeue
  expect_exit 0 "${scripts}/status.sh"
  expect_output '3  queued'
  expect_exit 0 "${scripts}/cancel.sh" --only 2 -y
  rm calls.squeue
  expect_exit 0 "${scripts}/status.sh"
  expect_output '2  queued'
  expect_equal "$(calls_of squeue)" 1
  expect_exit 0 "${scripts}/status.sh" --todo
  expect_equal "${output}" '2 1'
  expect_equal "$(calls_of squeue)" 2
  cp "${SLURM_CONF}" other.conf
  SLURM_CONF=${project}/other.conf expect_exit 0 "${scripts}/status.sh"
  expect_equal "$(calls_of squeue)" 3
}

@test "an answer that is truncated, from the future or half a minute old does not count; looking is not activity" {
  build_batch 1 </dev/null
  submit --hold
  count_calls squeue
  expect_exit 0 "${scripts}/status.sh"
  local kept before
  kept=$(echo "${sweep_dir}"/state/queue/slurm_*)
  cp "${kept}" kept
  local change asked
  asked=$(cut -d $'\037' -f 3 kept | head -n 1)
  for change in '$s/d$//' "1s/\o037${asked}\o037/\o037$((asked + 1000))\o037/" "1s/\o037${asked}\o037/\o037$((asked - 31))\o037/"; do
    rm -f calls.squeue
    sed "${change}" kept >"${kept}"
    ! cmp -s kept "${kept}"
    expect_exit 0 "${scripts}/status.sh"
    expect_equal "$(calls_of squeue)" 1
  done
  find "${sweep_dir}" -exec touch -h -d 2020-01-01 {} +
  rm -r "${sweep_dir}/state/queue"
  touch -d 2020-01-01 "${sweep_dir}/state"
  expect_exit 0 "${scripts}/status.sh"
  expect_exit 0 node "${hsm}" recent
  expect_equal "${output}" 'no sweeps'
}

@test "a sweep directory that is not writable is shown nevertheless" {
  build_batch 2 </dev/null
  submit --hold
  rm -rf "${sweep_dir}/state/queue"
  # For root nothing is read-only except a mount; a file in place of the directory has the same effect.
  : >"${sweep_dir}/state/queue"
  expect_exit 0 "${scripts}/status.sh"
  expect_output '2  queued'
  expect_exit 0 node "${hsm}" monitor
  expect_output '2 queued'
  expect_exit 0 node "${hsm}" queue
  expect_output 'JobHeldUser'
}

@test "cancelling 1,000 elements is one request; cancelling a part of them is one too" {
  scontrol show config | grep -q '^MaxArraySize *= 1101'
  build_batch 1000 <<<'    max_array_size: 1001'
  submit --hold
  local before
  before=$(count_kills)
  count_calls scancel
  expect_exit 0 "${scripts}/cancel.sh" --only 3-7,9,990-1000 -y
  expect_output 'cancelled 17 jobs'
  expect_equal "$(cat calls.scancel)" "$(submitted_jobs)_[3-7,9,990-1000]"
  SCANCEL_STATE=RUNNING SCANCEL_NAME=x SLURM_JOB_ID=1 expect_exit 0 "${scripts}/cancel.sh" -y
  expect_output 'cancelled 983 jobs'
  expect_equal "$(sed -n '2,$p' calls.scancel)" "$(submitted_jobs)"
  expect_equal "$(($(count_kills) - before))" 2
  wait_until queue_is_empty
  expect_equal "$(awk -F '\t' '$2 == "cancelled"' "${sweep_dir}/state/submissions.tsv" | wc -l)" 2
}

# The number of requests to the controller to end jobs.
count_kills() {
  sdiag | awk '/REQUEST_KILL_JOB|REQUEST_CANCEL_JOB/ { sub(/.*count:/, ""); sum += $1 } END { print sum + 0 }'
}

@test "while the controller is down, this is reported at once, and only once; there is never nothing to cancel" {
  build_batch 3 </dev/null
  cp -R "${sweep_dir}" "${sweep_dir}-2"
  submit --hold
  write_down_configuration
  count_calls scontrol squeue
  local began=${SECONDS}
  export SLURM_CONF=${project}/down.conf
  expect_exit 0 "${scripts}/status.sh"
  expect_output 'slurm is not responding: the state of its jobs is unknown'
  expect_output '3  pending'
  expect_exit 0 node "${hsm}" monitor --all
  expect_exit 0 node "${hsm}" monitor sweep
  expect_output 'not responding: slurm'
  expect_exit 1 node "${hsm}" queue
  expect_output 'Slurm is not responding: its controller is down'
  # status.sh queried it for one sweep, and monitor for both.
  expect_equal "$(calls_of scontrol)" 2
  expect_exit 1 "${scripts}/cancel.sh" -y
  expect_output 'nothing was cancelled: no response from slurm'
  expect_equal "$(grep -c 'nothing to cancel' <<<"${output}")" 0
  expect_equal "$(calls_of squeue)" 0
  # Each query that is repeated until it fails takes longer than all of this.
  ((SECONDS - began < 20))
}

@test "a slow controller is waited for once, and not for long" {
  build_batch 1 </dev/null
  submit --hold
  count_calls squeue
  # shellcheck disable=SC2016 # for the stand-in
  stand_in scontrol <<<'echo "$*" >>calls.scontrol; exec sleep 600'
  local began=${SECONDS}
  expect_exit 75 "${scripts}/queue-slurm.sh" --max-age 30
  expect_output 'timed out'
  expect_exit 0 "${scripts}/status.sh"
  expect_equal "$(calls_of scontrol)" 1
  ((SECONDS - began < 60))
}

register_batch_tests reruns
