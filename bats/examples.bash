#!/usr/bin/env bash
# Copies an example and runs the commands of its README. Needs helpers.bash.

examples=${BATS_TEST_DIRNAME}/../examples

# Copies an example, without the results of earlier runs, and enters the copy. Puts this hsm on PATH.
enter_example() { # <name>
  make_project "${BATS_TEST_TMPDIR}/$1"
  (cd "${examples}/$1" && tar -cf - --exclude=sweeps/outputs .) | tar -xf -
  mkdir -p "${BATS_TEST_TMPDIR}/bin"
  printf '#!/bin/sh\nexec node %q "$@"\n' "${hsm}" >"${BATS_TEST_TMPDIR}/bin/hsm"
  chmod +x "${BATS_TEST_TMPDIR}/bin/hsm"
  PATH=${BATS_TEST_TMPDIR}/bin:${PATH}
  sweep_dir=${project}/sweeps/outputs/first
  scripts=${sweep_dir}/scripts
}

# Prints the first block of commands in a README: the one that runs the example.
readme_commands() { # <README>
  awk '/^```bash$/ { inside = 1; next } inside && /^```$/ { exit } inside' "$1"
}

# Runs these commands as written, in the example's folder.
run_readme() { # <expected exit code>
  readme_commands README.md >"${BATS_TEST_TMPDIR}/commands"
  [[ -s ${BATS_TEST_TMPDIR}/commands ]]
  expect_exit "$1" bash -e "${BATS_TEST_TMPDIR}/commands"
}

# A README's output of `hsm show` equals hsm's output up to the origin of each word.
expect_shown_commands() {
  local line shown
  while IFS= read -r line; do
    shown=$(awk -v start="\$ ${line}" '$0 == start { inside = 1; next } inside && /^```$/ { exit } inside' README.md)
    expect_exit 0 bash -c "${line}"
    [[ ${output} == "${shown}"* ]] || expect_equal "${output}" "${shown}"
  done < <(sed -n 's/^\$ \(hsm show.*\)/\1/p' README.md)
}

# Prints a metric of a task.
metric_of() { # <task> <name>
  python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))[sys.argv[2]])' \
    "${sweep_dir}/tasks/task_$1/metrics.json" "$2"
}
