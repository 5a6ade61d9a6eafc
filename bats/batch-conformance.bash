#!/usr/bin/env bash
# Tests that every target on the batch kit must pass. A file registers them for its target with register_batch_tests.
# Needs batch-sweeps.bash.

register_batch_tests() { # [<name>…]: all of them, or those that a file has not of its own
  local name
  (($# > 0)) || set -- sizes reruns packing classes case_classes worker_classes resources retry stop parallel workers throttle faults cancel hold snapshot follow direct dry_run resubmit names \
    arguments silent ${can_be_stuck:+stuck}
  for name in "$@"; do
    bats_test_function --description "${target}: $(describe_test "${name}")" -- "conform_${name}"
  done
}

describe_test() { # <name>
  case $1 in
    sizes) echo 'as many tasks as an array can have, one less and one more: each runs once' ;;
    reruns) echo 'one task, a few and fifty scattered ones run again, and no others' ;;
    packing) echo 'packed tasks: each runs once, with one journal per element' ;;
    classes) echo 'two classes of resources: one array per class, and both are resumed' ;;
    case_classes) echo 'cases with their own resources: arrays for each class, and all are resumed' ;;
    worker_classes) echo 'workers of each class of resources take the tasks of that class' ;;
    resources) echo 'more memory, CPUs and time for a rerun reach the scheduler and the record' ;;
    retry) echo 'a job after the others retries tasks that ran out of memory with more, as often as the sweep allows' ;;
    stop) echo 'a submission with many failures stops, leaves the queue, and is resumed' ;;
    parallel) echo 'concurrent tasks of a job: each runs once' ;;
    workers) echo 'workers share uneven tasks: each runs once' ;;
    throttle) echo 'never more jobs at a time than the throttle' ;;
    faults) echo 'a task that fails, one that is killed and one that times out are reported, and run to completion' ;;
    cancel) echo 'cancel.sh cancels waiting and running jobs, or the selected ones' ;;
    hold) echo 'held jobs wait, are shown as queued, and are not submitted again' ;;
    snapshot) echo 'held jobs run the code of their submission with code: snapshot, and without it status.sh warns of changes' ;;
    follow) echo '--then runs a script when all jobs have ended, however they ended' ;;
    direct) echo 'the job script submitted by hand, from the sweep, the project and elsewhere' ;;
    dry_run) echo '--dry-run prints and does nothing' ;;
    resubmit) echo 'two submissions and local.sh at once: each task runs once' ;;
    silent) echo 'while the server is not responding, no job is taken for gone and nothing is submitted' ;;
    stuck) echo 'jobs that wait for somebody to act are shown with the reason' ;;
    names) echo 'blanks, quotes and other characters in the names of directories' ;;
    *) echo 'the torture values arrive as they are' ;;
  esac
}

conform_sizes() {
  local count
  for count in 1 2 3 4 7; do
    make_project "${BATS_TEST_TMPDIR}/of ${count}"
    write_recording_program
    build_batch "${count}" <<<'    limits: {max_array_size: '"$((3 + is_beyond))"'}'
    submit
    wait_for_jobs
    expect_ran_once "${count}"
    expect_states "completed=${count}"
    expect_equal "$(submitted_jobs | wc -l)" $(((count + 2) / 3))
    expect_whole_journals
    # No job printed anything.
    expect_equal "$(ls "${sweep_dir}/logs")" ''
  done
}

conform_reruns() {
  local asked jobs=0
  write_recording_program
  build_batch 120 <<<'    tasks_per_job: 1'
  for asked in 3 1,7,9 "$(seq -s , 2 2 100)"; do
    submit --only "${asked}"
    wait_for_jobs 240
    expect_equal "$(ran_tasks)" "${asked//,/ }"
    expect_equal "$(submitted_jobs | wc -l)" "$((++jobs))"
    rm ran
  done
}

# Tasks 1 to 4 may take two minutes, 5 to 7 three, and 8 two again. A task fails while fail_N exists.
build_classes() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '[[ ! -e fail_${n} ]]'
  build_sweep --target "${target}" <<YAML
command: [bash, program.sh]
args: env
resources: {walltime: 2m}
sweep:
  - grid: {n: [1, 2, 3, 4]}
  - grid: {n: [5, 6, 7]}
    resources: {walltime: 3m}
  - grid: {n: [8]}
targets:
  ${target}:
    grace: 1
    limits: {max_array_size: $((6 + is_beyond))}
YAML
}

conform_classes() {
  build_classes
  touch fail_2 fail_5 fail_7
  submit
  wait_for_jobs
  expect_ran_once 8
  expect_states 'completed=5 failed=3'
  # One array per class; or, if an element keeps its index, a second array if the first has no more places.
  expect_equal "$(submitted_jobs | wc -l)" "${arrays_of_classes:-2}"
  rm ran fail_*
  expect_exit 0 "${scripts}/resume.sh" --failed
  wait_for_jobs
  expect_equal "$(ran_tasks)" '2 5 7'
  expect_states completed=8
  expect_whole_journals
}

# A file defines print_asked, which prints a job's requests, and asked_first and asked_again, lines that its output
# must contain.
conform_resources() {
  local line
  write_recording_program '[[ ${HSM_ATTEMPT} -gt 1 ]]'
  build_batch 2 --memory 100M --walltime 2m <<<"${several_cpus-}"
  submit
  wait_for_jobs
  expect_states failed=2
  expect_equal "$(grep resources: "${sweep_dir}/tasks/task_1/task_info.txt")" 'resources: memory=100M,walltime=120s'
  expect_exit 2 "${scripts}/resume.sh" --memory 12
  expect_output 'invalid amount of memory: 12 (examples: 64G, 512M)'
  expect_exit 2 "${scripts}/resume.sh" --cpus 0
  expect_output '--cpus must be a whole number of at least 1, not 0'
  expect_exit 2 "${scripts}/resume.sh" --partition 'a b$(touch X)'
  expect_output '--partition needs a name, not a b$(touch X)'
  [[ ! -e X ]]
  expect_exit 0 "${scripts}/resume.sh" --failed --memory 0.2G --cpus 2 --walltime 4m -- --hold
  output=$(print_asked "$(submitted_jobs | tail -n 1)")
  for line in "${asked_again[@]}"; do expect_output "${line}"; done
  expect_exit 0 "${scripts}/cancel.sh" -y
  wait_for_jobs
  expect_exit 0 node "${hsm}" complete --failed --memory 0.2G --cpus 2 --walltime 4m
  wait_for_jobs
  expect_states completed=2
  expect_equal "$(grep resources: "${sweep_dir}/tasks/task_2/task_info.txt")" 'resources: cpus=2,memory=205M,walltime=240s'
  expect_equal "$(awk -F '\t' '$2 == "submitted" { print $10 }' "${sweep_dir}/state/submissions.tsv" | tr '\n' ' ')" \
    'memory=100M,walltime=120s cpus=2,memory=205M,walltime=240s cpus=2,memory=205M,walltime=240s '
}

# Tasks 1, 4, 7 and so on may take two minutes, 2, 5, 8 three, and 3, 6, 9 two again, so the classes alternate.
build_case_classes() { # [<line of the target's options>…]
  # shellcheck disable=SC2016 # for the program
  write_recording_program '[[ ! -e fail_${n} ]]'
  build_sweep --target "${target}" <<YAML
command: [bash, program.sh]
args: env
resources: {walltime: 2m}
derive: {n: "= (seed - 1) * 3 + part"}
sweep:
  grid: {seed: 1..4}
  cases:
    - grid: {part: [1]}
    - grid: {part: [2]}
      resources: {walltime: 3m}
    - grid: {part: [3]}
targets:
  ${target}:
    grace: 1
$(printf '    %s\n' "$@")
YAML
}

conform_case_classes() {
  build_case_classes "limits: {max_array_size: $((6 + is_beyond))}"
  touch fail_2 fail_3 fail_11
  submit
  wait_for_jobs
  expect_ran_once 12
  expect_states 'completed=9 failed=3'
  rm ran fail_*
  expect_exit 0 "${scripts}/resume.sh" --failed
  wait_for_jobs
  expect_equal "$(ran_tasks)" '2 3 11'
  expect_states completed=12
  expect_whole_journals
}

conform_worker_classes() {
  build_case_classes 'workers: 3' 'walltime: 5m'
  touch fail_2 fail_3
  submit
  expect_output 'workers 1-3 of class 1'
  expect_output 'workers 1-3 of class 2'
  wait_for_jobs
  expect_ran_once 12
  expect_states 'completed=10 failed=2'
  # The tasks that a job of the second class has run.
  local job
  job=$(submitted_jobs | sed -n 2p)
  expect_equal "$(cat "${sweep_dir}/state/${target}_"*"_${job%%[.[]*}"*.tsv | awk '$7 != "skipped" { print $1 }' | sort -n | tr '\n' ' ')" '2 5 8 11 '
  rm ran fail_*
  expect_exit 0 "${scripts}/resume.sh" --failed
  wait_for_jobs
  expect_equal "$(ran_tasks)" '2 3'
  expect_states completed=12
  expect_whole_journals
}

# A task runs out of memory as many times as its number. A file defines asked_small, the request of the job that
# retries.
conform_retry() {
  local line first
  # shellcheck disable=SC2016 # for the program
  write_recording_program '[[ ${HSM_ATTEMPT} -gt ${n} ]] || { echo MemoryError >&2; exit 1; }'
  build_sweep --target "${target}" <<YAML
command: [bash, program.sh]
args: env
resources: {memory: 100M, walltime: 2m}
retry: {out_of_memory: {memory: x2, up_to: 300M, times: 2}}
sweep: {grid: {n: [0, 1, 2, 3]}}
targets: {${target}: {grace: 1}}
YAML
  # Waiting jobs are cancelled with the others, and then nothing is retried.
  submit --hold
  first=$(submitted_jobs | head -n 1)
  output=$(print_asked "$(submitted_jobs | tail -n 1)" || print_single "$(submitted_jobs | tail -n 1)")
  for line in "${asked_small[@]}"; do expect_output "${line/FIRST/${first}}"; done
  expect_states queued=4
  expect_exit 0 "${scripts}/cancel.sh" -y
  expect_output 'cancelled 5 jobs'
  wait_for_jobs
  submit
  wait_for_jobs 240
  expect_states 'completed=3 failed=1'
  expect_equal "$(sort ran | tr '\n' ',')" '0 1,1 1,1 2,2 1,2 2,2 3,3 1,3 2,3 3,'
  expect_equal "$(awk -F '\t' '$2 == "submitted" && $10 != "-" { print $10 }' "${sweep_dir}/state/submissions.tsv" | tail -n 3 | tr '\n' ' ')" \
    'memory=100M,walltime=120s memory=200M,walltime=120s memory=300M,walltime=120s '
  expect_equal "$(completed_twice)" ''
}

# A file may set jobs_can_cancel.
conform_stop() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '[[ -e ${HSM_PROJECT_DIR}/mended ]] || exit 3'
  build_sweep --target "${target}" <<YAML
command: [bash, program.sh]
args: env
sweep: {grid: {n: 1..20}}
stop_after_failures: 20%
targets: {${target}: {grace: 1, array_throttle: 1}}
YAML
  submit
  wait_for_jobs
  # A job that had started before the marker was created may still have begun a task.
  expect_equal "$(ran_tasks | cut -d ' ' -f 1-4)" '1 2 3 4'
  [[ $(ran_tasks | wc -w) -le 5 ]]
  expect_exit 0 "${scripts}/status.sh"
  expect_output 'failures; to continue, run scripts/resume.sh'
  expect_exit 0 "${scripts}/errors.sh"
  expect_output 'stopped after'
  # If the scheduler's commands are not on the PATH of jobs, waiting jobs start and end at once.
  [[ -z ${jobs_can_cancel-} ]] || grep -q $'\tcancelled\t' "${sweep_dir}/state/submissions.tsv"
  touch mended
  expect_exit 0 "${scripts}/resume.sh"
  wait_for_jobs 240
  expect_states completed=20
  expect_exit 0 "${scripts}/status.sh"
  [[ ${output} != *stopped* ]]
}

# For a job that is not an array.
print_single() { # <job>
  qstat -f "$1"
}

conform_packing() {
  write_recording_program
  build_batch 13 <<<'    tasks_per_job: 3'
  submit
  wait_for_jobs
  expect_ran_once 13
  expect_states completed=13
  expect_equal "$(find "${sweep_dir}/state" -name "${target}_*.tsv" | wc -l)" 5
}

conform_parallel() {
  write_recording_program 'sleep 0.5'
  build_batch 9 <<YAML
    tasks_per_job: 6
    parallel_per_job: 2
${several_cpus-}
YAML
  submit
  wait_for_jobs
  expect_ran_once 9
  expect_states completed=9
  # Two slots of two elements.
  expect_equal "$(find "${sweep_dir}/state" -name "${target}_*.tsv" | wc -l)" 4
}

conform_workers() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'sleep 0.$((n % 4))'
  build_batch 20 <<<'    workers: 3'
  submit
  expect_output 'workers 1-3'
  wait_for_jobs
  expect_ran_once 20
  expect_states completed=20
}

conform_throttle() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'mkdir "${HSM_PROJECT_DIR}/now_${n}"; ls -d "${HSM_PROJECT_DIR}"/now_* | wc -l >>"${HSM_PROJECT_DIR}/most"; sleep 0.7; rmdir "${HSM_PROJECT_DIR}/now_${n}"'
  build_batch 7 <<<'    array_throttle: 2'
  submit
  wait_for_jobs
  expect_ran_once 7
  expect_equal "$(sort -n "${project}/most" | tail -n 1)" 2
}

conform_faults() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program \
    'trap '\''echo "${n}" >>"${HSM_PROJECT_DIR}/checkpoints"; exit 0'\'' USR1' \
    'if [[ -e ${HSM_PROJECT_DIR}/mended ]]; then exit 0; fi' \
    'case ${n} in 3) exit 3 ;; 6) kill -KILL $$ ;; 9) sleep 60 & wait $! ;; *) ;; esac'
  build_batch 25 <<'YAML'
    tasks_per_job: 4
    array_throttle: 2
    walltime: 20s
    signal: 14
YAML
  submit
  wait_for_jobs 120
  expect_states 'completed=19 failed=2 pending=3 timeout=1'
  expect_equal "$(<"${project}/checkpoints")" 9
  expect_exit 0 node "${hsm}" monitor
  expect_output '19 completed   2 failed   1 timeout   0 running   3 pending'
  expect_exit 0 node "${hsm}" errors
  expect_output 'exit code 3'
  expect_output 'signal KILL'
  touch mended
  expect_exit 0 node "${hsm}" complete
  wait_for_jobs 120
  expect_states completed=25
  expect_equal "$(completed_twice)" ''
}

conform_cancel() {
  write_recording_program 'sleep 60'
  build_batch 6 <<<'    array_throttle: 2'
  submit
  wait_until is_running 1
  expect_equal "$(node "${hsm}" queue | grep -c '^sweep ')" 6
  expect_exit 0 "${scripts}/cancel.sh" --only 5-6 -y
  expect_output 'cancelled 2 jobs'
  expect_equal "$(state_of 5) $(state_of 3) $(state_of 1)" 'pending queued running'
  expect_exit 0 node "${hsm}" cancel -y
  expect_output 'cancelled 4 jobs'
  wait_for_jobs
  expect_exit 0 node "${hsm}" queue
  expect_output 'no jobs in the queue'
  end_leftovers
  expect_equal "$(state_of 3)" pending
  wait_until has_been_stopped 1
  grep -q "^${target}/.*	cancelled	" "${sweep_dir}/state/submissions.tsv"
}

# For what a scheduler leaves of a cancelled job; a file may define its own.
end_leftovers() {
  :
}

# The process that ends a job may leave the job's processes running a moment longer.
has_been_stopped() { # <task>
  [[ $(state_of "$1") =~ ^(cancelled|lost)$ ]]
}

conform_snapshot() {
  local code job directory commit name
  for code in snapshot live; do
    make_project "${BATS_TEST_TMPDIR}/${code}"
    write_recording_program 'echo old >"${HSM_TASK_DIR}/out"'
    mkdir data
    echo data >data/set
    printf 'sweeps/outputs/\ndata/\nran\n' >.gitignore
    commit_all
    commit=$(git rev-parse HEAD)
    echo 'cat data/set >>"${HSM_TASK_DIR}/out"; echo >>ran' >>program.sh
    build_batch 2 <<<"    tasks_per_job: 1"$'\n'"code: ${code}"
    submit --hold
    name=$(awk -F '\t' '$2 == "submitted" { count = split($4, part, "."); print part[count - 1] }' "${sweep_dir}/state/submissions.tsv")
    grep -qx "git_commit: ${commit}" "${sweep_dir}/state/provenance/${name}.txt"
    grep -qx "started_by: ${target}" "${sweep_dir}/state/provenance/${name}.txt"
    grep -qx '+cat data/set.*' "${sweep_dir}/state/provenance/${name}.txt"
    forget_answers
    run ! grep -q 'code has changed' <("${scripts}/status.sh")
    # Committed changes do not count; edits do.
    git -c user.name=A -c user.email=a@example.org commit --quiet --all --message second
    run ! grep -q 'code has changed' <("${scripts}/status.sh")
    write_recording_program 'echo new >"${HSM_TASK_DIR}/out"'
    echo later >data/set
    if [[ ${code} == live ]]; then
      grep -q 'code has changed' <("${scripts}/status.sh")
    else
      run ! grep -q 'code has changed' <("${scripts}/status.sh")
    fi
    for job in $(submitted_jobs); do release_held "${job}"; done
    wait_for_jobs
    expect_states completed=2
    if [[ ${code} == live ]]; then
      expect_equal "$(cat "${sweep_dir}"/tasks/task_[12]/out)" $'new\nnew'
    else
      expect_equal "$(cat "${sweep_dir}"/tasks/task_[12]/out)" $'old\nlater\nold\nlater'
      directory=$(<"${sweep_dir}/state/code")
      expect_equal "$(sed -n 's/^directory: //p' "${sweep_dir}"/tasks/task_[12]/task_info.txt | sort -u)" "${directory}"
      grep -qx "code: snapshot ${directory##*/}" "${sweep_dir}/state/provenance/${name}.txt"
    fi
  done
}

conform_hold() {
  write_recording_program
  build_batch 3 </dev/null
  submit --hold
  expect_states queued=3
  submit
  expect_output 'nothing to submit'
  expect_exit 0 "${scripts}/cancel.sh" -y
  wait_for_jobs
  submit --dependency "$(dependency_on "$(submit_plain_job)")"
  wait_for_jobs
  expect_ran_once 3
}

conform_follow() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '[[ ${n} != 2 ]]'
  build_batch 3 </dev/null
  echo 'cp ../../../ran ../../../followed' >after.sh
  submit --then after.sh
  wait_for_jobs
  expect_states 'completed=2 failed=1'
  expect_equal "$(awk '{ print $1 }' "${project}/followed" | sort -n | tr '\n' ' ')" '1 2 3 '
}

conform_direct() {
  local from
  make_project "${BATS_TEST_TMPDIR}/by hand"
  write_recording_program
  build_batch 3 </dev/null
  for from in sweeps/outputs/sweep . sweeps/outputs/sweep/scripts; do
    cd "${project}/${from}"
    submit_by_hand "${scripts}" "${from}"
    cd "${project}"
    wait_for_jobs
    expect_ran_once 3
    expect_states completed=3
    rm -r ran "${sweep_dir}"/{state,tasks}/*
  done
}

conform_dry_run() {
  write_recording_program
  build_batch 3 </dev/null
  submit --dry-run
  expect_output "scripts/${target}.sh"
  no_jobs_left
  [[ ! -e ${sweep_dir}/state/submissions.tsv ]]
}

conform_resubmit() {
  write_recording_program 'sleep 0.2'
  build_batch 12 --target local <<<'    tasks_per_job: 3'
  submit
  "${scripts}/submit-${target}.sh" --queued >again.log 2>&1 &
  expect_exit 0 "${scripts}/local.sh" --jobs 2 --no-progress || true
  wait
  wait_for_jobs
  expect_ran_once 12
  expect_states completed=12
}

conform_names() {
  make_project "${BATS_TEST_TMPDIR}/it's \"one\", two; \$HOME & ünï"
  write_recording_program
  build_batch 3 </dev/null
  submit
  wait_for_jobs
  expect_ran_once 3
  expect_states completed=3
}

# An unknown state is reported, not guessed: a running task is not started again.
conform_silent() {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'until [[ -e ${HSM_PROJECT_DIR}/go ]]; do nap 0.2; done'
  build_batch 3 <<<'    array_throttle: 2'
  submit
  wait_until is_running 1
  wait_until is_running 2
  silence_server
  forget_answers
  expect_exit 0 "${scripts}/status.sh"
  expect_output 'is not responding'
  expect_output '2  running'
  HSM_SUBMIT_TIMEOUT=3 expect_exit 1 "${scripts}/submit-${target}.sh"
  HSM_SUBMIT_TIMEOUT=3 expect_exit 1 "${scripts}/resume.sh"
  touch go
  wake_server
  wait_for_jobs
  expect_ran_once 3
  expect_states completed=3
  expect_equal "$(submitted_jobs | wc -l)" 1
}

# A log cannot be opened without its directory.
conform_stuck() {
  write_recording_program
  build_batch 2 </dev/null
  submit --hold
  rmdir "${sweep_dir}/logs"
  release_held "$(submitted_jobs)"
  wait_until needs_somebody
  expect_exit 0 "${scripts}/status.sh"
  expect_output "of those need attention: ${stuck_because}"
  expect_exit 0 node "${hsm}" monitor sweep
  expect_output "needs attention: ${stuck_because}"
  expect_exit 0 node "${hsm}" queue
  expect_output "needs attention: ${stuck_because}"
  submit
  expect_output 'nothing to submit'
  expect_exit 0 "${scripts}/cancel.sh" -y
  wait_for_jobs
  submit
  wait_for_jobs
  expect_ran_once 2
}

needs_somebody() {
  forget_answers
  [[ $("${scripts}/status.sh") == *'need attention'* ]]
}

# The same bytes as with local.sh. Runs every 20th of 651 tasks: each text once or twice, next to 21 other pairs of
# values.
conform_arguments() {
  local some
  some=$(seq -s , 1 20 651)
  # shellcheck disable=SC2016 # for the program
  printf '%s\n' 'printf "%s\0" "$@" >"${HSM_PROJECT_DIR}/args_${HSM_TASK_ID}"' >program.sh
  build_sweep --target local --target "${target}" 2>/dev/null < <(
    sed 's/^script:.*/command: [bash, program.sh]/' "${BATS_TEST_DIRNAME}/../targets/local/cases/torture/sweep.yaml"
    printf 'targets: {%s: {tasks_per_job: 10}}\n' "${target}"
  )
  expect_exit 0 "${scripts}/local.sh" --no-progress --only "${some}"
  mkdir local
  mv args_* local/
  rm -rf "${sweep_dir}/tasks" "${sweep_dir}"/state/*
  submit --only "${some}"
  wait_for_jobs
  mkdir there
  mv args_* there/
  expect_equal "$(diff -r local there)" ''
  expect_equal "$(find there -type f | wc -l)" 33
}
