#!/usr/bin/env bash
# Set-up of the files of tests on a Grid Engine of their own. A file with more to do in setup has its own.

load helpers
load sge-cluster

setup_file() {
  start_sge
}

teardown_file() {
  stop_sge
}

setup() {
  make_project
}
