#!/usr/bin/env bash
# Sweeps for the Slurm of slurm-cluster.bash, and questions about what ran. Needs helpers.bash.

# A sweep of tasks that get n=1, n=2 and so on in the environment and run program.sh. Further lines of the sweep
# file come on standard input: options below targets.slurm.
build_slurm() { # <how many tasks> [<option of hsm build>…]
  local numbers options count=$1
  shift
  numbers=$(seq -s , "${count}")
  options=$(cat)
  # What runs nothing needs no program of its own, but it has to be there.
  [[ -e program.sh ]] || : >program.sh
  build_sweep --target slurm "$@" <<YAML
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [${numbers}]
targets:
  slurm:
    grace: 1
${options}
YAML
}

# Each task writes a line when it starts: its number and attempt.
write_recording_program() { # [<more lines of the program>]
  {
    # shellcheck disable=SC2016 # for the program
    echo 'echo "${n} ${HSM_ATTEMPT}" >>"${HSM_PROJECT_DIR}/ran"'
    if (($# > 0)); then printf '%s\n' "$@"; fi
  } >program.sh
}

submit() { # [<option of submit-slurm.sh>…]
  expect_exit 0 "${scripts}/submit-slurm.sh" "$@"
}

# The numbers of the jobs that submit-slurm.sh said it submitted, a line each.
submitted_jobs() {
  awk -F '\t' '$2 == "submitted" { print $5 }' "${sweep_dir}/state/submissions.tsv"
}

# The tasks that ran, sorted, as "1 2 3"; a task that ran twice is there twice.
ran_tasks() {
  awk '{ print $1 }' "${project}/ran" | sort -n | tr '\n' ' ' | sed 's/ $//'
}

expect_ran_once() { # <how many tasks>
  expect_equal "$(ran_tasks)" "$(seq -s ' ' "$1")"
}

# Kills what runs a task, and its program.
kill_worker_of() { # <task>
  local worker program
  read -r worker program < <(awk -F '\t' -v task="$1" '$1 == task { print $4 + 0, $6 + 0 }' "${sweep_dir}"/state/slurm_*.tsv)
  kill -KILL "${worker}" "-${program}"
}

# A stand-in for a tool, in a directory of its own that PATH begins with. Its script has the real one in real.
stand_in() { # <tool>: the script on standard input
  mkdir -p "${project}/bin"
  {
    printf '#!/bin/bash\nreal=%q\n' "$(PATH=${PATH#"${project}/bin:"} command -v "$1")"
    cat
  } >"${project}/bin/$1"
  chmod +x "${project}/bin/$1"
  [[ ${PATH} == "${project}/bin:"* ]] || PATH=${project}/bin:${PATH}
}
