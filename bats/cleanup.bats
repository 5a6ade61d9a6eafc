#!/usr/bin/env bats
# What hsm cleanup deletes and keeps, with sweeps that really ran.
bats_require_minimum_version 1.5.0

setup() {
  load helpers
  load verbs
  make_project
}

@test "cleanup keeps a running sweep, and deletes it after its end" {
  build_three
  touch hold
  start_in_background run.log "${scripts}/local.sh"
  wait_until is_running 1
  age_sweep "${sweep_dir}"
  expect_exit 0 node "${hsm}" cleanup --days 0 -y
  expect_output 'kept: sweep: '
  expect_output 'may be running'
  [[ -d ${sweep_dir} ]]
  rm hold
  wait_for_end "${started}"
  expect_states 'completed=2 failed=1'
  age_sweep "${sweep_dir}"
  expect_exit 0 node "${hsm}" cleanup -y
  expect_output 'deleted 1 of 1'
  expect_equal "$(ls -A sweeps/outputs)" ''
}

@test "cleanup touches nothing outside: links, odd names, other directories, files in use" {
  build_three
  expect_exit 1 "${scripts}/local.sh"
  mkdir -p outside/results
  echo precious >outside/results/model
  cp -r "${sweep_dir}" outside/sweep
  ln -s / sweeps/outputs/root
  ln -s "${PWD}/outside/sweep" sweeps/outputs/linked
  mkdir sweeps/outputs/notes
  echo notes >sweeps/outputs/notes/plan.json
  ln -s "${PWD}/outside/results" "${sweep_dir}/tasks/task_1/results"
  ln -s / "${sweep_dir}/tasks/task_1/root"
  cp -r "${sweep_dir}" "sweeps/outputs/"$'two words\nand -rf ~ *'
  local sweep
  for sweep in "${sweep_dir}" sweeps/outputs/two*; do age_sweep "${sweep}"; done
  # The listing contains everything that must stay.
  local before
  mkdir held
  mv "${sweep_dir}" sweeps/outputs/two* held
  before=$(list_files)
  mv held/* sweeps/outputs
  rmdir held
  # A process has one of its files open, and its directory as working directory.
  (cd "${sweep_dir}/tasks/task_1" && exec sleep 300 <stdout.log) 3>&- 4>&- &
  local user=$!
  expect_exit 0 node "${hsm}" cleanup -y
  kill "${user}"
  expect_output 'kept: linked: a symbolic link'
  expect_output 'kept: root: a symbolic link'
  expect_output 'kept: notes: not a sweep'
  expect_output 'deleted 2 of 2'
  expect_equal "$(list_files)" "${before}"
}

@test "cleanup reports what it cannot read or delete, and continues" {
  command -v setpriv >/dev/null || skip 'no setpriv'
  ((EUID == 0)) || skip 'only root can be somebody else'
  build_three
  local name
  for name in locked open unreadable; do cp -r "${sweep_dir}" "sweeps/outputs/${name}"; done
  rm -r "${sweep_dir}"
  mkdir sweeps/outputs/locked/tasks/task_1
  echo mine >sweeps/outputs/locked/tasks/task_1/file
  for name in locked open unreadable; do age_sweep "sweeps/outputs/${name}"; done
  chown -R 65534 sweeps
  chown 0 sweeps/outputs/locked/tasks/task_1
  chmod 755 sweeps/outputs/locked/tasks/task_1
  touch -d 2020-01-01 sweeps/outputs/locked/tasks/task_1
  chmod 000 sweeps/outputs/unreadable
  chmod a+rx "${BATS_RUN_TMPDIR}" "${BATS_RUN_TMPDIR}/test" "${BATS_TEST_TMPDIR}" "${project}"
  # A user with that number must be able to read the program.
  setpriv --reuid=65534 --clear-groups test -r "${hsm}" || skip 'the checkout cannot be read by others'
  expect_exit 1 setpriv --reuid=65534 --clear-groups env HOME=/nowhere node "${hsm}" cleanup -y
  expect_output 'kept: unreadable: permission denied'
  expect_output 'HSM520'
  expect_output 'permission denied'
  expect_output 'deleted 1 of 2'
  # A directory that could not be deleted has lost its name, and the next cleanup deletes it.
  expect_equal "$(cd sweeps/outputs && printf '%s ' * .hsm*/tasks/task_1/file | sed 's/removed-[0-9a-f]*/removed/')" \
    'unreadable .hsm-removed/tasks/task_1/file '
  expect_exit 0 node "${hsm}" cleanup -y
  expect_output 'deleted 2 of 2'
  expect_equal "$(ls -A sweeps/outputs)" ''
}

@test "cleanup on a terminal asks, and Ctrl-C there deletes nothing" {
  build_three
  age_sweep "${sweep_dir}"
  mkfifo keys
  script -qefc "exec node '${hsm}' cleanup" typescript <keys >/dev/null 3>&- 4>&- &
  local terminal=$! status=0
  exec 5>keys
  wait_until grep -q 'delete one directory and free' typescript
  printf '\003' >&5
  wait "${terminal}" || status=$?
  exec 5>&-
  [[ ${status} -ne 0 ]]
  [[ -d ${sweep_dir} ]]
  expect_exit 0 script -qefc "exec node '${hsm}' cleanup" typescript <<<y
  [[ ! -e ${sweep_dir} ]]
}
