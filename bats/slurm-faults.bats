#!/usr/bin/env bats
# Faults in a job on a real Slurm: how they are reported, and that submitting again fixes them.
bats_require_minimum_version 1.5.0

load slurm-setup

# The first attempt of each task waits for the test to act; later ones end at once.
write_waiting_program() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'trap "exit 9" USR1' '((HSM_ATTEMPT == 1)) || exit 0' \
    'for ((i = 0; i < 300; i++)); do nap 0.2; done'
}

job_of() { # <task>: of a sweep that was submitted once, a task to a job
  echo "$(submitted_jobs | head -n 1)_$1"
}

@test "exit code 3, KILL, the walltime and a requeue are reported, and --failed and --missing run exactly those to completion" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((HSM_ATTEMPT == 1)) || exit 0' 'case $n in' '2) exit 3 ;;' '3) kill -KILL $$ ;;' \
    '4 | 5 | 6) for ((i = 0; i < 300; i++)); do nap 0.2; done ;;' 'esac'
  build_batch 7 </dev/null
  submit
  local task
  for task in 4 5 6; do
    wait_until is_running "${task}"
  done
  scancel --batch --signal=USR1 "$(job_of 4)"
  scontrol requeue "$(job_of 5)"
  kill_batch_shell "$(job_of 6)"
  start_now "$(job_of 5)"
  wait_for_queue
  # The shell's child processes are still alive, and are seen: the nodes are this machine.
  kill_worker_of 6
  wait_until is_state 6 lost
  # A cached answer gives the same result.
  expect_equal "$("${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { print $1, $2, $3, $4 }')" \
    '1 completed 1 0
2 failed 1 3
3 failed 1 137
4 timeout 1 138
5 completed 2 0
6 lost 1 -
7 completed 1 0'
  rm ran
  submit --failed
  expect_output 'tasks 2-4'
  wait_for_queue
  expect_equal "$(ran_tasks)" '2 3 4'
  submit --missing
  expect_output 'tasks 6'
  wait_for_queue
  expect_states completed=7
  expect_equal "$(completed_twice)" ''
}

@test "a job past its walltime of a minute: the program is warned, then ended, and the task has timed out" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'trap "echo told >\"$HSM_TASK_DIR/told\"" USR1' 'while :; do nap 0.2; done'
  build_batch 1 <<'YAML'
    walltime: 1m
    signal: 20
YAML
  submit
  wait_for_queue 180
  expect_equal "$(cat "${sweep_dir}/tasks/task_1/told")" told
  expect_states timeout=1
  # By the script, with a record, and not by Slurm.
  expect_equal "$(job_field "$(job_of 1)" JobState)" FAILED
}

@test "with requeue, a job near its walltime is requeued and continues as the next attempt" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'echo "${HSM_TASK_DIR}" >>directories' '((HSM_ATTEMPT < 3)) || exit 0' \
    'trap "touch \"$HSM_TASK_DIR/saved\"; exit 0" USR1' 'while :; do nap 0.2; done'
  build_batch 1 <<'YAML'
    requeue: true
    walltime: 1h
YAML
  submit
  local attempt
  for attempt in 1 2; do
    wait_until is_attempt 1 running "${attempt}"
    # If nothing starts, the test can observe that the job is waiting.
    scontrol update partitionname=debug state=down
    scancel --batch --signal=USR1 "$(job_of 1)"
    wait_for_job_state "$(job_of 1)" PENDING
    wait_until is_state 1 queued
    scontrol update partitionname=debug state=up
    start_now "$(job_of 1)"
  done
  wait_for_queue
  expect_equal "$(awk '{ print $2 }' ran | tr '\n' ' ')" '1 2 3 '
  expect_equal "$(sort -u directories)" "${sweep_dir}/tasks/task_1"
  [[ -e ${sweep_dir}/tasks/task_1/saved ]]
  expect_equal "$("${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { print $2, $3 }')" 'completed 3'
}

is_attempt() { # <task> <state> <attempt>
  [[ $("${scripts}/status.sh" --tsv | awk -F '\t' -v task="$1" '$1 == task { print $2, $3 }') == "$2 $3" ]]
}

@test "with requeue, the last element is requeued alone: its number is the array's, and the other elements are not affected" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n != 1)) || exit 0' '((HSM_ATTEMPT == 1)) || exit 0' 'until [[ -e go ]]; do nap 0.2; done'
  build_batch 3 <<'YAML'
    requeue: true
    walltime: 1h
YAML
  submit
  wait_until is_running 2
  wait_until is_running 3
  wait_until is_state 1 completed
  scancel --batch --signal=USR1 "$(job_of 3)"
  wait_for_job_state "$(job_of 3)" PENDING
  # Slurm would have requeued the others by now.
  sleep 2
  job_is "$(job_of 2)" RUNNING
  job_is "$(job_of 1)" COMPLETED
  start_now "$(job_of 3)"
  touch go
  wait_for_queue
  expect_equal "$(sort ran | tr '\n' ';')" '1 1;2 1;3 1;3 2;'
  expect_states completed=3
}

@test "a failed element that is requeued runs its failed tasks again, and nothing else" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n != 2 && n != 3 || HSM_ATTEMPT > 1))'
  build_batch 4 <<<'    tasks_per_job: 2'
  submit
  wait_for_queue
  expect_states 'completed=2 failed=2'
  # Only of the first job.
  scontrol requeue "$(job_of 1)"
  start_now "$(job_of 1)"
  wait_for_queue
  expect_equal "$(sort ran | tr '\n' ';')" '1 1;2 1;2 2;3 1;4 1;'
  expect_states 'completed=3 failed=1'
  expect_equal "$(job_field "$(job_of 1)" JobState)" COMPLETED
  grep -q 'scontrol requeue' "${sweep_dir}"/logs/slurm_*_2.log
}

@test "Slurm's messages about a job are in its log, for each of its starts" {
  write_waiting_program
  build_batch 1 </dev/null
  submit
  wait_until is_running 1
  scontrol requeue "$(job_of 1)"
  start_now "$(job_of 1)"
  wait_for_queue
  expect_equal "$(cd "${sweep_dir}/logs" && grep -l 'CANCELLED.*REQUEUE' slurm_*)" "slurm_test_$(job_of 1).log"
  # Slurm's messages about the first start are not in the log of the second, for which it had none.
  expect_equal "$(ls "${sweep_dir}/logs")" "slurm_test_$(job_of 1).log"
}

@test "Slurm's messages about a job that was submitted with plain sbatch are in its log too" {
  write_waiting_program
  build_batch 2 </dev/null
  mkdir elsewhere
  cd elsewhere
  local job
  job=$(sbatch --parsable "${scripts}/slurm.sh")
  cd ..
  wait_until is_running 1
  wait_until is_running 2
  expect_equal "$(ls elsewhere)" ''
  scancel "${job}_1"
  scontrol requeue "${job}_2"
  wait_for_job_state "${job}_2" PENDING
  start_now "${job}_2"
  wait_for_queue
  expect_equal "$(ls elsewhere)" ''
  grep -q 'slurmstepd[^:]*: .*CANCELLED' "${sweep_dir}/logs/slurm_test_${job}_1.log"
  grep -q 'slurmstepd[^:]*: .*REQUEUE' "${sweep_dir}/logs/slurm_test_${job}_2.log"
}

@test "a sweep whose path contains percent signs and backslashes has its logs" {
  local name
  for name in '100%A of %j' 'back\slash %A'; do
    make_project "${BATS_TEST_TMPDIR}/${name}"
    write_recording_program
    build_batch 1 </dev/null
    # So that the job prints something.
    submit --hold
    echo ' ' >>"${sweep_dir}/plan.json"
    scontrol release "$(submitted_jobs)"
    wait_for_queue
    grep -q 'was edited since the build' "${sweep_dir}"/logs/slurm_test_*_1.log
  done
}

@test "a job that was requeued max_requeues times is not requeued again" {
  write_recording_program 'while :; do nap 0.2; done'
  build_batch 1 <<'YAML'
    requeue: true
    max_requeues: 1
YAML
  submit
  wait_until is_running 1
  scancel --batch --signal=USR1 "$(job_of 1)"
  wait_for_job_state "$(job_of 1)" PENDING
  start_now "$(job_of 1)"
  wait_until is_attempt 1 running 2
  scancel --batch --signal=USR1 "$(job_of 1)"
  wait_for_queue
  expect_states timeout=1
  grep -q 'was started 2 times and is not requeued again' "${sweep_dir}"/logs/slurm_*.log
}

@test "packed tasks of a requeued job: interrupted ones continue, failed ones stay, the rest start" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n != 1)) || exit 4' '((n == 3 && HSM_ATTEMPT == 1)) || exit 0' 'while :; do nap 0.2; done'
  build_batch 5 <<<'    tasks_per_job: 5'
  submit
  wait_until is_running 3
  scontrol requeue "$(job_of 1)"
  start_now "$(job_of 1)"
  wait_for_queue
  expect_equal "$(tr '\n' ';' <ran)" '1 1;2 1;3 1;3 2;4 1;5 1;'
  expect_states 'completed=4 failed=1'
}

@test "a preempted job is requeued, and its task ends exactly once" {
  write_waiting_program
  build_batch 1 <<<'    cpus_per_task: 8'
  submit
  wait_until is_running 1
  sbatch --parsable --partition=urgent --exclusive --nodes=2 --output=/dev/null --wrap 'sleep 1'
  wait_for_job_state "$(job_of 1)" PENDING
  start_now "$(job_of 1)"
  wait_for_queue
  expect_equal "$(tr '\n' ';' <ran)" '1 1;1 2;'
  expect_states completed=1
}

@test "a node goes down in mid-task: the job starts elsewhere, as the next attempt" {
  write_waiting_program
  build_batch 1 </dev/null
  submit
  wait_until is_running 1
  local node
  node=$(job_field "$(job_of 1)" NodeList)
  node_down "${node}"
  start_now "$(job_of 1)"
  wait_for_queue
  node_resume "${node}"
  expect_equal "$(tr '\n' ';' <ran)" '1 1;1 2;'
  expect_states completed=1
}

@test "a node goes down with requeue: false: the task is lost or cancelled, and --missing runs it" {
  write_waiting_program
  build_batch 1 <<<'    requeue: false'
  submit
  wait_until is_running 1
  local node
  node=$(job_field "$(job_of 1)" NodeList)
  node_down "${node}"
  wait_for_queue
  node_resume "${node}"
  wait_until is_cut_off 1
  submit --missing
  wait_for_queue
  expect_states completed=1
}

is_cut_off() { # <task>
  [[ $(state_of "$1") =~ ^(lost|cancelled)$ ]]
}

@test "scancel: running tasks are cancelled, waiting ones pending, and all run when submitted again" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n < 3 && HSM_ATTEMPT == 1)) || exit 0' 'while :; do nap 0.2; done'
  build_batch 4 <<<'    array_throttle: 2'
  submit
  wait_until is_running 1
  wait_until is_running 2
  expect_states 'queued=2 running=2'
  scancel "$(submitted_jobs)"
  wait_for_queue
  expect_states 'cancelled=2 pending=2'
  submit
  wait_for_queue
  expect_states completed=4
  expect_equal "$(sort ran | tr '\n' ';')" '1 1;1 2;2 1;2 2;3 1;4 1;'
}

@test "slurmd's child is killed: the task continues, and its state is reported correctly" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'until [[ -e go ]]; do nap 0.2; done'
  build_batch 1 </dev/null
  submit
  wait_until is_running 1
  kill_stepd "$(job_of 1)"
  touch go
  wait_until is_state 1 completed
  scancel "$(submitted_jobs)"
  wait_for_queue
  expect_states completed=1
}

@test "an index that is not a number, or has a leading zero (torture row 8)" {
  write_recording_program
  build_batch 9 </dev/null
  cd "${sweep_dir}"
  local SLURM_JOB_ID=1 SLURM_ARRAY_JOB_ID=1 SLURM_SUBMIT_DIR=${BATS_TEST_TMPDIR}
  export SLURM_JOB_ID SLURM_ARRAY_JOB_ID SLURM_SUBMIT_DIR HSM_SWEEP_DIR=${sweep_dir}
  # shellcheck disable=SC2016 # it must not run
  SLURM_ARRAY_TASK_ID='a[$(touch X)]' expect_exit 1 bash scripts/slurm.sh
  expect_output 'not an element of a job array'
  [[ ! -e X && ! -e ${BATS_TEST_TMPDIR}/X ]]
  SLURM_ARRAY_TASK_ID=08 expect_exit 0 bash scripts/slurm.sh
  expect_equal "$(ran_tasks)" 8
}

@test "a missing log directory is created" {
  write_recording_program
  build_batch 1 </dev/null
  rmdir "${sweep_dir}/logs" "${sweep_dir}/state" "${sweep_dir}/tasks"
  (cd "${sweep_dir}" && sbatch --parsable scripts/slurm.sh)
  wait_for_queue
  expect_states completed=1
}

@test "on a disk that is full or read-only nothing is submitted (torture row 9)" {
  local small=${BATS_TEST_TMPDIR}/small before
  mkdir "${small}"
  mount -t tmpfs -o size=800k tmpfs "${small}" 2>/dev/null || skip 'cannot mount a small file system here'
  make_project "${small}/project"
  write_recording_program
  build_batch 2 </dev/null
  before=$(squeue --noheader --states=all | wc -l)
  head -c 2000000 /dev/zero >"${small}/filler" 2>/dev/null || true
  expect_exit 1 "${scripts}/submit-slurm.sh"
  expect_output 'is the disk full or read-only?'
  rm "${small}/filler"
  mount -o remount,ro "${small}"
  expect_exit 1 "${scripts}/submit-slurm.sh"
  expect_output 'is the disk full or read-only?'
  expect_equal "$(squeue --noheader --states=all | wc -l)" "${before}"
  mount -o remount,rw "${small}"
  submit
  wait_for_queue
  expect_states completed=2
}

@test "a disk fills up while the job is waiting: status.sh shows where the job reports it" {
  local small=${BATS_TEST_TMPDIR}/small
  mkdir "${small}" "${BATS_TEST_TMPDIR}/home"
  mount -t tmpfs -o size=600k tmpfs "${small}" 2>/dev/null || skip 'cannot mount a small file system here'
  make_project "${small}/project"
  write_recording_program
  build_batch 2 </dev/null
  export HOME=${BATS_TEST_TMPDIR}/home
  submit --hold
  head -c 1000000 /dev/zero >"${small}/filler" 2>/dev/null || true
  scontrol release "$(submitted_jobs)"
  wait_for_queue
  cat "${HOME}"/*
  expect_equal "$(sed 's/.*: is the/is the/' "${HOME}/hsm-slurm-$(submitted_jobs)_1.log")" 'is the disk full or read-only?'
  expect_exit 0 "${scripts}/status.sh"
  expect_output '2 jobs ended before they began: FAILED, NonZeroExitCode'
  expect_output "see ${HOME}/hsm-slurm-$(submitted_jobs)_"
  rm "${small}/filler"
  submit
  wait_for_queue
  expect_states completed=2
}

teardown() {
  cd /
  umount "${BATS_TEST_TMPDIR}/small" 2>/dev/null || true
}

@test "a script or a plan is edited while the job is waiting: the job stops and reports it (torture row 23)" {
  write_recording_program
  build_batch 2 </dev/null
  submit --hold
  echo '# edited' >>"${scripts}/slurm.sh"
  local job
  job=$(submitted_jobs)
  scontrol release "${job}"
  wait_for_queue
  cat "${sweep_dir}"/logs/slurm_*.log
  grep -q 'slurm.sh was edited after it was submitted' "${sweep_dir}"/logs/slurm_*.log
  expect_states pending=2
  sed -i '$d' "${scripts}/slurm.sh"
  submit --hold
  echo ' ' >>"${sweep_dir}/plan.json"
  scontrol release "$(submitted_jobs | tail -n 1)"
  wait_for_queue
  grep -q 'was edited since the build' "${sweep_dir}"/logs/slurm_*.log
  expect_states pending=2
}

@test "a truncated journal and a stale list do no harm (torture row 16)" {
  write_recording_program
  build_batch 3 </dev/null
  submit
  wait_for_queue
  local journal
  journal=$(find "${sweep_dir}/state" -name 'slurm_*_2.tsv')
  # In the middle of its third field.
  head -c 5 "${journal}" >cut && cp cut "${journal}"
  echo garbage >"${sweep_dir}/state/slurm_99_1.todo"
  expect_states 'completed=2 pending=1'
  submit
  expect_output 'tasks 2'
  wait_for_queue
  expect_states completed=3
}
