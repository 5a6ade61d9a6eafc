#!/usr/bin/env bats
# Which code held jobs of a real Slurm run, and what is recorded of it.
bats_require_minimum_version 1.5.0

load slurm-setup
load batch-conformance

release_held() { # <job>
  scontrol release "$1"
}

register_batch_tests snapshot
