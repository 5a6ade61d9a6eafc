#!/usr/bin/env bash
# Sweeps for the target of any scheduler, and functions that report what ran. A file sets target, and defines
# no_jobs_left, which succeeds if no job is waiting or running. Needs helpers.bash.

# A sweep of tasks that get n=1, n=2 and so on in the environment and run program.sh. Standard input has more lines of
# the sweep file: options below targets.NAME.
build_batch() { # <how many tasks> [<option of hsm build>…]
  local numbers options count=$1
  shift
  numbers=$(seq -s , "${count}")
  options=$(cat)
  # A sweep that is never run needs no program of its own, but the file must exist.
  [[ -e program.sh ]] || : >program.sh
  build_sweep --target "${target}" "$@" <<YAML
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [${numbers}]
targets:
  ${target}:
    grace: 1
${options}
YAML
}

# Each task writes a line when it starts: its number and attempt.
write_recording_program() { # [<more lines of the program>]
  # shellcheck disable=SC2016 # for the program
  printf '%s\n' 'echo "${n} ${HSM_ATTEMPT}" >>"${HSM_PROJECT_DIR}/ran"' "$@" | write_program
}

submit() { # [<option of the submit script>…]
  expect_exit 0 "${scripts}/submit-${target}.sh" "$@"
  # bash before 5 assumes that an answer from the second of a submission may be older, and does not keep it.
  [[ -z ${HSM_TEST_BASH-} ]] || sleep 1.1
}

# The numbers of the jobs in the output of the submit script, one per line.
submitted_jobs() {
  awk -F '\t' '$2 == "submitted" { print $5 }' "${sweep_dir}/state/submissions.tsv"
}

# The tasks that ran, sorted, as "1 2 3"; a task that ran twice appears twice.
ran_tasks() {
  awk '{ print $1 }' "${project}/ran" | sort -n | tr '\n' ' ' | sed 's/ $//'
}

expect_ran_once() { # <how many tasks>
  expect_equal "$(ran_tasks)" "$(seq -s ' ' "$1")"
}

wait_for_jobs() { # [<seconds>]
  if ! wait_up_to "${1:-120}" no_jobs_left; then
    qstat >&2 || true
    tail -n 5 "${sweep_dir}"/logs/* >&2 || true
    return 1
  fi
}
