#!/usr/bin/env bash
# Set-up for test files that submit sweeps to their own Slurm. A file that needs more in setup defines its own.

load helpers
load slurm-cluster
load slurm-sweeps

setup_file() {
  start_cluster
}

teardown_file() {
  stop_cluster
}

setup() {
  make_project
}
