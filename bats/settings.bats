#!/usr/bin/env bats
# At run time, settings have the meaning that they seem to have in the files.

load helpers

@test "resources.walltime is the time limit of local.sh; --timeout sets another, --timeout 0 none" {
  make_project
  write_program <<'SH'
sleep 3
SH
  build_sweep --walltime 1s <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1]}}
targets: {local: {grace: 1}}
YAML
  expect_exit 1 "${scripts}/local.sh"
  expect_states timeout=1
  expect_exit 0 "${scripts}/local.sh" --timeout-only --timeout 0
  expect_states completed=1
  rm -r "${sweep_dir}/state" "${sweep_dir}/tasks"
  expect_exit 1 "${scripts}/local.sh" --timeout 2
  expect_states timeout=1
  expect_exit 0 "${scripts}/local.sh" --timeout-only --walltime 1h30m
  expect_states completed=1
  expect_exit 2 "${scripts}/local.sh" --walltime 0
  expect_exit 2 "${scripts}/local.sh" --walltime 90
  expect_output 'write 90m for minutes, 90s for seconds'
}

# Runs one task whose set-up is the text on standard input, as a list with one text.
run_setup() { # <expected exit code>
  local line
  {
    printf 'command: [bash, program.sh]\nargs: env\nsweep: {grid: {n: [1]}}\nenvironment:\n  setup: |\n'
    while IFS= read -r line; do printf '    %s\n' "${line}"; done
  } >setup.yaml
  rm -rf sweeps/outputs seen
  build_sweep <setup.yaml
  expect_exit "$1" "${scripts}/local.sh"
}

@test "a failing set-up line ends the task with 126 and is shown; the program never runs" {
  make_project
  mkdir src
  printf 'false\nreturn 0\n' >fine.sh
  printf 'return 3\n' >wrong.sh
  write_program <<'SH'
printf '%s' "${PWD##*/}" >"${HSM_PROJECT_DIR}/seen"
SH
  expect_failure() { # <step>: the set-up is standard input
    run_setup 1
    [[ ! -e seen ]]
    expect_equal "$(cut -f 8 "${sweep_dir}"/state/*_*.tsv)" 126
    expect_exit 0 "${scripts}/errors.sh"
    expect_output "failed set-up ($1)"
  }
  expect_failure 'cd missing' <<<'cd missing'
  expect_failure 'no-such-command --now' <<<'no-such-command --now; true'
  # bash before 5 names what failed in the file.
  local step='. ./wrong.sh'
  # shellcheck disable=SC2016 # for that bash
  [[ $("${HSM_TEST_BASH:-bash}" -c 'echo "${BASH_VERSINFO[0]}"') -ge 5 ]] || step='return 3'
  expect_failure "${step}" <<<'. ./wrong.sh'
  expect_failure 'ls missing > /dev/null 2>&1' <<'SH'
if [[ -n $HOME ]]; then
  ls missing >/dev/null 2>&1
  true
fi
SH
  expect_failure 'false' <<'SH'
export A=$(printf 1)  # a comment
for each in 1 2; do
  true; false
done
SH
  run_setup 1 <<<'if true; then'
  [[ ! -e seen ]]
  expect_exit 0 "${scripts}/errors.sh"
  expect_output 'failed set-up (reading environment.sh)'
}

@test "set-up: lines that may fail, conditions, and a cd that has an effect" {
  make_project
  mkdir src
  printf 'false\nmy_function() { false; true; }\n:\n' >fine.sh
  write_program <<'SH'
SH
  printf 'printf "%%s" "${PWD##*/} $A" >"${HSM_PROJECT_DIR}/seen"\n' >src/program.sh
  run_setup 0 <<'SH'
cd missing 2>/dev/null || true
. ./fine.sh
my_function
if [[ -e missing ]]; then A=wrong; fi
[[ -e missing ]] && A=wrong
[ -n "$UNSET_VARIABLE" ] || A=right
! false
yes | head -n 1 >/dev/null
cat <<TEXT >/dev/null
  a here-document
TEXT
cd src; export A
[[ -e missing ]] && A=wrong
SH
  expect_equal "$(cat seen)" 'src right'
}

@test "{env:NAME} is a variable where the scripts run: quoted, never evaluated, and reported if it is not set" {
  make_project
  write_program <<'SH'
printf '%s\n' "$@" "${MINE}" "${OTHER}" "${PATH%%:*}" "${WANDB_RUN_GROUP}" "${WANDB_TAGS}" >"${HSM_PROJECT_DIR}/seen"
SH
  local value=$'it\'s "$(touch X)" `touch X` \\ *'
  export HSM_TEST_VALUE=${value}
  build_sweep <<'YAML'
command: [bash, program.sh, "--first={env:HSM_TEST_VALUE}"]
args: argparse
defaults: {out: "{task_dir}/out", data: "{env:HSM_TEST_VALUE}/{env:HSM_TEST_UNSET:-else}", literal: "{{task_dir}} {env}"}
sweep: {grid: {n: [1]}}
environment:
  variables:
    MINE: "{task_id} {env:HSM_TEST_VALUE}"
    OTHER: "{env:MINE}!"
    PATH: "/opt/x:{env:PATH}"
wandb: {project: p, group: "{sweep_id}-g", tags: ["t{task_id}"]}
YAML
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(cat seen)" "--first=${value}
--out
${sweep_dir}/tasks/task_1/out
--data
${value}/else
--literal
{task_dir} {env}
--n
1
1 ${value}
1 ${value}!
/opt/x
sweep-g
t1"
  [[ ! -e X ]]
  unset HSM_TEST_VALUE
  expect_exit 1 "${scripts}/local.sh"
  expect_output 'HSM_TEST_VALUE is not set: export it in the shell that starts the sweep'
  expect_exit 1 "${scripts}/task.sh" --print 1
  expect_output 'HSM_TEST_VALUE is not set'
  expect_exit 0 "${scripts}/task.sh" --help
  expect_exit 1 "${scripts}/task.sh" --preflight
  expect_exit 0 "${scripts}/task.sh" --preflight --elsewhere
  HSM_TEST_VALUE='' expect_exit 0 "${scripts}/task.sh" --print 1
}

@test "a path in the settings may contain a variable; inside Hydra's quotes, values with a quote are refused" {
  make_project
  export HSM_TEST_PLACE=${BATS_TEST_TMPDIR}/elsewhere
  mkdir -p "${HSM_TEST_PLACE}/venv/bin"
  printf 'printf "%%s\\n" "$@" >"%s/seen"\n' "${project}" >"${HSM_TEST_PLACE}/train.sh"
  printf 'SOURCED=yes\n' >"${HSM_TEST_PLACE}/venv/bin/activate"
  cat >sweeps/hsm_config.yaml <<'YAML'
paths:
  python_interpreter: /bin/bash
  train_script: "{env:HSM_TEST_PLACE}/train.sh"
  output_dir: "{env:HSM_TEST_PLACE}/out"
  config_dir: "{env:HSM_TEST_CONFIG:-conf}"
environment: {venv: "{env:HSM_TEST_PLACE}/venv"}
YAML
  mkdir conf
  cat >sweeps/sweep.yaml <<'YAML'
defaults: {dir: "{env:HSM_TEST_TEXT}"}
sweep: {grid: {n: [1]}}
YAML
  expect_exit 0 node "${hsm}" build --name sweep
  [[ ${output} != *warning* ]]
  sweep_dir=${HSM_TEST_PLACE}/out/sweep
  scripts=${sweep_dir}/scripts
  ! grep -rq "${HSM_TEST_PLACE}" "${scripts}"
  HSM_TEST_TEXT='a b' expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(cat seen)" "--config-dir=conf
dir=\"a b\"
n=1
hydra.run.dir=\"${sweep_dir}/tasks/task_1\""
  HSM_TEST_TEXT='a"b' expect_exit 1 "${scripts}/local.sh"
  expect_output 'HSM_TEST_TEXT contains "'
  unset HSM_TEST_PLACE
  expect_exit 1 node "${hsm}" build --name other
  expect_output 'HSM434'
}

@test "--gpus-per-task shares out GPUs as set for the target, whatever the sweep's resources" {
  make_project
  write_program <<'SH'
printf '%s' "${CUDA_VISIBLE_DEVICES}" >"${HSM_PROJECT_DIR}/seen_${HSM_TASK_ID}"
SH
  build_numbered 2
  expect_exit 0 "${scripts}/task.sh" --worker 2/2 --gpus 0,1,2,3 --gpus-per-task 2
  expect_equal "$(cat seen_2)" '2,3'
}
