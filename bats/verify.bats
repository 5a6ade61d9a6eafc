#!/usr/bin/env bats
# hsm verify on a sweep that has run: it finds nothing before, one problem after each damage, and its advice helps.

load helpers
load verbs

@test "a sweep that has run has no problems; a lost result is reported, and the proposed command restores it" {
  [[ -z ${HSM_TEST_BASH-} ]] || skip 'that edits the scripts'
  make_project
  build_sweep <<'YAML'
command: [bash, -c, 'echo "{\"n\": $n}" >"$HSM_TASK_DIR/m.json"']
args: env
sweep: {grid: {n: [1, 2, 3]}}
results: {json: m.json}
YAML
  run "${scripts}/local.sh"
  expect_equal "${status}" 0
  "${scripts}/collect.sh" >/dev/null
  run hsm verify "${sweep_dir}"
  expect_equal "${status} ${output}" "0 ${sweep_dir#"${project}/"}, 3 tasks: no problems"
  rm -r "${sweep_dir}/tasks/task_2"
  run hsm verify "${sweep_dir}"
  expect_equal "${status}" 1
  expect_output 'one completed task has no directory: 2'
  run hsm build --name again --from "${sweep_dir##*/}"
  expect_equal "${status}" 0
  run sweeps/outputs/again/scripts/local.sh
  expect_output 'task 2 completed'
  run hsm verify again
  expect_equal "${status}" 0
  # An update that was interrupted before its manifest was moved into place.
  sed -i 's/\[1, 2, 3\]/[1, 2, 3, 4]/' sweeps/sweep.yaml
  cp -r sweeps/outputs/again sweeps/outputs/before
  run hsm build --name again
  expect_equal "${status}" 0
  mkdir -p sweeps/outputs/before/.update/files
  cp -r sweeps/outputs/again/{scripts,sweep.yaml,plan.json,build.json,README.md} sweeps/outputs/before/.update/files/
  cp sweeps/outputs/again/MANIFEST.sha256 sweeps/outputs/before/.update/
  cp sweeps/outputs/before/MANIFEST.sha256 sweeps/outputs/before/.update/base
  cp "${BATS_TEST_DIRNAME}/../templates/finish-update.sh" sweeps/outputs/before/.update/finish.sh
  echo history/1 >sweeps/outputs/before/.update/history
  echo line >sweeps/outputs/before/.update/line
  : >sweeps/outputs/before/.update/removed
  mv sweeps/outputs/before/.update/files/plan.json sweeps/outputs/before/plan.json
  run hsm verify before
  expect_equal "${status}" 1
  expect_output 'bash sweeps/outputs/before/.update/finish.sh'
  [[ ${output} != *edited* ]]
  bash sweeps/outputs/before/.update/finish.sh
  run hsm verify before
  expect_equal "${status} ${output}" '0 sweeps/outputs/before, 4 tasks: no problems'
}
