#!/usr/bin/env bats
# A sweep that is shared out among machines: the distribution, and what happens if machines and launchers die.
bats_require_minimum_version 1.5.0
load helpers
load sshd-server
load verbs

machines=(a b c)

setup_file() {
  local host
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  # A conda that only prints which environment was activated.
  mkdir -p "${BATS_FILE_TMPDIR}/conda/etc/profile.d"
  printf '#!/bin/sh\necho "${0%%/*}"\n' >"${BATS_FILE_TMPDIR}/conda/conda"
  chmod +x "${BATS_FILE_TMPDIR}/conda/conda"
  echo 'conda() { export CONDA_DEFAULT_ENV=$2; }' >"${BATS_FILE_TMPDIR}/conda/etc/profile.d/conda.sh"
  start_sshd "CONDA_EXE=${BATS_FILE_TMPDIR}/conda/conda"
  for host in "${machines[@]}"; do add_sshd "${host}"; done
}

teardown_file() {
  stop_added_sshds
  stop_sshd
}

root_of() { # <machine>
  printf '%s' "${sshd_dir}/there/${BATS_TEST_NUMBER}/$1"
}

# Tasks print their machine, by the root there, when they start and end; while a file named hold exists they wait in
# between.
build_distributed() { # <how many tasks>
  local host weight=1
  make_project
  {
    printf 'distributed:\n  patience: 3\n  remotes:\n'
    for host in "${machines[@]}"; do
      printf '    %s: {host: %s, max_parallel_jobs: %s, remote_root: %s%s}\n' "${host}" "${host}" "${weight}" "$(root_of "${host}")" \
        "$([[ ${host} != b ]] || printf ', python_path: %s, conda_env: of-b' "${BATS_TEST_TMPDIR}/python of b")"
      weight=$((weight * 2))
    done
  } >sweeps/hsm_config.yaml
  printf '#!/bin/sh\necho "$0 in $CONDA_DEFAULT_ENV"\n' >"${BATS_TEST_TMPDIR}/python of b"
  chmod +x "${BATS_TEST_TMPDIR}/python of b"
  write_program <<BASH
[[ \${HSM_PROJECT_DIR} != */b/* ]] || python3 >>"${BATS_TEST_TMPDIR}/pythons"
machine=\${HSM_PROJECT_DIR%/code/*}
echo "\${n} \${machine##*/}" >>"${BATS_TEST_TMPDIR}/began"
while [[ -e ${BATS_TEST_TMPDIR}/hold ]]; do nap 0.1; done
[[ \${n} != 3 || -e ${BATS_TEST_TMPDIR}/mended ]] || exit 7
echo "{\"loss\": \${n}}" >"\${HSM_TASK_DIR}/m.json"
echo "\${n}" >>"${BATS_TEST_TMPDIR}/ended"
BASH
  build_sweep --target distributed <<YAML
command: [bash, program.sh]
args: env
sweep: {grid: {n: [$(seq -s , "$1")]}}
results: {json: m.json}
targets: {local: {grace: 4}}
YAML
}

have_begun() { # <how many tasks>
  [[ -e ${BATS_TEST_TMPDIR}/began && $(wc -l <"${BATS_TEST_TMPDIR}/began") -ge $1 ]]
}

have_ended() { # <how many tasks>
  [[ -e ${BATS_TEST_TMPDIR}/ended && $(wc -l <"${BATS_TEST_TMPDIR}/ended") -ge $1 ]]
}

# The number of tasks that each machine has started.
shares() {
  cut -d ' ' -f 2 "${BATS_TEST_TMPDIR}/began" | sort | uniq -c | awk '{ printf "%s%s=%s", separator, $2, $1; separator = " " }'
}

numbers_in() { # <file>
  sort -n "$1" | tr '\n' ' '
}

@test "three machines run as many tasks at a time as their weights; results, failures and hosts are those of the machines" {
  build_distributed 11
  touch "${BATS_TEST_TMPDIR}/hold"
  start_in_background log "${scripts}/distributed.sh" --no-progress
  wait_until have_begun 7
  expect_equal "$(shares)" 'a=1 b=2 c=4'
  expect_states 'pending=4 running=7'
  # One machine has its own Python and conda environment.
  expect_equal "$(sort -u "${BATS_TEST_TMPDIR}/pythons")" "${BATS_TEST_TMPDIR}/python of b in of-b"
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_for_end "${started}"
  cat log
  expect_equal "${ended}" 1
  expect_states 'completed=10 failed=1'
  expect_exit 0 hsm errors sweep
  expect_output 'exit code 7'
  touch "${BATS_TEST_TMPDIR}/mended"
  expect_exit 0 hsm complete sweep --failed
  expect_equal "$(numbers_in "${BATS_TEST_TMPDIR}/ended")" "$(seq -s ' ' 11) "
  expect_exit 0 hsm collect-results sweep
  expect_equal "$(cut -d , -f 1,3,12 "${sweep_dir}/results.csv" | tr -d '\r' | sed 1d | sort -n)" "$(seq 11 | sed 's/.*/&,completed,&/')"
  expect_equal "$(cut -d , -f 6 "${sweep_dir}/results.csv" | sed 1d | sort -u | tr '\n' ' ')" 'a b c '
  # Its results also stay on the machines until that is forced.
  expect_exit 0 hsm remote clean a
  expect_output 'kept sweep: the launcher of this distributed sweep copies the results'
  expect_exit 0 hsm remote clean a --force
  expect_equal "${output}" 'removed sweep'
}

nothing_runs_there() {
  ! pgrep -f "$(root_of '')" >/dev/null
}

@test "detached, with interrupted connections: nothing is lost; cancel ends the tasks on the machines" {
  build_distributed 10
  touch "${BATS_TEST_TMPDIR}/hold" "${BATS_TEST_TMPDIR}/mended"
  expect_exit 0 "${scripts}/distributed.sh" --detach --only 1-6
  expect_output 'distributes the tasks'
  wait_until have_begun 6
  kill_connections
  rm "${BATS_TEST_TMPDIR}/hold"
  # Querying all machines costs more than looking for a file.
  wait_until have_ended 6
  wait_until count_is 'completed=6 pending=4'
  expect_equal "$(cut -d ' ' -f 1 "${BATS_TEST_TMPDIR}/began" | sort -n | tr '\n' ' ')" '1 2 3 4 5 6 '
  touch "${BATS_TEST_TMPDIR}/hold"
  expect_exit 0 "${scripts}/distributed.sh" --detach
  wait_until have_begun 10
  expect_exit 0 hsm cancel sweep --yes
  wait_until nothing_runs_there
  wait_until count_is 'cancelled=4 completed=6'
}

@test "two launchers at once share the tasks: no task runs twice" {
  local first
  build_distributed 18
  touch "${BATS_TEST_TMPDIR}/hold" "${BATS_TEST_TMPDIR}/mended"
  start_in_background first.log "${scripts}/distributed.sh" --no-progress
  first=${started}
  wait_until have_begun 7
  start_in_background second.log "${scripts}/distributed.sh" --no-progress
  wait_until have_begun 14
  expect_states 'pending=4 running=14'
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_for_end "${started}"
  cat first.log second.log
  expect_equal "${ended}" 0
  wait_for_end "${first}"
  expect_equal "${ended}" 0
  expect_states 'completed=18'
  expect_equal "$(cut -d ' ' -f 1 "${BATS_TEST_TMPDIR}/began" | sort -n | tr '\n' ' ')" "$(seq -s ' ' 18) "
}

@test "machines die with their tasks, the launcher is killed and restarted: every task is completed exactly once" {
  local process
  build_distributed 12
  touch "${BATS_TEST_TMPDIR}/hold" "${BATS_TEST_TMPDIR}/mended"
  LAUNCHED_BY=${BATS_TEST_TMPDIR} start_in_background log "${scripts}/distributed.sh" --no-progress
  wait_until have_begun 7
  # The whole machine, whose processes have a variable that no other machine has.
  while IFS= read -r process; do
    kill -KILL "${process}" 2>/dev/null || true
  done < <(grep -lszxF -- "LAUNCHED_BY=${BATS_TEST_TMPDIR}" /proc/[0-9]*/environ | cut -d / -f 3)
  kill_sshd c "$(root_of c)"
  expect_states 'pending=5 running=7'
  start_in_background log "${scripts}/distributed.sh" --no-progress
  wait_until have_begun 10
  # Another one, with two tasks of the first launcher and two of the second.
  kill_sshd b "$(root_of b)"
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_for_end "${started}"
  cat log
  expect_equal "${ended}" 0
  expect_states 'completed=12'
  expect_equal "$(numbers_in "${BATS_TEST_TMPDIR}/ended")" "$(seq -s ' ' 12) "
  # Tasks that ran on the surviving machine were not started again.
  expect_equal "$(sort -n "${BATS_TEST_TMPDIR}/began" | cut -d ' ' -f 1 | uniq -d | wc -l)" 8
}

@test "with code: snapshot, tasks on this machine and on others run the code from the start of the sweep" {
  local here there
  make_project
  printf 'distributed:\n  local_max_jobs: 1\n  remotes:\n    a: {host: a, max_parallel_jobs: 1, remote_root: %s}\n' "$(root_of a)" \
    >sweeps/hsm_config.yaml
  write_version() { # <version>
    write_program <<BASH
echo "\${n}" >>"${BATS_TEST_TMPDIR}/began"
while [[ -e ${BATS_TEST_TMPDIR}/hold ]]; do nap 0.1; done
echo "$1 \${HSM_PROJECT_DIR}" >"\${HSM_TASK_DIR}/out"
BASH
  }
  write_version old
  build_sweep --target distributed <<'YAML'
command: [bash, program.sh]
args: env
code: snapshot
sweep: {grid: {n: [1, 2, 3, 4]}}
targets: {local: {grace: 4}}
YAML
  touch "${BATS_TEST_TMPDIR}/hold"
  start_in_background "${BATS_TEST_TMPDIR}/log" "${scripts}/distributed.sh"
  wait_until have_begun 2
  write_version new
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_for_end "${started}"
  expect_equal "${ended}" 0
  expect_equal "$(cut -d ' ' -f 1 "${sweep_dir}"/tasks/task_*/out | sort | uniq -c | tr -s ' ')" ' 4 old'
  here=$(<"${sweep_dir}/state/code")
  there=$(ls -d "$(root_of a)"/code/*)
  expect_equal "$(cut -d ' ' -f 2 "${sweep_dir}"/tasks/task_*/out | sort -u)" "$(printf '%s\n' "${here}" "${there}" | sort)"
  expect_equal "$(basename "${here}")" "$(basename "${there}")"
  grep -qx "code: snapshot $(basename "${here}")" "$(grep -l '^started_by: distributed$' "${sweep_dir}"/state/provenance/*.txt)"
}
