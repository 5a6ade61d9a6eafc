#!/usr/bin/env bats
# The words that start the program: launchers, which are real, and containers, whose runtimes are stand-ins that record
# their words and then run the command inside.

load helpers

setup() {
  make_project
  # Open MPI needs options to run as root, to ignore the number of slots, and to use no network.
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 OMPI_MCA_rmaps_base_oversubscribe=1
  export OMPI_MCA_plm=isolated OMPI_MCA_btl=self,vader
}

needs_mpi() {
  [[ $(mpirun --version 2>/dev/null) == *'Open MPI'* ]] || skip 'no Open MPI'
}

# Puts a runtime at the front of PATH. It writes the words that it gets to the file words, with an empty line after each
# call, and then runs the words after the image, with the environment that the real one would provide.
stand_in() { # <runtime>
  mkdir -p "${BATS_TEST_TMPDIR}/runtimes"
  cp "${BATS_TEST_DIRNAME}/stand-ins/container" "${BATS_TEST_TMPDIR}/runtimes/$1"
  PATH=${BATS_TEST_TMPDIR}/runtimes:${PATH}
  export STAND_IN_WORDS=${BATS_TEST_TMPDIR}/words
}

# The words of all calls, one per line.
words() {
  tr '\0' '\n' <"${STAND_IN_WORDS}"
}

nasty='["", " ", "  two  ", "'\''", "\"", "\\", "a\\", "a\nb", "$(touch INJECTED)", "`touch INJECTED`", "; touch INJECTED", "*", "[a-z]",
  "-x", "--", "~", "!!", "#", "%s", "${x}", "$1", "😀 ü", "\u0001", "\u001b[31m", "{}", "{name}", "a,b:c"]'

# A sweep over values that a shell would change; more lines of the sweep file are on standard input.
build_nasty() {
  cat >program.sh <<'SH'
printf '%s\0' "$@" >"${HSM_TASK_DIR}/arguments_${OMPI_COMM_WORLD_RANK-0}"
SH
  build_sweep <<YAML
command: [bash, program.sh]
args: ["--set", "{name}={value}", "{value}"]
sweep:
  grid:
    x: ${nasty//$'\n'/ }
$(cat)
YAML
}

expect_arguments() { # <rank>
  local task=0
  node -e '
    for (const value of JSON.parse(process.argv[1])) process.stdout.write(`--set\0x=${value}\0${value}\0`);
  ' "${nasty}" >expected
  while [[ -d ${sweep_dir}/tasks/task_$((task + 1)) ]]; do
    task=$((task + 1))
    cat "${sweep_dir}/tasks/task_${task}/arguments_$1"
  done >actual
  [[ ${task} -gt 20 ]]
  cmp expected actual
  [[ ! -e INJECTED ]]
}

@test "mpirun starts every rank with the same words" {
  needs_mpi
  build_nasty <<<'resources: {ranks: 2, launcher: mpirun}'
  expect_exit 0 "${scripts}/local.sh" --jobs 2
  expect_arguments 0
  expect_arguments 1
  run bash "${scripts}/task.sh" --print 1
  [[ ${output} == 'mpirun -np 2 bash program.sh --set '* ]]
  [[ $(<"${sweep_dir}/tasks/task_1/command.txt") == "${output}" ]]
}

# If they share one, concurrent tasks fail at random.
@test "the workers' mpiruns have their own session directories, and leave none" {
  needs_mpi
  build_sweep <<'YAML'
command: [sh, -c, 'echo "$OMPI_MCA_orte_top_session_dir" >"$HSM_TASK_DIR/session"; sleep 0.3']
args: env
sweep: {grid: {n: [1, 2, 3, 4]}}
resources: {launcher: mpirun}
YAML
  mkdir "${BATS_TEST_TMPDIR}/t"
  TMPDIR=${BATS_TEST_TMPDIR}/t expect_exit 0 "${scripts}/local.sh" --jobs 2
  expect_equal "$(sort -u "${sweep_dir}"/tasks/*/session | grep -c "/t/hsm_mpi_")" 2
  expect_equal "$(ls "${BATS_TEST_TMPDIR}/t")" ''
}

@test "a launcher with custom words gets the numbers of the resources" {
  needs_mpi
  build_nasty <<'YAML'
resources: {ranks: 2, cpus: 3, launcher: "mpirun -n {ranks} -x FROM_{cpus}_{nodes}_{gpus}='a b' --tag-output"}
YAML
  run bash "${scripts}/task.sh" --print 2
  [[ ${output} == 'mpirun -n 2 -x FROM_3_1_0=a\ b --tag-output bash program.sh '* ]]
  expect_exit 0 "${scripts}/local.sh" --only 1-3
  [[ -e ${sweep_dir}/tasks/task_3/arguments_1 ]]
}

@test "srun outside a job is reported before the first task" {
  build_nasty <<<'resources: {ranks: 2, launcher: srun}' 2>warning
  grep -q LOCAL101 warning
  run env -u SLURM_JOB_ID "${scripts}/local.sh"
  [[ ${status} -eq 1 ]]
  [[ ${output} == *'srun needs a Slurm job'* ]]
  [[ ! -e ${sweep_dir}/tasks/task_1 ]]
}

@test "a missing launcher or runtime is reported before the first task" {
  build_nasty <<<'resources: {launcher: no-such-launcher}'
  run "${scripts}/local.sh"
  [[ ${status} -eq 1 ]]
  [[ ${output} == *'no no-such-launcher on PATH'* ]]
  rm -r "${sweep_dir}"
  build_nasty <<<'environment: {container: {image: x, runtime: enroot}}'
  run "${scripts}/local.sh"
  [[ ${status} -eq 1 ]]
  [[ ${output} == *'no enroot on PATH'* ]]
  # The machine that submits need not have it.
  expect_exit 0 "${scripts}/task.sh" --preflight --elsewhere
  [[ ! -e ${sweep_dir}/tasks/task_1 ]]
}

@test "a missing image is reported before the first task" {
  stand_in apptainer
  build_nasty <<<'environment: {container: images/none.sif}'
  for where in '' --elsewhere; do
    run bash "${scripts}/task.sh" --preflight ${where}
    [[ ${status} -eq 1 ]]
    [[ ${output} == *"no image images/none.sif in ${project}"* ]]
  done
  mkdir images
  : >images/none.sif
  expect_exit 0 "${scripts}/task.sh" --preflight
}

test_runtime() { # <runtime>
  stand_in "$1"
  : >'an image.sqsh'
  build_nasty <<YAML
environment:
  variables: {FOO: "a 'b' \"c\""}
  container: {image: "an image.sqsh", runtime: $1, binds: ["/tmp:/in:ro"]}
YAML
  expect_exit 0 "${scripts}/local.sh" --jobs 2
  expect_arguments 0
  run bash "${scripts}/task.sh" --print 1
  [[ ${output} == "$1 "*' an\ image.sqsh '*'bash program.sh --set x= '* ]]
  # The directory of the sweep and the project are visible at the same paths.
  words | grep -qxF -e "${project}:${project}" -e "${project}:${project}:none:x-create=auto,rbind"
  words | grep -qxF -e "${sweep_dir}:${sweep_dir}" -e "${sweep_dir}:${sweep_dir}:none:x-create=auto,rbind"
  words | grep -qxF -e /tmp:/in:ro -e /tmp:/in:none:x-create=auto,rbind,ro
  # Values of variables are not on any command line.
  [[ $(words) != *"'b'"* ]]
}

for runtime in apptainer singularity podman enroot; do
  bats_test_function --description "${runtime} gets every word unchanged" -- test_runtime "${runtime}"
done

test_variables() { # <runtime>
  stand_in "$1"
  : >image.sqsh
  cat >program.sh <<'SH'
printf '%s\n' "${PWD}" "${HSM_TASK_ID}" "${FOO}" "${alpha_beta}" "${WANDB_RUN_GROUP}" "${WANDB_API_KEY-unset}" \
  "${CUDA_VISIBLE_DEVICES-unset}" "${MINE-unset}"
SH
  build_sweep <<YAML
command: [bash, program.sh]
args: env
sweep: {grid: {alpha.beta: ["x 'y' \$z"]}}
environment:
  variables: {FOO: "{env:HIDDEN}"}
  container: {image: image.sqsh, runtime: $1}
wandb: {mode: offline}
YAML
  # The user's own variables are also in apptainer's container, but not in the others.
  local mine=unset
  case $1 in apptainer | singularity) mine=own ;; esac
  HIDDEN='a "secret"' MINE=own expect_exit 0 "${scripts}/local.sh"
  diff - "${sweep_dir}/tasks/task_1/stdout.log" <<TEXT
${project}
1
a "secret"
x 'y' \$z
sweep
unset
unset
${mine}
TEXT
  [[ $(words) != *secret* ]]
  rm -r "${sweep_dir}/tasks" "${sweep_dir}/state"
  HIDDEN=x WANDB_API_KEY='key key' expect_exit 0 "${scripts}/local.sh" --gpus 3
  [[ $(sed -n 6,7p "${sweep_dir}/tasks/task_1/stdout.log") == $'key key\n3' ]]
  [[ $(words) != *'key key'* ]]
}

for runtime in apptainer singularity podman enroot; do
  bats_test_function --description "the variables of the sweep reach a container of ${runtime}" -- test_variables "${runtime}"
done

@test "a launcher starts a container for every rank" {
  needs_mpi
  stand_in podman
  build_nasty <<'YAML'
resources: {ranks: 2, launcher: mpirun}
environment: {container: {image: "python:3.12", runtime: podman}}
YAML
  run bash "${scripts}/task.sh" --print 1
  [[ ${output} == 'mpirun -np 2 podman run --rm '*' python:3.12 bash program.sh --set x= '* ]]
  expect_exit 0 "${scripts}/local.sh" --only 1-3
  [[ -e ${sweep_dir}/tasks/task_3/arguments_0 && -e ${sweep_dir}/tasks/task_3/arguments_1 ]]
  [[ $(words | grep -cx -- --rm) -eq 6 ]]
}

@test "a set-up comes before the launcher and the container, and may provide them" {
  mkdir module
  cp "${BATS_TEST_DIRNAME}/stand-ins/container" module/apptainer
  export STAND_IN_WORDS=${BATS_TEST_TMPDIR}/words
  : >image.sif
  build_nasty <<'YAML'
environment:
  setup: ['PATH=$PWD/module:$PATH']
  container: image.sif
YAML
  expect_exit 0 "${scripts}/local.sh"
  expect_arguments 0
}

@test "a directory that a runtime cannot bind is reported before the first task" {
  local runtime
  for runtime in apptainer podman enroot; do
    stand_in "${runtime}"
    make_project "${BATS_TEST_TMPDIR}/it's: a \"project\", of ${runtime}"
    : >image.sqsh
    build_nasty <<<"environment: {container: {image: image.sqsh, runtime: ${runtime}}}"
    run "${scripts}/local.sh"
    [[ ${status} -eq 1 ]]
    [[ ${output} == *"${runtime} cannot bind a path that contains one of "*": ${project}"* ]]
    [[ ! -e ${sweep_dir}/tasks/task_1 ]]
  done
}

@test "a directory with blanks and quotes is bound" {
  local runtime
  for runtime in apptainer podman; do
    stand_in "${runtime}"
    make_project "${BATS_TEST_TMPDIR}/it's a project (\$x) of ${runtime}"
    : >image.sqsh
    build_nasty <<<"environment: {container: {image: image.sqsh, runtime: ${runtime}}}"
    expect_exit 0 "${scripts}/local.sh" --only 1-30
    expect_arguments 0
    words | grep -qxF "${project}:${project}"
  done
}

@test "the output of hsm show is the command that runs" {
  stand_in podman
  build_nasty <<<'environment: {container: {image: "python:3.12", runtime: podman, binds: "/data/a b"}}'
  run bash "${scripts}/task.sh" --print 4
  local printed=${output}
  local shown
  shown=$(node "${hsm}" show 4 --json 2>/dev/null)
  eval "actual=(${printed})"
  printf '%s\0' "${actual[@]}" >actual
  node -e '
    const [text, project, sweep] = process.argv.slice(1);
    for (const word of JSON.parse(text).words) {
      process.stdout.write(`${word.text.replaceAll("{project_dir}", project).replaceAll("{sweep_dir}", sweep)}\0`);
    }
  ' "${shown}" "${project}" "${sweep_dir}" >expected
  cmp expected actual
}
