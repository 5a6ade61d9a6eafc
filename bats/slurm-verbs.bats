#!/usr/bin/env bats
# The commands' output about waiting jobs, and what cleanup keeps because of them, on a real Slurm.
bats_require_minimum_version 1.5.0

load slurm-setup

@test "waiting jobs: monitor shows the reason, recent prints queued, cleanup keeps them; also while Slurm is not responding" {
  write_recording_program
  build_batch 3 <<<''
  submit --hold
  expect_exit 0 node "${hsm}" monitor
  expect_output 'sweep  queued'
  expect_output '0 completed   0 running   3 queued   0 pending'
  expect_output 'jobs: 0 running, 3 waiting: JobHeldUser (3)'
  expect_exit 0 node "${hsm}" recent
  expect_output '3 queued'
  expect_exit 0 node "${hsm}" status --json
  expect_output '"waiting":[{"jobs":3,"reason":"JobHeldUser"}]'
  find "${sweep_dir}" -exec touch -h -d 2020-01-01 {} +
  expect_exit 0 node "${hsm}" cleanup -y
  expect_output 'kept: sweep: it has jobs in the queue'
  { sed 's/^SlurmctldPort=.*/SlurmctldPort=1/' "${SLURM_CONF}" && printf 'SlurmctldTimeout=5\nMessageTimeout=2\n'; } >down.conf
  SLURM_CONF=${project}/down.conf expect_exit 0 node "${hsm}" cleanup -y
  expect_output 'kept: sweep: it has submitted jobs, and slurm is not responding'
  SLURM_CONF=${project}/down.conf expect_exit 0 node "${hsm}" monitor
  expect_output 'not responding: slurm'

  # They run, and monitor ends when they do.
  start_in_background monitor.log node "${hsm}" monitor --watch
  scontrol release "$(submitted_jobs)"
  wait_for_end "${started}"
  expect_equal "${ended}" 0
  expect_ran_once 3
  # Completed tasks will not run again, whatever their scheduler would report.
  sed -i 's/\t1[0-9]\{9\}\(\.[0-9]*\)*/\t1500000000.5/g' "${sweep_dir}"/state/slurm_*.tsv
  find "${sweep_dir}" -exec touch -h -d 2020-01-01 {} +
  SLURM_CONF=${project}/down.conf expect_exit 0 node "${hsm}" cleanup -y
  expect_output 'deleted 1 of 1'
}
