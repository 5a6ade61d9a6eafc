#!/usr/bin/env bats
# The directory and the environment in which a task runs.

load helpers

write_counting_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
SH
}

test_variables() { # <engine>
  make_project
  write_program <<'SH'
printf '%s\n' "${HSM_SWEEP_ID}" "${HSM_SWEEP_DIR}" "${HSM_PROJECT_DIR}" "${HSM_TASK_ID}" "${HSM_TASK_DIR}" \
  "${HSM_ATTEMPT}" "${PWD}" "${CUDA_VISIBLE_DEVICES-unset}" >"${HSM_TASK_DIR}/seen"
SH
  build_numbered 2
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_exit 0 "${scripts}/task.sh" 2
  expect_equal "$(cat "${sweep_dir}/tasks/task_2/seen")" "sweep
${sweep_dir}
${project}
2
${sweep_dir}/tasks/task_2
1
${project}
unset"
}
test_an_engine 'a program gets its task from HSM_ variables, and runs in the project root' test_variables

test_gpus() { # <engine>
  make_project
  write_program <<'SH'
printf '%s\n' "${CUDA_VISIBLE_DEVICES}" >>"${HSM_PROJECT_DIR}/gpus"
sleep 0.3
SH
  build_numbered 6
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --gpus 4,7
  expect_equal "$(sort gpus | uniq -c | awk '{ print $2 }' | tr '\n' ' ')" '4 7 '
}
test_an_engine '--gpus gives each slot its own GPUs' test_gpus

@test "two runs on one GPU at the same time are two slots in the list" {
  make_project
  write_program <<'SH'
ln -s "$$" "gpu_${CUDA_VISIBLE_DEVICES}" || echo "${CUDA_VISIBLE_DEVICES}" >>shared
sleep 0.1
rm "gpu_${CUDA_VISIBLE_DEVICES}"
SH
  build_numbered 8
  expect_exit 0 "${scripts}/local.sh" --engine bash --gpus 0,1,2
  [[ ! -e shared ]]
}

@test "the sweep runs from any directory, and by any of its paths" {
  make_project
  write_counting_program
  build_numbered 4
  cd /
  expect_exit 0 "${scripts}/local.sh" --only 1
  cd "${scripts}"
  expect_exit 0 bash local.sh --only 2
  expect_exit 0 ./local.sh --only 3
  cd ..
  CDPATH=/tmp expect_exit 0 bash scripts/local.sh --only 4
  expect_states 'completed=4'
}

test_spaces() { # <engine>
  make_project "${BATS_TEST_TMPDIR}/a project's \"dir\" \$(x) *  ü"
  write_counting_program
  build_numbered 3
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_states 'completed=3'
  expect_equal "$(sort ran | tr '\n' ' ')" '1 2 3 '
  expect_exit 0 "${scripts}/local.sh" --engine "$1"
  expect_output 'nothing to do'
}
test_an_engine 'a path may contain spaces, quotes and other characters' test_spaces

@test "a moved project continues, with its completed tasks" {
  make_project
  write_counting_program
  build_numbered 3
  expect_exit 0 "${scripts}/local.sh" --only 1
  cd ..
  mv project 'moved project'
  make_project "${BATS_TEST_TMPDIR}/moved project"
  sweep_dir=${project}/sweeps/outputs/sweep
  scripts=${sweep_dir}/scripts
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(sort ran | tr '\n' ' ')" '1 2 3 '
  expect_states 'completed=3'
}

test_no_project() { # <engine>
  make_project
  : >train.py
  build_sweep <<'YAML'
script: train.py
sweep:
  grid:
    n: [1, 2]
YAML
  mv sweeps/outputs/sweep "${BATS_TEST_TMPDIR}/elsewhere"
  expect_exit 1 "${BATS_TEST_TMPDIR}/elsewhere/scripts/local.sh" --engine "$1"
  expect_output 'HSM_PROJECT_DIR'
  run find "${BATS_TEST_TMPDIR}/elsewhere/tasks" "${BATS_TEST_TMPDIR}/elsewhere/state" -mindepth 1
  expect_equal "${output}" ''
  HSM_PROJECT_DIR=${project}/no-such-directory expect_exit 1 "${BATS_TEST_TMPDIR}/elsewhere/scripts/task.sh" 1
  expect_output 'HSM_PROJECT_DIR'
  # The root is found, but the script is not.
  rm train.py
  HSM_PROJECT_DIR=${project} expect_exit 1 "${BATS_TEST_TMPDIR}/elsewhere/scripts/task.sh" 1
  expect_output 'HSM_PROJECT_DIR'
  expect_output 'train.py'
}
test_an_engine 'without a project, a message mentions HSM_PROJECT_DIR before any task' test_no_project

@test "a sweep that was moved out of its project runs with HSM_PROJECT_DIR" {
  make_project
  write_counting_program
  build_numbered 2
  mv sweeps/outputs/sweep "${BATS_TEST_TMPDIR}/elsewhere"
  sweep_dir=${BATS_TEST_TMPDIR}/elsewhere
  scripts=${sweep_dir}/scripts
  HSM_PROJECT_DIR=${project} expect_exit 0 "${scripts}/local.sh"
  expect_states 'completed=2'
  expect_equal "$(sort ran | tr '\n' ' ')" '1 2 '
}

test_secret() { # <engine>
  make_project
  # All command lines of the machine while the task runs. Only the program has the key, in its environment.
  write_program <<'SH'
ps -eo args= >"command_lines_${HSM_TASK_ID}"
[[ ${WANDB_API_KEY} == s3cr3t-k3y ]]
SH
  export WANDB_API_KEY=s3cr3t-k3y
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [1, 2]
wandb:
  project: demo
environment:
  variables: {EXTRA: "1"}
YAML
  expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2 --show-output
  [[ ${output} != *s3cr3t* ]]
  expect_exit 0 "${scripts}/task.sh" --print 1
  [[ ${output} != *s3cr3t* ]]
  grep -q 'scripts/task[.]sh .*--worker' command_lines_1
  run grep -rl s3cr3t-k3y "${project}"
  expect_equal "${output}" "${project}/program.sh"
}
test_an_engine 'no secret gets into a file or a command line' test_secret

test_locale_and_umask() { # <engine>
  make_project
  write_counting_program
  build_numbered 3
  umask 077
  LC_ALL=C expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2
  expect_states 'completed=3'
  LC_ALL=C expect_exit 0 "${scripts}/status.sh"
  expect_equal "$(find "${sweep_dir}/tasks/task_1" "${sweep_dir}"/state/*.tsv -perm /077)" ''
}
test_an_engine 'the C locale and umask 077 work, and the umask is kept' test_locale_and_umask

@test "two directories with the same name do not interfere" {
  make_project
  write_counting_program
  build_numbered 2
  cp -R "${project}" "${BATS_TEST_TMPDIR}/copy"
  expect_exit 0 "${scripts}/local.sh"
  sweep_dir=${BATS_TEST_TMPDIR}/copy/sweeps/outputs/sweep
  scripts=${sweep_dir}/scripts
  expect_states 'pending=2'
}

# With everything that a script may contain: both blocks, setup, modules, GPUs, W&B and a Hydra command.
build_everything() {
  : >train.py
  build_sweep <<'YAML'
script: train.py
sweep:
  - grid:
      lr: [1e-3, 0.1]
      name: [a, "b c", "it's"]
    exclude:
      - {lr: 0.1, name: a}
  - grid:
      layers: [[64, 64], {a: 1}]
defaults:
  seed: 1
resources: {walltime: "01:00:00", cpus: 2, gpus: 1}
environment:
  modules: [cuda/12.1]
  venv: .venv
  setup: ['echo "hello $HOME"']
  variables: {OMP_NUM_THREADS: 4}
wandb: {project: demo, tags: [a, b c]}
YAML
}

@test "every script has a header and help" {
  make_project
  build_everything
  for script in local task status; do
    expect_exit 0 "${scripts}/${script}.sh" --help
    expect_output "${script}.sh"
    expect_output 'Made by hsm'
    [[ ${output} != *'set -euo'* ]]
  done
}

# The program of the sweep `build_with` builds, in its environment. Nothing runs if it is not there.
build_with() { # <settings> <command>
  rm -rf sweeps/outputs
  build_sweep <<YAML
command: $2
args: env
sweep: {grid: {n: [1, 2]}}
$1
YAML
}

@test "a program or an environment that is missing is reported once, before the first task" {
  make_project
  mkdir bin
  printf '#!/bin/sh\necho "${n}" >>ran\n' >bin/hsm-test-program
  build_with '' '[hsm-test-program]'
  expect_exit 1 "${scripts}/local.sh"
  expect_output 'no program hsm-test-program on this machine: install it, or correct the sweep file'
  expect_states 'pending=2'
  # Jobs may have what the machine that submits them does not have.
  expect_exit 0 "${scripts}/task.sh" --preflight --elsewhere
  # A file that cannot be executed is no program.
  PATH=${project}/bin:${PATH} expect_exit 1 "${scripts}/local.sh"
  chmod +x bin/hsm-test-program
  PATH=${project}/bin:${PATH} expect_exit 0 "${scripts}/local.sh"
  expect_states 'completed=2'

  # It is searched for as a task does: with its variables and its environment.
  build_with "environment: {variables: {PATH: '${project}/bin:{env:PATH}'}}" '[hsm-test-program]'
  expect_exit 0 "${scripts}/local.sh"
  mkdir -p venv/bin
  printf 'PATH=%s/bin:$PATH\n' "${project}" >venv/bin/activate
  build_with 'environment: {venv: venv}' '[hsm-test-program]'
  expect_exit 0 "${scripts}/local.sh"
  rm -r venv
  build_with 'environment: {venv: venv}' '[hsm-test-program]'
  expect_exit 1 "${scripts}/local.sh"
  expect_output 'the environment of the tasks cannot be set up on this machine'
  expect_states 'pending=2'

  # What a setup line does may depend on the task.
  build_with "environment: {setup: ['[ \"\$HSM_TASK_ID\" -gt 0 ]', 'PATH=${project}/bin:\$PATH']}" '[hsm-test-program]'
  expect_exit 0 "${scripts}/local.sh"
  # So may the program.
  build_with '' "['bin/hsm-test-program{n}']"
  expect_exit 1 "${scripts}/local.sh"
  expect_states 'failed=2'
  expect_equal "$(sort ran | uniq -c | tr -s ' \n' ' ')" ' 4 1 4 2 '
}

@test "an interpreter that is missing is reported once, with the setting to correct" {
  make_project
  : >train.py
  printf 'paths: {python_interpreter: "{env:HSM_TEST_PLACE}/python"}\n' >sweeps/hsm_config.yaml
  mkdir bin
  printf '#!/bin/sh\nexit 0\n' >bin/python
  HSM_TEST_PLACE=x build_sweep <<<'{script: train.py, sweep: {grid: {n: [1]}}}'
  HSM_TEST_PLACE=${project} expect_exit 1 "${scripts}/local.sh"
  expect_output "no program ${project}/python on this machine: install it, or set paths.python_interpreter"
  chmod +x bin/python
  HSM_TEST_PLACE=${project}/bin expect_exit 0 "${scripts}/local.sh"
  expect_states 'completed=1'
}

write_nvidia_smi() { # <command>
  printf '#!/bin/sh\n%s\n' "$1" >bin/nvidia-smi
  chmod +x bin/nvidia-smi
}

@test "tasks that request GPUs share those of the machine, or those that CUDA_VISIBLE_DEVICES allows" {
  make_project
  mkdir bin
  PATH=${project}/bin:${PATH}
  write_nvidia_smi 'printf "%s\n" 0 1 2 3'
  write_program <<'SH'
printf '%s\n' "${CUDA_VISIBLE_DEVICES-all}" >>"${HSM_PROJECT_DIR}/gpus"
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 3, 4, 5, 6]}}
resources: {gpus: 2}
YAML
  expect_exit 0 "${scripts}/local.sh" --jobs 2 --only 1-4
  expect_equal "$(sort -u gpus | tr '\n' ' ')" '0,1 2,3 '
  rm gpus
  CUDA_VISIBLE_DEVICES=7 expect_exit 0 "${scripts}/local.sh" --only 5
  expect_output 'GPUs per task: 2, found on this machine: 1; use --gpus to choose them'
  expect_equal "$(cat gpus)" 7
  write_nvidia_smi 'exit 9'
  expect_exit 0 "${scripts}/local.sh" --only 6
  expect_output 'GPUs per task: 2, found on this machine: 0'
  expect_equal "$(tail -n 1 gpus)" all

  # Tasks that request none see all of them.
  write_nvidia_smi 'echo 0'
  rm -r sweeps/outputs gpus
  build_numbered 2
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(sort -u gpus)" all
}
