#!/usr/bin/env bats
# Sweeps that continue after their first results: what a build into their directory changes, and what it keeps.
bats_require_minimum_version 1.5.0

load helpers

setup() {
  make_project
  write_program <<'SH'
printf 'score=%s\nloss=%s\n' "$((n * 10))" "$((100 - n))" >"${HSM_TASK_DIR}/values"
echo "${n}${m-}" >>"${HSM_PROJECT_DIR}/ran"
while [[ -e ${HSM_PROJECT_DIR}/hold ]]; do nap 0.1; done
SH
}

build_living() { # [<option of hsm build>…]; the sweep file's lines below args are standard input
  build_sweep "$@" <<YAML
command: [bash, program.sh]
args: env
$(cat)
YAML
}

build_again() { # [<option of hsm build>…]; sets output
  sed -i "$1" sweeps/sweep.yaml
  shift
  expect_exit 0 node "${hsm}" build --name sweep "$@"
}

# Makes a bash, for the front of PATH, that dies when it should move the files of an update into place.
interrupt_updates() {
  mkdir stand-ins
  printf '#!/bin/sh\ncase $2 in */finish.sh) kill -9 $$ ;; esac\nexec /bin/bash "$@"\n' >stand-ins/bash
  chmod +x stand-ins/bash
}

is_whole() {
  (cd "${sweep_dir}" && sha256sum --quiet -c MANIFEST.sha256) && [[ ! -e ${sweep_dir}/.update ]]
}

ran() {
  sort ran | tr '\n' ' '
}

@test "a comment, corrected results, more memory, one more value and one more block: the same directory, and only new tasks run" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
results: {key_value: values, keys: [scor]}
YAML
  expect_exit 0 "${scripts}/local.sh"
  "${scripts}/collect.sh"
  build_again '1i # why'
  expect_output 'updated sweeps/outputs/sweep: 2 tasks, results kept; changed: the text of the sweep file'
  build_again 's/\[scor\]/[score]/'
  expect_output 'changed: results'
  expect_exit 0 "${scripts}/collect.sh"
  expect_equal "$(sed 's/.*,//' "${sweep_dir}/results.csv" | tr -d '\r' | tr '\n' ' ')" 'score 10 20 '
  build_again '$a resources: {memory: 2G}'
  expect_output 'changed: resources'
  build_again 's/n: \[1, 2\]/n: [1, 2, 3]/'
  expect_output '3 tasks, 2 before, results kept; changed: parameters'
  expect_exit 0 "${scripts}/local.sh"
  build_again 's/^sweep: .*/sweep: [{grid: {n: [1, 2, 3]}}, {grid: {n: [7], m: [0, 1]}}]/'
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(ran)" '1 2 3 70 71 '
  expect_states completed=5
  expect_exit 0 "${scripts}/collect.sh"
  expect_equal "$(wc -l <"${sweep_dir}/results.csv")" 6
  is_whole
  expect_equal "$(wc -l <"${sweep_dir}/state/builds.tsv")" 5
  expect_equal "$(ls "${sweep_dir}/history" | tr '\n' ' ')" '1 2 3 4 5 '
  grep -q 'scor\]' "${sweep_dir}/history/2/sweep.yaml"
}

@test "a started task would become another one: the first one is shown, and nothing changes" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2], m: [a, b]}}
YAML
  expect_exit 0 "${scripts}/local.sh" --only 1-2
  # Tasks that never started may become others.
  build_again 's/n: \[1, 2\]/n: [1, 5]/'
  find "${sweep_dir}" -type f -exec sha256sum {} + | sort >before
  sed -i 's/m: \[a, b\]/m: [a, "c d", b]/' sweeps/sweep.yaml
  expect_exit 1 node "${hsm}" build --name sweep
  expect_output 'HSM506'
  expect_output "task 2 is: n=1 m=b bash program.sh"
  expect_output "it would become: n=1 m='c d' bash program.sh"
  sed -i 's/n: \[1, 5\], m: .*/n: [1], m: [a]}}/' sweeps/sweep.yaml
  expect_exit 1 node "${hsm}" build --name sweep
  expect_output 'task 2 would no longer exist'
  find "${sweep_dir}" -type f -exec sha256sum {} + | sort | cmp - before
  # A journal entry is enough to know that a task ran.
  rm -r "${sweep_dir}/tasks/task_2"
  expect_exit 1 node "${hsm}" build --name sweep
}

@test "while tasks run, a build that does not touch the files they read succeeds, and another is refused" {
  [[ -z ${HSM_TEST_BASH-} ]] || skip 'scripts that were changed for another bash are not those that a build writes'
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
YAML
  touch hold
  start_in_background run.log "${scripts}/local.sh" --jobs 1
  wait_until is_running 1
  build_again '$a metadata: {description: about it}'
  sed -i 's/n: \[1, 2\]/n: [1, 2, 3]/' sweeps/sweep.yaml
  expect_exit 1 node "${hsm}" build --name sweep
  expect_output 'HSM516'
  expect_output 'is running or queued'
  rm hold
  wait_for_end "${started}"
  expect_equal "${ended}" 0
  build_again '$a # on'
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(ran)" '1 2 3 '
}

@test "other targets that were built are built again, and obsolete scripts are removed" {
  build_living --target local --target slurm <<'YAML'
sweep: {grid: {n: [1, 2]}}
environment: {setup: ["true"]}
YAML
  expect_exit 0 "${scripts}/local.sh"
  [[ -e ${scripts}/environment.sh ]]
  build_again 's/n: \[1, 2\]/n: [1, 2, 3]/; /^environment/d'
  [[ ! -e ${scripts}/environment.sh ]]
  grep -q '^readonly task_count=3' "${scripts}/slurm.sh"
  is_whole
}

@test "a build that is killed at any moment leaves a working directory, and the next one finishes it" {
  local round
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  for ((round = 1; round <= ${HSM_CHAOS_ROUNDS:-6}; round++)); do
    sed -i "1s/.*/command: [bash, program.sh] # ${round}/; \$a metadata: {description: d${round}}" sweeps/sweep.yaml
    sed -i '/^metadata/{$!d}' sweeps/sweep.yaml
    start_in_background build.log node "${hsm}" build --name sweep
    nap "0.$((RANDOM % 5))$((RANDOM % 10))"
    kill -s KILL -- "-${started}" 2>/dev/null || true
    wait "${started}" || true
    if ((round % 2)); then
      expect_exit 0 "${scripts}/status.sh"
      expect_output '2  completed'
      is_whole
      expect_exit 0 "${scripts}/local.sh"
    fi
    expect_exit 0 node "${hsm}" build --name sweep
    is_whole
    grep -q "# ${round}" "${sweep_dir}/sweep.yaml"
    expect_states completed=2
  done
  expect_equal "$(ran)" '1 2 '
}

# As if a build was killed between two files.
@test "a half-finished update is finished by the first script that finds it" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  interrupt_updates
  sed -i 's/n: \[1, 2\]/n: [1, 2, 3]/' sweeps/sweep.yaml
  PATH=${project}/stand-ins:${PATH} run node "${hsm}" build --name sweep
  expect_output "is not finished: run bash "
  [[ -e ${sweep_dir}/.update/finish.sh ]]
  mv "${sweep_dir}/.update/files/scripts/task.sh" "${scripts}/task.sh"
  mv "${sweep_dir}/.update/files/plan.json" "${sweep_dir}/plan.json"
  expect_exit 0 "${scripts}/local.sh"
  is_whole
  expect_equal "$(wc -l <"${sweep_dir}/state/builds.tsv")" 1
  expect_exit 0 "${scripts}/local.sh"
  expect_states completed=3
  expect_equal "$(ran)" '1 2 3 '
}

@test "a value in the middle: a new sweep takes over the completed tasks of an old one, and outlives it" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2], m: [a, b]}}
results: {key_value: values}
YAML
  expect_exit 0 "${scripts}/local.sh" --only 1-3
  sed -i 's/m: \[a, b\]/m: [a, x, b]/' sweeps/sweep.yaml
  expect_exit 1 node "${hsm}" build --name sweep
  expect_output '--name NEW --from sweeps/outputs/sweep'
  expect_exit 0 node "${hsm}" build --name new --from sweep
  expect_output 'took over 3 tasks from sweep'
  expect_equal "$(stat -c %h "${sweep_dir}/tasks/task_2/values")" 2
  rm -r "${sweep_dir}"
  sweep_dir=${project}/sweeps/outputs/new scripts=${project}/sweeps/outputs/new/scripts
  expect_states 'completed=3 pending=3'
  expect_equal "$(tail -n 1 "${sweep_dir}/tasks/task_3/task_info.txt")" 'from: sweep/2'
  # And it continues automatically.
  expect_exit 0 node "${hsm}" build --name new
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(ran)" '1a 1b 1x 2a 2b 2x '
  "${scripts}/collect.sh"
  expect_equal "$(awk -F , 'NR > 1 { printf "%s%s ", $2, $3 }' "${sweep_dir}/results.csv")" '1a 1x 1b 2a 2x 2b '
}

@test "a task that has links to its own files is taken over with links to them, by whatever path the old sweep was reached" {
  build_living <<'YAML'
sweep: {grid: {n: [1]}}
results: {key_value: values}
YAML
  # shellcheck disable=SC2016 # for the program
  write_program <<<'mkdir "${HSM_TASK_DIR}/deep" && echo loss=3 >"${HSM_TASK_DIR}/best" && ln -s "${HSM_TASK_DIR}/best" "${HSM_TASK_DIR}/values" &&
    ln -s "$(cd "${HSM_TASK_DIR}" && pwd -P)/best" "${HSM_TASK_DIR}/deep/latest" && ln -s /dev/null "${HSM_TASK_DIR}/none"'
  ln -s "${project}" "${BATS_TEST_TMPDIR}/elsewhere"
  expect_exit 0 "${BATS_TEST_TMPDIR}/elsewhere/sweeps/outputs/sweep/scripts/local.sh"
  expect_exit 0 node "${hsm}" build --name new --from sweep
  rm -r "${sweep_dir}"
  expect_equal "$(cd "${sweep_dir%/*}/new/tasks/task_1" && cat values deep/latest && readlink none)" $'loss=3\nloss=3\n/dev/null'
  "${sweep_dir%/*}/new/scripts/collect.sh"
  expect_equal "$(awk -F , 'NR == 2 { print $NF + 0 }' "${sweep_dir%/*}/new/results.csv")" 3
}

@test "several old sweeps, tasks that are not completed in them, and a directory that has results already" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2, 3]}}
YAML
  write_program <<<'[[ ${n} != 2 ]] || exit 1'
  expect_exit 1 "${scripts}/local.sh"
  sed -i 's/\[1, 2, 3\]/[8, 9]/' sweeps/sweep.yaml
  node "${hsm}" run --name other >/dev/null
  sed -i 's/\[8, 9\]/[2, 3, 9]/' sweeps/sweep.yaml
  expect_exit 0 node "${hsm}" build --name both --from sweep --from other
  expect_output 'took over one task from sweep; not taken: 1 completed but not part of this sweep, 1 started but not completed'
  expect_output 'took over one task from other; not taken: 1 completed but not part of this sweep'
  expect_exit 0 node "${hsm}" build --name both --from sweep --from other
  expect_exit 0 node "${hsm}" build --name third --from both --from sweep
  expect_output 'from sweep; not taken: 1 completed but already taken from an earlier sweep, 1 completed but not part of this sweep'
  expect_exit 1 node "${hsm}" build --name other --from sweep
  expect_output HSM517
}

@test "two builds at once: the directory is that of one of them, and both succeed" {
  local round file
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  for ((round = 1; round <= ${HSM_CHAOS_ROUNDS:-3}; round++)); do
    sed "1i # ${round}" sweeps/sweep.yaml >sweeps/a.yaml
    sed "s/n: .1, 2.*/n: [1, 2, $((round + 2))]}}/; \$a environment: {setup: ['true']}" sweeps/sweep.yaml >sweeps/b.yaml
    start_in_background a.log node "${hsm}" build --name sweep -c sweeps/a.yaml
    wait_for=${started}
    expect_exit 0 node "${hsm}" build --name sweep -c sweeps/b.yaml
    wait_for_end "${wait_for}"
    expect_equal "${ended}" 0
    is_whole
    for file in "${scripts}"/*; do
      grep -q "  scripts/${file##*/}$" "${sweep_dir}/MANIFEST.sha256"
    done
  done
}

# As if another build came between the examination of a directory and its update.
@test "an update that was made for an older state of the directory changes nothing" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  interrupt_updates
  sed -i 's/n: \[1, 2\]/n: [1, 2, 3]/' sweeps/sweep.yaml
  PATH=${project}/stand-ins:${PATH} expect_exit 1 node "${hsm}" build --name sweep
  mv "${sweep_dir}/.update" slow
  build_again '1i # other'
  mv slow "${sweep_dir}/.update"
  bash "${sweep_dir}/.update/finish.sh" || true
  is_whole
  expect_equal "$(wc -l <"${sweep_dir}/state/builds.tsv")" 1
}

@test "a directory from git, without the empty ones, and one that is a link" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
YAML
  mkdir big
  mv "${sweep_dir}" big/sweep
  ln -s ../../big/sweep "${sweep_dir}"
  build_again '1i # why'
  build_again '1i # and'
  [[ -L ${sweep_dir} ]]
  rm "${sweep_dir}"
  mv big/sweep "${sweep_dir}"
  build_again '1i # here'
  expect_exit 0 "${scripts}/local.sh"
  rm -r "${sweep_dir}/state" "${sweep_dir}/logs"
  build_again 's/n: \[1, 2\]/n: [1, 2, 3]/'
  is_whole
}

@test "names and replicates are changes, and another order of the environment is not" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2], m: [a]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  build_again '$a name: "{n}-{m}"'
  expect_output 'changed: names'
  build_again '$a replicates: [n]'
  expect_output 'changed: replicates'
  build_again 's/n: \[1, 2\], m: \[a\]/m: [a], n: [1, 2]/'
  expect_output 'changed: parameters'
}

@test "a worker that has read the commands before a build runs none of them after it" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
YAML
  expect_exit 0 "${scripts}/local.sh" --only 1
  interrupt_updates
  sed -i 's/n: \[1, 2\]/n: [1, 5]/' sweeps/sweep.yaml
  PATH=${project}/stand-ins:${PATH} expect_exit 1 node "${hsm}" build --name sweep
  rm stand-ins/bash
  mv "${sweep_dir}/.update" slow
  # The build continues when the worker has read its script.
  printf '#!/bin/sh\n[ ! -d ../../../slow ] || { mv ../../../slow .update && bash .update/finish.sh; }\nexec %s "$@"\n' \
    "$(command -v sha256sum)" >stand-ins/sha256sum
  chmod +x stand-ins/sha256sum
  PATH=${project}/stand-ins:${PATH} expect_exit 0 "${scripts}/task.sh" 2
  is_whole
  expect_equal "$(ran)" '1 5 '
}

@test "changed resources of a case are an update, and not a change of parameters" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}, cases: [{grid: {m: [0]}}, {grid: {m: [1]}, resources: {memory: 1G}}]}
YAML
  expect_exit 0 "${scripts}/local.sh"
  build_again 's/memory: 1G/memory: 2G, walltime: 1h/'
  expect_output '4 tasks, results kept; changed: resources'
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(ran)" '10 11 20 21 '
  build_again 's/, resources: .*}}]/}]/'
  expect_output '4 tasks, results kept; changed: resources'
  expect_exit 1 test -e "${scripts}/classes.sh"
}

@test "a file that cannot be replaced: the build prints the reason, the directory keeps its results, and the next build finishes it" {
  build_living <<'YAML'
sweep: {grid: {n: [1, 2]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  chattr +i "${scripts}/task.sh" 2>/dev/null || skip 'no immutable files here'
  sed -i 's/\[1, 2\]/[1, 2, 3]/' sweeps/sweep.yaml
  run node "${hsm}" build --name sweep
  chattr -i "${scripts}/task.sh"
  expect_equal "${status}" 1
  expect_output 'scripts/task.sh'
  expect_output 'peration not permitted'
  expect_output 'is not finished'
  expect_exit 0 node "${hsm}" build --name sweep
  expect_states 'completed=2 pending=1'
  expect_exit 0 "${scripts}/local.sh"
  expect_states completed=3
}
