#!/usr/bin/env bats
# Jobs that share the tasks of a sweep, on a real Slurm.
bats_require_minimum_version 1.5.0

load slurm-setup

@test "100 tasks of uneven length on 8 workers: the last ends within a task's length of the first" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'sleep 0.$((n % 7))' '((n % 25)) || sleep 1'
  build_batch 100 <<<'    workers: 8'
  submit
  expect_output 'workers 1-8'
  wait_for_queue
  expect_ran_once 100
  expect_states completed=100
  expect_equal "$(submitted_jobs | wc -l)" 1
  expect_equal "$(find "${sweep_dir}/state" -name 'slurm_*.tsv' | wc -l)" 8
  # The last end of each worker, against the longest task.
  awk -F '\t' '
    $7 == "completed" {
      if ($9 > last[FILENAME]) last[FILENAME] = $9
      if ($9 - $5 > longest) longest = $9 - $5
    }
    END {
      for (name in last) {
        if (!first || last[name] < first) first = last[name]
        if (last[name] > end) end = last[name]
      }
      printf "spread %.2f s, longest task %.2f s\n", end - first, longest
      exit !(end - first <= longest)
    }' "${sweep_dir}"/state/slurm_*.tsv
}

@test "two submissions and local.sh at once: every task runs once (torture row 15)" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'until [[ -e go ]]; do nap 0.2; done'
  build_batch 24 --target local <<<'    workers: 4'
  "${scripts}/submit-slurm.sh" >first.log 2>&1 3>&- &
  "${scripts}/submit-slurm.sh" >second.log 2>&1 3>&- &
  "${scripts}/local.sh" --jobs 2 --no-progress >local.log 2>&1 3>&- &
  wait_until compgen -G "${sweep_dir}/state/local_*.tsv"
  touch go
  wait
  wait_for_queue
  cat first.log second.log
  expect_ran_once 24
  expect_states completed=24
  expect_equal "$(submitted_jobs | wc -l)" 2
  expect_whole_journals
}

@test "the same without workers: two submissions of an array and local.sh" {
  write_recording_program 'sleep 0.1'
  build_batch 10 --target local </dev/null
  "${scripts}/submit-slurm.sh" >first.log 2>&1 3>&- &
  "${scripts}/submit-slurm.sh" >second.log 2>&1 3>&- &
  "${scripts}/local.sh" --jobs 2 --no-progress >local.log 2>&1 3>&- &
  wait
  wait_for_queue
  expect_ran_once 10
  expect_states completed=10
  expect_whole_journals
}

@test "submitting again while workers are running adds more of them" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'until [[ -e go ]]; do nap 0.2; done'
  build_batch 12 <<<'    workers: 2'
  submit
  wait_until test -s ran
  submit --workers 3
  expect_output 'workers 1-3'
  wait_until has_journals 5
  touch go
  wait_for_queue
  expect_ran_once 12
  expect_states completed=12
}

has_journals() { # <how many>
  [[ $(find "${sweep_dir}/state" -name 'slurm_*.tsv' | wc -l) -eq $1 ]]
}

@test "a worker starts no task when less than the margin is left, and ends" {
  write_recording_program 'sleep 0.2'
  build_batch 40 <<'YAML'
    workers: 1
    walltime: 1h
    claim_margin: 3597s
YAML
  submit
  wait_for_queue
  local left
  left=$("${scripts}/status.sh" --tsv | grep -c pending)
  [[ ${left} -gt 20 && ${left} -lt 40 ]]
  expect_equal "$("${scripts}/status.sh" --tsv | awk -F '\t' '$2 !~ /^(pending|completed|state)$/')" ''
  submit --walltime 02:00:00
  wait_for_queue
  expect_ran_once 40
}

@test "the default margin is twice the longest task so far" {
  write_recording_program 'sleep 6'
  build_batch 5 <<'YAML'
    workers: 1
    walltime: 1h
YAML
  local until
  until=$(($(date +%s) + 25))
  expect_exit 75 env SLURM_JOB_ID=1 "${scripts}/task.sh" --worker 1/1 --until "${until}" --claim-margin auto --quiet
  # Tasks take 6 s, and count as 7 or 8: enough time is left for two of those after the first, and not after the second.
  expect_equal "$(ran_tasks)" '1 2'
}

@test "failed tasks are also shared among workers when they are submitted again" {
  write_recording_program 'sleep 0.5' '((HSM_ATTEMPT > 1))'
  build_batch 12 <<<'    workers: 3'
  submit
  wait_for_queue
  expect_states failed=12
  submit --failed
  wait_for_queue
  expect_states completed=12
  expect_equal "$(find "${sweep_dir}/state" -name 'slurm_*.tsv' -size +0 | wc -l)" 6
}

@test "a first submission whose tasks fail runs each once, however late its workers start" {
  write_recording_program 'sleep 0.05' 'exit 1'
  build_batch 60 <<<'    workers: 4'
  # The first worker starts when the others have failed some tasks.
  submit --hold
  local job
  job=$(submitted_jobs)
  scontrol release "${job}_[2-4]"
  wait_until is_state 30 failed
  scontrol release "${job}_1"
  wait_for_queue
  expect_ran_once 60
  expect_states failed=60
  expect_one_list "${job}"
}

# All elements of an array have shared one list of the remaining tasks, and none has made its own.
expect_one_list() { # <job>
  expect_equal "$(cd "${sweep_dir}/state" && echo *"_$1"*.todo)" "slurm_test_$1.todo"
}

@test "sbatch again: failed tasks are shared among all workers, and each runs once" {
  write_recording_program 'sleep 0.1' 'exit 1'
  build_batch 40 <<<'    workers: 4'
  sbatch --parsable "${scripts}/slurm.sh"
  wait_for_queue
  expect_ran_once 40
  local again
  again=$(sbatch --parsable "${scripts}/slurm.sh")
  wait_for_queue
  expect_equal "$(sort -n ran | awk '{ print $2 }' | sort | uniq -c | tr -s ' ' | tr '\n' ';')" ' 40 1; 40 2;'
  expect_one_list "${again}"
  # Each of the four ran a fair share.
  expect_equal "$(for each in 1 2 3 4; do wc -l <"${sweep_dir}/state/slurm_test_${again}_${each}.tsv"; done | awk '$1 >= 4' | wc -l)" 4
}

@test "an array of jobs with their own tasks ignores tasks that failed after its submission" {
  write_recording_program 'exit 1'
  build_batch 3 --target local </dev/null
  submit --hold
  expect_exit 1 "${scripts}/task.sh" 2
  scontrol release "$(submitted_jobs)"
  wait_for_queue
  expect_ran_once 3
  # The same with plain sbatch, which includes tasks that had failed before it.
  sbatch --parsable --hold "${scripts}/slurm.sh" >job
  sleep 1.1
  expect_exit 1 "${scripts}/task.sh" 3
  scontrol release "$(cat job)"
  wait_for_queue
  expect_equal "$(ran_tasks)" '1 1 2 2 3 3'
}

@test "a job that is given more time uses it: its end is queried again when it seems near" {
  write_recording_program 'sleep 0.3'
  build_batch 50 <<'YAML'
    workers: 1
    walltime: 1h
    claim_margin: 3590s
YAML
  submit
  # As soon as a task has started: later requests to a busy machine may take longer than the task.
  wait_until test -s ran
  scontrol update jobid="$(submitted_jobs)_1" TimeLimit=120
  wait_for_queue 120
  expect_ran_once 50
  expect_states completed=50
}

@test "a task that is stopped after the recorded end of its job was cancelled, and did not time out" {
  write_recording_program 'sleep 60'
  build_batch 2 </dev/null
  local now
  now=$(date +%s)
  # Slurm would print this.
  printf '#!/bin/bash\necho %s\n' $((now + 1000)) >moved
  stop_worker 1 --ask-end "${project}/moved"
  expect_states 'cancelled=1 pending=1'
  printf '#!/bin/bash\necho %s\n' "${now}" >moved
  stop_worker 2 --ask-end "${project}/moved"
  expect_states 'cancelled=1 timeout=1'
}

# Runs a task as the worker of a job that ends now, and stops it.
stop_worker() { # <task> <option of task.sh>…
  local task=$1
  shift
  start_in_background worker.log "${scripts}/task.sh" --worker 1/1 --tasks "${task}-${task}" --until "$(date +%s)" --grace 1 \
    --job slurm/elsewhere/nobody:1_1.0 "$@"
  wait_until grep -q "^${task} " ran
  kill -TERM "${started}"
  wait_for_end "${started}"
}
