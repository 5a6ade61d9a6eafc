#!/usr/bin/env bats
# A sweep is what was built: if one of its files was edited since, tasks stop and report it.

load helpers

prepare() {
  make_project
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
SH
  build_numbered 3
}

test_edited() { # <engine>
  for file in sweep.yaml plan.json scripts/task.sh scripts/runner.sh scripts/status.sh scripts/local.sh README.md; do
    rm -rf "${BATS_TEST_TMPDIR}/project"
    prepare
    printf '\n# edited\n' >>"${sweep_dir}/${file}"
    run "${scripts}/local.sh" --engine "$1"
    if [[ ${status} -ne 1 || -e ran ]]; then
      echo "${file} was edited, and nothing said so: ${output}" >&2
      return 1
    fi
    expect_output 'edited'
    expect_output 'HSM_ALLOW_EDITED'
    run "${scripts}/task.sh" 2
    [[ ${status} -ne 0 && ! -e ran ]]
    expect_output 'edited'
    HSM_ALLOW_EDITED=1 expect_exit 0 "${scripts}/local.sh" --engine "$1"
    expect_states 'completed=3'
  done
}
test_an_engine 'an edited file stops the run, and HSM_ALLOW_EDITED=1 allows it' test_edited

@test "a missing file stops the run" {
  prepare
  rm "${sweep_dir}/plan.json"
  expect_exit 1 "${scripts}/local.sh"
  expect_output 'edited'
  [[ ! -e ran ]]
}

@test "the message proposes a command that shows the file" {
  prepare
  echo >>"${sweep_dir}/sweep.yaml"
  run "${scripts}/local.sh"
  command=${output#*the build: }
  command=${command%% shows which*}
  run bash -c "${command}"
  expect_output 'sweep.yaml: FAILED'
}

@test "files that a run writes are not edits" {
  prepare
  expect_exit 0 "${scripts}/local.sh"
  (cd "${sweep_dir}" && sha256sum --quiet -c MANIFEST.sha256)
  expect_exit 0 "${scripts}/task.sh" 1
}

@test "the manifest lists every file except itself and the summary, to which submissions are added" {
  prepare
  (cd "${sweep_dir}" && find . -type f ! -name MANIFEST.sha256 ! -name submission_summary.txt | sed 's|^\./||' | sort) >files
  sed 's/^[0-9a-f]*  //' "${sweep_dir}/MANIFEST.sha256" | sort | diff - files
}
