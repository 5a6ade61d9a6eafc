#!/usr/bin/env bash
# Set-up of the files of tests that submit sweeps to a Slurm of their own. A file with more to do in setup has its own.

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
