#!/usr/bin/env bats
# Sweeps that run from start to end on a real Slurm, however they are submitted. Torture rows 1 and 5 are in the tests
# of all targets.
bats_require_minimum_version 1.5.0

load slurm-setup
load batch-conformance

@test "21 tasks with arrays of at most ten: each runs once, all are completed" {
  write_recording_program
  build_batch 21 </dev/null
  submit
  expect_output 'tasks 21'
  wait_for_queue
  expect_ran_once 21
  expect_states completed=21
  expect_equal "$(submitted_jobs | wc -l)" 3
  expect_whole_journals
  # No file of the sweep is elsewhere.
  expect_equal "$(find "${project}" -newer program.sh -type f ! -path "${sweep_dir}/*" ! -name ran ! -name sweep.yaml)" ''
  # No program printed anything.
  expect_equal "$(ls "${sweep_dir}/logs")" ''
}

@test "sbatch accepts the script from the sweep directory, the project, and anywhere" {
  make_project "${BATS_TEST_TMPDIR}/the project"
  write_recording_program
  build_batch 2 </dev/null
  local place script
  while IFS='|' read -r place script; do
    cd "${place}"
    sbatch --parsable "${script}"
    cd "${project}"
    wait_for_queue
    expect_ran_once 2
    expect_states completed=2
    rm -r ran "${sweep_dir}"/{state,tasks}/*
  done <<WORDS
sweeps/outputs/sweep|scripts/slurm.sh
sweeps/outputs/sweep/scripts|./slurm.sh
.|sweeps/outputs/sweep/scripts/slurm.sh
sweeps|../sweeps/outputs/sweep/scripts/slurm.sh
/|${scripts}/slurm.sh
WORDS
}

@test "sbatch accepts the script from standard input in the sweep directory" {
  write_recording_program
  build_batch 3 </dev/null
  cd "${sweep_dir}"
  sbatch --parsable <scripts/slurm.sh
  wait_for_queue
  expect_ran_once 3
  expect_states completed=3
}

@test "sbatch accepts the script of a copied, renamed directory, and the original is not touched" {
  write_recording_program
  build_batch 3 </dev/null
  cp -R "${sweep_dir}" "${sweep_dir%/*}/another name"
  # From within the first directory: the typed path decides which one is meant.
  cd "${sweep_dir}"
  sbatch --parsable "../another name/scripts/slurm.sh"
  wait_for_queue
  expect_ran_once 3
  expect_states pending=3
  sweep_dir="${sweep_dir%/*}/another name" scripts="${sweep_dir%/*}/another name/scripts"
  expect_states completed=3
}

@test "sbatch again runs tasks that are not completed, and reports if none is left" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program '((n != 2 || HSM_ATTEMPT > 1))'
  build_batch 3 </dev/null
  cd "${sweep_dir}"
  sbatch --parsable scripts/slurm.sh
  wait_for_queue
  expect_states 'completed=2 failed=1'
  sbatch --parsable scripts/slurm.sh
  wait_for_queue
  expect_states completed=3
  expect_equal "$(ran_tasks)" '1 2 2 3'
  sbatch --parsable --array=7 scripts/slurm.sh
  wait_for_queue
  expect_equal "$(cat logs/slurm_*_7.log)" 'hsm: no tasks for element 7: the sweep has 3 tasks, 1 per element'
}

@test "sbatch of more jobs than an array can have: the array's elements run all tasks" {
  write_recording_program
  build_batch 25 <<<'    max_array_size: 11'
  cd "${sweep_dir}"
  sbatch --parsable scripts/slurm.sh
  wait_for_queue
  expect_ran_once 25
  expect_states completed=25
}

@test "a script that does not find its sweep reports it in the directory from which it was submitted" {
  write_recording_program
  build_batch 1 </dev/null
  mkdir "${BATS_TEST_TMPDIR}/elsewhere"
  cd "${BATS_TEST_TMPDIR}/elsewhere"
  sbatch --parsable <"${scripts}/slurm.sh"
  wait_for_queue
  expect_equal "$(cat hsm-slurm-*_1.log | sed 's/^hsm: //')" \
    'cannot find the sweep directory of this script: submit it with submit-slurm.sh, or set HSM_SWEEP_DIR'
  HSM_SWEEP_DIR=${sweep_dir} sbatch --parsable <"${scripts}/slurm.sh"
  wait_for_queue
  expect_states completed=1
}

@test "variables that change Slurm's commands have no effect (torture row 7)" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'env >"${HSM_TASK_DIR}/environment"'
  build_batch 3 </dev/null
  export SBATCH_ARRAY_INX=0-9 SBATCH_TEST_ONLY=1 SLURM_CPU_BIND=x SBATCH_EXPORT=NONE SLURM_JOB_ID=77 SRUN_DEBUG=3 \
    PMI_RANK=1 SQUEUE_FORMAT=%i SQUEUE_STATES=CD SQUEUE_ARRAY=0 SLURM_ARRAY_TASK_ID=2 SCANCEL_INTERACTIVE=1
  # A job that has started and claimed nothing yet would be neither queued nor running.
  submit --hold
  expect_states queued=3
  scontrol release "$(submitted_jobs)"
  (unset "${!SBATCH_@}" "${!SQUEUE_@}" && wait_for_queue)
  expect_ran_once 3
  expect_states completed=3
  expect_equal "$(grep -lE '^(SLURM_CPU_BIND|PMI_RANK|SRUN_DEBUG)=' "${sweep_dir}"/tasks/task_*/environment)" ''
}

@test "rerun of one, of some and of many tasks: exactly those, as one array each (torture row 6)" {
  write_recording_program
  build_batch 60 <<<'    max_array_size: 1001'
  local only expected
  while read -r only expected; do
    rm -f ran
    submit --only "${only}" --dry-run
    expect_output "--array=${expected}"
    submit --only "${only}"
    wait_for_queue
    expect_equal "$(ran_tasks)" "$(tr ',' '\n' <<<"${only}" | awk -F - '{ for (i = $1; i <= $NF; i++) print i }' | tr '\n' ' ' | sed 's/ $//')"
  done <<'ROWS'
3 3
1,7-9 1,7-9
10 10
ROWS
  # Two arrays: an array of the cluster has ten places.
  rm ran
  submit --only 5,12-14,58
  wait_for_queue
  expect_equal "$(ran_tasks)" '5 12 13 14 58'
  expect_states 'completed=11 pending=49'
}

@test "a secret is in no script, log or listing of a job (torture row 24)" {
  # shellcheck disable=SC2016 # for the program
  write_recording_program 'until [[ -e go ]]; do nap 0.2; done'
  export WANDB_API_KEY=secret0123456789
  build_batch 2 <<<'wandb: {project: p}'
  submit
  wait_until is_running 1
  run scontrol show job
  refute_secret "${output}"
  refute_secret "$(squeue --format='%all' 2>&1)"
  refute_secret "$(ps -e -o args)"
  touch go
  wait_for_queue
  run grep -rl "${WANDB_API_KEY}" "${project}"
  expect_equal "${output}" ''
}

refute_secret() { # <text>
  if [[ $1 == *"${WANDB_API_KEY}"* ]]; then
    echo 'the secret is in it' >&2
    return 1
  fi
}

register_batch_tests sizes packing parallel arguments
