#!/usr/bin/env bats
# Sweeps on a real Grid Engine.
bats_require_minimum_version 1.5.0

load helpers
load sge-cluster
load batch-sweeps
load batch-conformance

target=sge
is_beyond=0
several_cpus='    parallel_environment: smp'

setup_file() {
  start_sge
}

teardown_file() {
  stop_sge
}

setup() {
  make_project
}

no_jobs_left() {
  queue_is_empty
}

submit_by_hand() { # <scripts> <where this is called>
  expect_exit 0 qsub -terse "$1/sge.sh"
}

# A job to wait for: prints what --dependency takes.
submit_plain_job() {
  qsub -terse -b y -o /dev/null -j y sleep 1
}

dependency_on() { # <job>
  printf '%s' "$1"
}

register_batch_tests
