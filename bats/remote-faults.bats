#!/usr/bin/env bats
# Faults between two machines: links that are cut, a full disk, a wrong clock, programs that leave processes behind.
bats_require_minimum_version 1.5.0
load helpers
load sshd-server
load verbs

unlimited=1000000000000

setup_file() {
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  start_sshd
  set_limits "${unlimited}" "${unlimited}"
}

teardown_file() {
  stop_sshd
}

# A project with four megabytes that do not compress, of which each task leaves a copy. While a file named hold exists,
# tasks wait.
build_faulty() { # <host> [<remote root>]
  root=${2:-${sshd_dir}/there/${BATS_TEST_NUMBER}}
  make_project
  printf 'distributed: {remotes: {m: {host: %s, max_parallel_jobs: 2, remote_root: %s}}}\n' "$1" "${root}" >sweeps/hsm_config.yaml
  write_program <<BASH
echo "\${n}" >>"${BATS_TEST_TMPDIR}/ran"
while [[ -e ${BATS_TEST_TMPDIR}/hold ]]; do nap 0.1; done
# The reader waits for nobody, and processes that stay behind delay nobody.
cat
(trap '' HUP && exec sleep 300) &
echo "\$!" >>"${BATS_TEST_TMPDIR}/left"
cp data.bin "\${HSM_TASK_DIR}/result.bin"
BASH
  head -c 4000000 /dev/urandom >data.bin
  build_sweep --target remote --remote m <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 3]}}
targets: {local: {grace: 1}}
YAML
}

teardown() {
  [[ ! -e ${BATS_TEST_TMPDIR}/left ]] || xargs kill 2>/dev/null <"${BATS_TEST_TMPDIR}/left" || true
  [[ ! -e ${BATS_TEST_TMPDIR}/disk/full ]] || umount "${BATS_TEST_TMPDIR}/disk"
}

has_run() { # <how many tasks>
  [[ -e ${BATS_TEST_TMPDIR}/ran && $(wc -l <"${BATS_TEST_TMPDIR}/ran") -ge $1 ]]
}

@test "the link is cut during push, run and pull: each continues from there, and no secret is sent" {
  build_faulty cut
  export WANDB_API_KEY=a-secret-of-mine
  # Two megabytes may wait in the connection.
  set_limits 3500000 "${unlimited}"
  expect_exit 1 "${scripts}/remote.sh" push
  expect_output 'continues from here'
  # Files that arrived stay.
  [[ -n $(find "${root}"/code/.*.part -name 'data.bin*' -o -name '.data.bin*') ]]
  set_limits "${unlimited}" "${unlimited}"
  touch "${BATS_TEST_TMPDIR}/hold"
  start_in_background log "${scripts}/remote.sh" run
  wait_until has_run 2
  kill_connections
  set_limits "${unlimited}" 2000000
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_for_end "${started}"
  cat log
  expect_equal "${ended}" 1
  grep -q 'pull again' log
  set_limits "${unlimited}" "${unlimited}"
  expect_exit 0 "${scripts}/remote.sh" pull
  expect_states 'completed=3'
  for n in 1 2 3; do cmp data.bin "${sweep_dir}/tasks/task_${n}/result.bin"; done
  expect_equal "$(grep -rlF a-secret-of-mine "${root}" "${sweep_dir}" || true)" ''
}

@test "a remote clock that is an hour fast: nothing looks lost or new, and clean knows what was pulled" {
  command -v faketime >/dev/null || skip 'no faketime'
  build_faulty fast
  touch "${BATS_TEST_TMPDIR}/hold"
  expect_exit 0 "${scripts}/remote.sh"
  wait_until has_run 2
  expect_states 'pending=1 running=2'
  # An answer of a moment ago is recent enough for display, and is the same.
  expect_exit 0 "${scripts}/status.sh"
  expect_output '2  running'
  expect_exit 0 "${scripts}/resume.sh" --dry-run
  expect_output 'would run tasks 3 on fast'
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_until count_is 'completed=3'
  expect_exit 1 "${scripts}/remote.sh" clean
  expect_output 'nothing was pulled'
  expect_exit 0 "${scripts}/remote.sh" pull
  cmp data.bin "${sweep_dir}/tasks/task_3/result.bin"
  # A file that is newer here stays.
  echo mine >"${sweep_dir}/tasks/task_3/result.bin"
  touch -d '2 hours' "${sweep_dir}/tasks/task_3/result.bin"
  expect_exit 0 "${scripts}/remote.sh" pull
  expect_equal "$(cat "${sweep_dir}/tasks/task_3/result.bin")" 'mine'
  expect_exit 0 "${scripts}/remote.sh" clean
  expect_output 'removed sweep'
}

@test "a full remote disk: a push reports it, and nothing starts" {
  mkdir "${BATS_TEST_TMPDIR}/disk"
  mount -t tmpfs -o size=14m tmpfs "${BATS_TEST_TMPDIR}/disk" 2>/dev/null || skip 'cannot mount a small disk'
  touch "${BATS_TEST_TMPDIR}/disk/full"
  build_faulty plain "${BATS_TEST_TMPDIR}/disk/hsm"
  head -c 20000000 /dev/zero >large.bin
  expect_exit 1 "${scripts}/remote.sh"
  expect_output 'No space left on device'
  expect_output 'sending the code failed'
  head -c 8000000 /dev/zero >"${BATS_TEST_TMPDIR}/disk/full" || true
  expect_exit 1 "${scripts}/remote.sh"
  expect_output 'less than 10 MB free on plain'
  expect_exit 1 hsm remote test m
  expect_output 'missing  disk'
  [[ ! -e ${BATS_TEST_TMPDIR}/ran ]]
}

@test "a gigabyte of output arrives complete" {
  [[ -n ${HSM_TEST_ALL-} ]] || skip 'HSM_TEST_ALL=1 has time for it'
  make_project
  printf 'distributed: {remotes: {m: {host: plain, remote_root: %s}}}\n' "${sshd_dir}/there/${BATS_TEST_NUMBER}" >sweeps/hsm_config.yaml
  write_program <<'BASH'
head -c 1000000000 /dev/zero | tr '\0' "${n}"
BASH
  build_sweep --target remote --remote m <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [7]}}
YAML
  expect_exit 0 "${scripts}/remote.sh" run
  expect_equal "$(wc -c <"${sweep_dir}/tasks/task_1/stdout.log")" 1000000000
  expect_equal "$(tr -d 7 <"${sweep_dir}/tasks/task_1/stdout.log" | wc -c)" 0
  # Files that exist are not fetched again.
  expect_exit 0 "${scripts}/remote.sh" pull
}
