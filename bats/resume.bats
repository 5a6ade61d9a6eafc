#!/usr/bin/env bats
# resume.sh with the local target: what it selects, what it refuses, and what it passes to the driver.

load helpers

# Records each run; fails if the file fail_N exists, and waits while slow_N does.
write_steered_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
while [[ -e slow_${HSM_TASK_ID} ]]; do nap 0.2; done
[[ ! -e fail_${HSM_TASK_ID} ]]
SH
}

ran() {
  sort -n ran | tr '\n' ' '
}

resume() { # <exit code> [<option of resume.sh>…]
  local expected=$1
  shift
  rm -f ran
  touch ran
  expect_exit "${expected}" "${scripts}/resume.sh" "$@"
}

@test "the causes of an evening: four are reported, and exactly the failed tasks run again, until all are completed" {
  make_project
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
[[ ! -e mended ]] || exit 0
case ${n} in
  2 | 5) echo 'no such luck' >&2; exit 3 ;;
  3) kill -9 $$ ;;
  4) sleep 60 ;;
  7) exec /no/such/python train.py ;;
esac
SH
  build_numbered 8
  expect_exit 1 "${scripts}/local.sh" --jobs 4 --timeout 2
  expect_states 'completed=3 failed=4 timeout=1'
  expect_exit 0 "${scripts}/errors.sh"
  expect_output 'exit code 3'
  expect_output 'signal KILL'
  expect_output 'walltime'
  expect_output 'missing interpreter or command /no/such/python'
  expect_equal "$(grep -cE '^[0-9]+  ' <<<"${output}")" 4
  touch mended
  resume 0 --failed
  expect_equal "$(ran)" '2 3 4 5 7 '
  expect_states completed=8
  expect_exit 0 "${scripts}/errors.sh"
  expect_output 'nothing failed: 8 of 8 tasks completed'
}

@test "the selections: failed, missing, timed out, by number, all together and none" {
  make_project
  write_steered_program
  build_numbered 9
  touch fail_2 fail_5 slow_3
  expect_exit 1 "${scripts}/local.sh" --jobs 2 --only 1-6 --timeout 2
  expect_states 'completed=3 failed=2 pending=3 timeout=1'
  resume 0 --timeout --dry-run
  expect_output 'would run tasks 3'
  resume 0 --failed --dry-run
  expect_output 'would run tasks 2-3,5'
  resume 0 --missing --dry-run
  expect_output 'would run tasks 7-9'
  resume 0 --missing --timeout --dry-run
  expect_output 'would run tasks 3,7-9'
  resume 0 --failed --task-ids 1,3-4,9 --dry-run
  expect_output 'would run tasks 3'
  resume 0 --dry-run
  expect_output 'would run tasks 2-3,5,7-9'
  [[ ! -s ran ]]
  resume 1 --task-ids 2,8
  expect_equal "$(ran)" '2 8 '
  rm slow_3
  resume 0 --timeout
  expect_equal "$(ran)" '3 '
  rm fail_2 fail_5
  resume 0
  expect_equal "$(ran)" '2 5 7 9 '
  expect_states completed=9
  resume 0
  expect_output 'nothing to do'
  expect_equal "$(completed_twice)" ''
}

@test "a list in a file that is too long for a command line, seen from another directory" {
  make_project
  write_steered_program
  build_numbered 6
  mkdir elsewhere
  awk 'BEGIN { for (i = 100000; i > 0; i--) print i % 2 + 2 }' >elsewhere/long
  [[ $(wc -c <elsewhere/long) -gt 150000 ]]
  cd elsewhere || return 1
  expect_exit 0 "${scripts}/resume.sh" --task-ids @long
  expect_equal "$(sort -n ../ran | tr '\n' ' ')" '2 3 '
  expect_states 'completed=2 pending=4'
}

@test "a running task that is requested by number is refused with its host, and nothing starts" {
  make_project
  write_steered_program
  build_numbered 6
  touch slow_3 fail_5
  expect_exit 1 "${scripts}/local.sh" --only 5
  start_in_background log "${scripts}/local.sh" --jobs 1 --only 3
  local driver=${started}
  wait_until is_running 3
  resume 1 --task-ids 2-4
  expect_output "still running: 3 on ${HOSTNAME//[!A-Za-z0-9._-]/_}"
  expect_output 'Nothing was started'
  resume 1 --task-ids 3 --dry-run
  resume 1 --failed --task-ids 1-6
  expect_equal "$(ran)" ''
  expect_states 'failed=1 pending=4 running=1'
  # Without numbers it is skipped.
  rm fail_5
  resume 0
  expect_equal "$(ran)" '1 2 4 5 6 '
  rm slow_3
  wait_for_end "${driver}"
  expect_equal "${ended}" 0
  expect_states completed=6
  expect_equal "$(completed_twice)" ''
}

@test "two resumes at once run each task once" {
  make_project
  write_steered_program
  build_numbered 40
  : >ran
  start_in_background log-1 "${scripts}/resume.sh" -- --jobs 2
  local first=${started}
  start_in_background log-2 "${scripts}/resume.sh" --task-ids 1-40 -- --jobs 2
  local second=${started}
  wait_for_end "${first}"
  wait_for_end "${second}"
  expect_states completed=40
  expect_equal "$(ran)" "$(seq -s ' ' 40) "
}

@test "completed tasks are skipped with a note; numbers beyond the sweep and invalid lists are wrong usage" {
  make_project
  write_steered_program
  build_numbered 6
  expect_exit 0 "${scripts}/local.sh" --only 1-2,4
  resume 0 --task-ids 1-5
  expect_output 'already completed, skipped: 1-2,4'
  expect_equal "$(ran)" '3 5 '
  local words
  while read -r -a words; do
    resume 2 "${words[@]}"
  done <<'ROWS'
--task-ids 7
--task-ids 0
--task-ids 1-7
--task-ids 5-3
--task-ids a[$(touch${IFS}X)]
--task-ids 1;2
--task-ids 99999999999999999999999999
--task-ids
--task-ids @missing
--task-ids @sweeps
--target cluster
--target status
--target ../local
--walltime 12
--lost
--nonsense
3
ROWS
  expect_equal "$(ran)" ''
  [[ ! -e X ]]
  expect_states 'completed=5 pending=1'
}

@test "--walltime is the timeout of local.sh, which accepts clock times; words after -- go to the driver" {
  make_project
  write_steered_program
  build_numbered 3
  touch slow_2
  resume 1 --walltime 00:00:02 --task-ids 1-2 -- --engine bash --jobs 2
  expect_states 'completed=1 pending=1 timeout=1'
  resume 1 --timeout -- --timeout 2s
  expect_equal "$(ran)" '2 '
  rm slow_2
  resume 0 --timeout --walltime 1-00:00:00
  expect_equal "$(ran)" '2 '
  resume 2 --missing -- --nonsense
  resume 0 -- --only 3 --show-output
  expect_states completed=3
}

@test "an interrupt reaches the driver: its exit code, nothing left running, and the next resume continues" {
  make_project
  write_steered_program
  build_numbered 4
  touch slow_2
  start_in_background log "${scripts}/resume.sh" -- --jobs 1
  wait_until is_running 2
  kill -s TERM "${started}"
  wait_for_end "${started}"
  expect_equal "${ended}" 130
  expect_states 'cancelled=1 completed=1 pending=2'
  rm slow_2
  resume 0 --missing
  expect_equal "$(ran)" '2 3 4 '
  expect_states completed=4
}

@test "--lost takes over tasks that a lost host left unfinished, also by number" {
  make_project
  write_steered_program
  build_numbered 2
  mkdir -p "${sweep_dir}/tasks/task_1"
  printf '1\t1\tgone-host\t77@1\t1700000000\t' >"${sweep_dir}/state/local_gone-host_77_1.tsv"
  resume 1 --task-ids 1
  expect_output 'still running: 1 on gone-host'
  resume 0 --task-ids 1 --lost gone-host
  expect_equal "$(ran)" '1 '
  expect_states 'completed=1 pending=1'
}

@test "of two targets, the one used last is chosen; before the first use, --target is required" {
  make_project
  write_steered_program
  build_numbered 4
  node "${hsm}" build --name sweep --target local --target slurm >/dev/null
  # Drivers that print their arguments, because nothing is to be submitted.
  cat >"${scripts}/submit-slurm.sh" <<'SH'
#!/bin/bash
printf 'slurm: %s\n' "$*"
exit 17
SH
  resume 2
  expect_output 'choose a target with --target: local, slurm'
  resume 17 --target slurm --timeout --walltime 02:00:00 --lost n1 --task-ids 1-2 --dry-run -- --throttle 2
  expect_output 'slurm: --timeout-only --walltime 02:00:00 --dry-run --only 1-2 --lost n1 --throttle 2'
  HSM_ALLOW_EDITED=1 resume 0 --target local --task-ids 1
  HSM_ALLOW_EDITED=1 resume 0 --dry-run
  expect_output 'on local'
  # Later than any local run, then earlier than all; what was refused does not count.
  printf 'slurm\tsubmitted\t2999-01-01T00:00:00\tname\t12\t0\t1-4\t-\n' >"${sweep_dir}/state/submissions.tsv"
  resume 17
  expect_output 'on slurm'
  printf '1\t1\tn1\t7@1\t900000000\t9\tfailed\t1\t900000001\n' >"${sweep_dir}/state/local_n1_7_1.tsv"
  printf 'slurm\tsubmitted\t1999-01-01T00:00:00\tname\t12\t0\t1-4\t-\nslurm\trefused\t2999-01-01T00:00:00\tname\t-\t0\t1-4\t-\n' \
    >"${sweep_dir}/state/submissions.tsv"
  HSM_ALLOW_EDITED=1 resume 0 --dry-run
  expect_output 'on local'
  # A job script that was submitted by hand leaves journals only.
  rm "${sweep_dir}/state/submissions.tsv"
  printf '2\t1\tn1\t77@1@slurm:12_2.0\t32503680000.5\t99\tfailed\t1\t32503680001\n' >"${sweep_dir}/state/slurm_12_2.tsv"
  resume 17 --failed
  expect_output 'on slurm'
}

@test "a sweep whose path has blanks and quotes is resumed from anywhere" {
  make_project "${BATS_TEST_TMPDIR}/a 'project' of mine"
  write_steered_program
  build_numbered 3
  touch fail_2
  expect_exit 1 "${scripts}/local.sh"
  expect_exit 0 "${scripts}/errors.sh"
  rm fail_2 ran
  # The command that errors.sh proposes can be typed as it is.
  local command
  command=$(sed -n 's/^ *rerun: //p' <<<"${output}")
  cd /
  expect_exit 0 bash -c "${command}"
  expect_equal "$(cat "${project}/ran")" 2
}

@test "resume.sh starts the driver that build.json declares, whatever its name" {
  make_project
  write_program <<<'exit 0'
  build_numbered 2
  mv "${scripts}/local.sh" "${scripts}/elsewhere.sh"
  sed -i 's|"scripts/local.sh"|"scripts/elsewhere.sh"|' "${sweep_dir}/build.json"
  HSM_ALLOW_EDITED=1 expect_exit 0 "${scripts}/resume.sh"
  expect_output 'on local, with scripts/elsewhere.sh'
  expect_states completed=2
  rm "${sweep_dir}/build.json"
  expect_exit 1 "${scripts}/resume.sh"
  expect_output 'its build.json is missing'
}
