#!/usr/bin/env bats
# Jobs that end before their script begins, on a real Slurm: which commands report it, in whose words, and that nothing
# waits for them.
bats_require_minimum_version 1.5.0

load slurm-setup

setup() {
  make_project
  write_recording_program
}

teardown() {
  scancel --user="$(id -un)" 2>/dev/null || true
}

# monitor --watch ends automatically if there is nothing to wait for.
expect_watch_ends() {
  forget_answers
  expect_exit 1 timeout 120 node "${hsm}" monitor --watch
  forget_answers
  expect_exit 0 timeout 120 "${scripts}/status.sh" --watch
}

@test "held jobs that somebody cancels: status, monitor and errors report that they are gone, in Slurm's words" {
  build_batch 4 </dev/null
  submit --hold
  scancel "$(submitted_jobs)"
  forget_answers
  expect_exit 0 "${scripts}/status.sh"
  expect_output '4  pending'
  expect_output '4 jobs ended before they began: CANCELLED, JobHeldUser'
  expect_output 'tasks 1,2,3,4'
  expect_exit 0 node "${hsm}" monitor
  expect_output 'sweep  stopped'
  expect_output 'ended before they began: 4 jobs (CANCELLED, JobHeldUser)'
  expect_exit 0 node "${hsm}" status --json
  expect_output '"gone":[{"jobs":4,"state":"CANCELLED","reason":"JobHeldUser"}]'
  expect_exit 0 "${scripts}/errors.sh"
  expect_output '4  jobs ended before they began: CANCELLED, JobHeldUser'
  expect_watch_ends
  expect_states pending=4
  # They run again on request, and then the others are no longer mentioned.
  submit
  wait_for_queue
  expect_states completed=4
  expect_exit 0 "${scripts}/status.sh"
  expect_equal "$(grep -c ended <<<"${output}")" 0
  expect_exit 0 node "${hsm}" monitor --watch
}

@test "a job that Slurm cannot start: its state and its reason are shown, and while others run --watch waits for those" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'until [[ -e go ]]; do nap 0.2; done'
  build_batch 3 </dev/null
  # Element 2 has no place to write to.
  submit --hold
  local job
  job=$(submitted_jobs)
  scontrol update jobid="${job}_2" StdOut="${project}/nowhere/log"
  scontrol release "${job}"
  wait_until is_running 1
  wait_until is_running 3
  wait_until job_is "${job}_2" FAILED
  forget_answers
  expect_exit 0 "${scripts}/status.sh"
  expect_output '1 job ended before it began: FAILED, '
  expect_output 'tasks 2'
  start_in_background monitor.log node "${hsm}" monitor --watch
  sleep 8
  kill -0 "${started}"
  touch go
  wait_for_end "${started}"
  expect_equal "${ended}" 1
  expect_states 'completed=2 pending=1'
}

@test "jobs that Slurm has forgotten are looked up in the accounting, once for all; a reused number there does not count" {
  build_batch 6 </dev/null
  submit --hold
  local job name user
  job=$(submitted_jobs)
  name=$(awk -F '\t' '$2 == "submitted" { print $4 }' "${sweep_dir}/state/submissions.tsv")
  user=$(id -un)
  # squeue knows nothing about single elements that never ran, even a moment later.
  scancel "${job}_[1-4]"
  forget_answers
  expect_exit 0 "${scripts}/status.sh"
  expect_output '4 jobs ended before they began: reason unknown'
  stand_in sacct < <(
    echo "echo called >>'${project}/calls'"
    echo "printf '%s\\037%s\\037%s\\037%s\\037%s\\037%s\\n' \\"
    echo "test ${user} '${job}_[1-2%4]' 'CANCELLED by 0' 0:0 '${name}' \\"
    echo "test ${user} ${job}_3 DEADLINE 0:53 '${name}' \\"
    echo "beta ${user} ${job}_4 FAILED 1:0 '${name}' test ${user} ${job}_4 TIMEOUT 0:1 precious"
  )
  forget_answers
  expect_exit 0 "${scripts}/status.sh"
  expect_output '2 jobs ended before they began: CANCELLED by 0'
  expect_output '1 job ended before it began: DEADLINE, exit code 0:53'
  expect_output '1 job ended before it began: reason unknown'
  expect_output '2  queued'
  expect_exit 0 "${scripts}/status.sh"
  expect_equal "$(wc -l <calls)" 1
  # It is cached.
  rm bin/sacct
  forget_answers
  expect_exit 0 "${scripts}/status.sh"
  expect_output '2 jobs ended before they began: CANCELLED by 0'
}

@test "workers that end before they begin: the tasks are pending, and nothing waits for them" {
  build_batch 5 <<<'    workers: 2'
  submit --hold
  scancel "$(submitted_jobs)"
  forget_answers
  expect_exit 0 "${scripts}/status.sh"
  expect_output '2 jobs ended before they began: CANCELLED'
  expect_watch_ends
}

@test "jobs that ran are not gone, however they ended; nor are jobs that the answer does not cover" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n != 2)) || exit 3' '((n != 3)) || kill -KILL $PPID'
  build_batch 4 </dev/null
  submit
  wait_for_queue
  forget_answers
  expect_exit 0 "${scripts}/status.sh"
  expect_equal "$(grep -c 'before' <<<"${output}")" 0
  # Another cluster, or another user whose jobs are private.
  printf 'slurm/beta/%s\tsubmitted\t2020-01-01T00:00:00\tx\t7\t0\t1-4\t-\n' "$(id -un)" >>"${sweep_dir}/state/submissions.tsv"
  rm -r "${sweep_dir}"/tasks/* "${sweep_dir}"/state/slurm_*
  expect_equal "$("${scripts}/queue-slurm.sh" --max-age 30 | awk '$1 == "gone"' | grep -c beta)" 0
}

@test "errors.sh: out of memory, if Slurm reports it for the job and no log does" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n == 1)) || kill -KILL $$'
  build_batch 3 </dev/null
  submit
  wait_for_queue
  expect_exit 0 "${scripts}/errors.sh"
  expect_output '2  signal KILL'
  # shellcheck disable=SC2016 # for the stand-in
  stand_in squeue <<<'"${real}" "$@" | sed "s/_*\o0372\o037FAILED/\o0372\o037OUT_OF_MEMORY/"'
  forget_answers
  rm -f "${sweep_dir}/state/queue/ended"
  expect_equal "$("${scripts}/errors.sh" --tsv | awk -F '\t' 'NR > 1 { print $1, $4 }')" $'2 out of memory\n3 signal KILL'
}
