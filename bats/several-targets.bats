#!/usr/bin/env bats
# One sweep directory with the drivers of several targets, and the environment that jobs get, on the stand-in for
# OpenPBS and, if installed, on a real Grid Engine.
bats_require_minimum_version 1.5.0

load helpers
load pbs-cluster
load sge-cluster
load batch-sweeps

setup_file() {
  start_pbs openpbs
}

teardown_file() {
  stop_pbs
}

setup() {
  make_project
  reset_pbs
}

teardown() {
  stop_sge
}

no_jobs_left() {
  local jobs
  jobs=$(qselect -u "$(id -un)") && [[ -z ${jobs} ]]
}

# Adds a line per task that any journal has, with the target of its journal.
ran_on() {
  awk -F '\t' '$7 == "completed" { sub(/.*\//, "", FILENAME); sub(/_.*/, "", FILENAME); print $1, FILENAME }' \
    "${sweep_dir}"/state/*_*.tsv | sort -n | tr '\n' ','
}

@test "one directory, four drivers: tasks that one has finished, no other runs" {
  write_recording_program
  target=pbs
  build_batch 8 --target local --target slurm --target sge </dev/null
  # Each driver's queue is queried, and the owner of these commands is determined: no program takes a query for a job.
  expect_states pending=8
  no_jobs_left
  for driver in local submit-slurm submit-pbs submit-sge; do
    [[ -x ${scripts}/${driver}.sh ]]
  done
  expect_exit 0 "${scripts}/local.sh" --no-progress --only 1-3
  submit --only 2-5
  wait_for_jobs
  expect_equal "$(ran_on)" '1 local,2 local,3 local,4 pbs,5 pbs,'
  # The target that was used last.
  expect_exit 0 "${scripts}/resume.sh" --task-ids 6
  expect_output 'on pbs, with scripts/submit-pbs.sh'
  wait_for_jobs
  local on_pbs=${PATH}
  start_sge
  target=sge submit
  wait_for_queue
  PATH=${on_pbs}
  expect_equal "$(ran_on)" '1 local,2 local,3 local,4 pbs,5 pbs,6 pbs,7 sge,8 sge,'
  submit
  expect_output 'nothing to submit'
  expect_exit 0 "${scripts}/local.sh" --no-progress
  expect_ran_once 8
  expect_states completed=8
}

@test "the project file of a PBS site, unchanged, and hsm sweep --mode array: submitted" {
  mkdir -p bin configs
  printf '#!/bin/sh\nexec bash "$@"\n' >bin/python
  chmod +x bin/python
  printf 'echo "$@" >>ran\n' >train.py
  cat >sweeps/hsm_config.yaml <<YAML
hpc:
  default_walltime: "04:00:00"
  default_resources: "select=1:ncpus=4:mem=16gb"
  system: pbs

paths:
  python_interpreter: ${PWD}/bin/python
  train_script: ${PWD}/train.py
  config_dir: ${PWD}/configs
YAML
  printf 'sweep: {grid: {seed: [1, 2, 3]}}\n' >sweeps/sweep.yaml
  expect_exit 0 node "${hsm}" sweep --mode array --name first
  expect_output 'submitted job '
  grep -qx '#PBS -l select=1:ncpus=4:mem=16384mb' sweeps/outputs/first/scripts/pbs.sh
  grep -qx '#PBS -l walltime=14400' sweeps/outputs/first/scripts/pbs.sh
  sweep_dir=${project}/sweeps/outputs/first
  scripts=${sweep_dir}/scripts
  wait_for_jobs
  expect_states completed=3
  expect_equal "$(grep -o ' seed=[0-9] ' ran | sort | tr -d '\n')" ' seed=1  seed=2  seed=3 '
}

@test "a variable of {env:NAME} comes from login files: if none sets it, the job reports that and runs nothing" {
  target=pbs
  write_recording_program
  build_sweep --target pbs <<'YAML'
command: [bash, program.sh, "{env:PLACE}"]
args: env
sweep: {grid: {n: [1, 2]}}
YAML
  # shellcheck disable=SC2016 # for the program
  echo 'echo "$1" >>places' >>program.sh
  PLACE=nowhere-else submit
  wait_for_jobs
  [[ ! -e ran ]]
  grep -q 'PLACE is not set: .*login files' "${sweep_dir}"/logs/*
  # It is not in any place where others could read it.
  run ! grep -rq nowhere-else "${sweep_dir}"
  echo 'export PLACE=there' >"${pbs_home}/.bash_profile"
  PLACE=nowhere-else submit
  wait_for_jobs
  expect_equal "$(sort -u places)" there
}
