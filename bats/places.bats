#!/usr/bin/env bats
# Which processes are gone, and which ones are meant: machines, containers, reboots, reused process ids, files that are
# not journals.

load helpers

# Runs a command as the first process of a container: process ids and host name are its own.
in_container() { # <command> [<argument>…]
  # shellcheck disable=SC2016 # for the shell in there
  unshare --pid --uts --mount --fork --mount-proc bash -c 'hostname box && "$@"' - "$@"
}

needs_containers() {
  unshare --pid --uts --mount --fork --mount-proc true 2>/dev/null || skip 'namespaces need root'
}

# A sweep whose tasks write a line when they start, and wait for the file go.
build_waiting() { # <how many tasks>
  write_program <<'SH'
echo "${n}" >>"${HSM_PROJECT_DIR}/began"
for ((tries = 0; tries < 600; tries++)); do
  [[ ! -e ${HSM_PROJECT_DIR}/go ]] || exit 0
  nap 0.1
done
exit 1
SH
  build_numbered "$1"
  : >began
}

has_begun() { # <how many tasks>
  [[ $(wc -l <began) -eq $1 ]]
}

own_machine() {
  local id boot namespace
  id=$(head -c 8 /etc/machine-id 2>/dev/null) || true
  boot=$(head -c 8 /proc/sys/kernel/random/boot_id)
  namespace=$(readlink /proc/self/ns/pid | tr -dc 0-9)
  printf '%s.%s.%s' "${id:--}" "${boot}" "${namespace}"
}

# Adds an unfinished attempt at task 1 to a journal, and its claim.
note_unended() { # <host> <worker> [<process>]
  mkdir -p "${sweep_dir}/state" "${sweep_dir}/tasks/task_1"
  printf '1\t1\t%s\t%s\t1700000000.000\t%s' "$1" "$2" "${3:+$3$'\t'}" >"${sweep_dir}/state/local_noted_1.tsv"
}

@test "two containers with the same host name on one directory: every task runs once" {
  needs_containers
  make_project
  build_waiting 8
  start_in_background first.log in_container "${scripts}/local.sh" --jobs 2
  first=${started}
  wait_until has_begun 2
  # The same process ids are assigned there.
  start_in_background second.log in_container "${scripts}/local.sh" --jobs 2
  second=${started}
  wait_until has_begun 4
  expect_states 'pending=4 running=4'
  run "${scripts}/status.sh"
  expect_output '4  of the running tasks cannot be checked from here: on box'
  # In a third container neither is taken for dead.
  expect_equal "$(in_container "${scripts}/status.sh" --todo | wc -l)" 4
  touch go
  wait_for_end "${first}"
  first=${ended}
  wait_for_end "${second}"
  # The one that ends first may leave tasks that are still running in the other.
  [[ ${first} -eq 0 || ${ended} -eq 0 ]]
  expect_equal "$(sort -n began | tr '\n' ' ')" '1 2 3 4 5 6 7 8 '
  expect_states 'completed=8'
}

@test "after a reboot, tasks that ran here are lost; for a container this is unknown" {
  make_project
  build_waiting 1
  machine=$(own_machine)
  [[ ${machine} == *.4026531836 && ${machine} != -.* ]] || skip 'in a container, or without a machine id'
  id=${machine%%.*}
  here=$(uname -n)
  note_unended "${here}" "1@5@${id}.00000000.4026531836"
  expect_states 'lost=1'
  # Another machine or a container may have the same name.
  for worker in "1@5@ffffffff.00000000.4026531836" "1@5@${id}.00000000.4026532999" "1@5@-.00000000.-"; do
    note_unended "${here}" "${worker}"
    expect_states 'running=1'
    expect_equal "$("${scripts}/status.sh" --todo)" ''
    expect_equal "$("${scripts}/status.sh" --todo --lost "${here}")" '1 2'
    expect_equal "$("${scripts}/status.sh" --todo --lost "${worker##*@}")" '1 2'
  done
}

@test "--lost of this host covers dead and invisible processes, never living ones" {
  make_project
  build_waiting 2
  start_in_background log "${scripts}/task.sh" 1
  wait_until has_begun 1
  expect_equal "$("${scripts}/status.sh" --todo --lost "$(uname -n)")" '2 1'
  touch go
  wait_for_end "${started}"
}

@test "a process id that another process has got is neither the worker nor its program" {
  make_project
  build_waiting 1
  machine=$(own_machine)
  for process in "$$@7" "$$"; do
    # Without a mark, as earlier builds wrote it, it has to lead a group.
    note_unended "$(uname -n)" "1@5@${machine}" "${process}"
    if [[ ${process} == *@* ]]; then expect_states 'lost=1'; fi
  done
  read -r -a stat </proc/self/stat
  mark=$(cut -d ' ' -f 22 "/proc/$$/stat")
  note_unended "$(uname -n)" "1@5@${machine}" "$$@${mark}"
  expect_states 'running=1'
  note_unended "$(uname -n)" "$$@${mark}@${machine}"
  expect_states 'running=1'
}

@test "the alarm of a worker that was killed does not reach the process that got its number" {
  needs_containers
  [[ -w /proc/sys/kernel/ns_last_pid ]] || skip 'the kernel does not let a test choose the next process id'
  make_project
  build_waiting 1
  cat >take-over.sh <<'SH'
scripts=$1
"${scripts}/task.sh" --timeout 2 1 &
worker=$!
until [[ -s began ]]; do sleep 0.05; done
kill -s KILL "${worker}"
wait "${worker}" 2>/dev/null
echo "$((worker - 1))" >/proc/sys/kernel/ns_last_pid
bash -c 'trap "echo hit >hit" USR2; echo $$ >victim; for ((i = 0; i < 40; i++)); do sleep 0.1; done'
[[ $(cat victim) == "${worker}" ]] || echo missed >missed
SH
  in_container bash take-over.sh "${scripts}" 3>&- 4>&-
  [[ ! -e missed ]] || skip 'another process was faster'
  [[ ! -e hit ]]
}

@test "a worker of another user that /proc hides is not taken for dead" {
  needs_containers
  make_project
  build_waiting 2
  start_in_background log "${scripts}/task.sh" 1
  wait_until has_begun 1
  chmod -R a+rX "${BATS_TEST_TMPDIR}"
  chmod a+x "${BATS_RUN_TMPDIR}" "${BATS_TEST_TMPDIR}/.."
  # A user whose group is 0 sees everything nevertheless. shellcheck disable=SC2016 # for the shell in there
  expect_equal "$(unshare --mount bash -c 'mount -t proc -o hidepid=2 proc /proc &&
    exec setpriv --reuid=65534 --regid=65534 --clear-groups "$1" --todo' - "${scripts}/status.sh")" '2 1'
  touch go
  wait_for_end "${started}"
}

@test "a table of collect.sh is not a journal, and neither are other people's files in state" {
  make_project
  write_program <<'SH'
echo '{"loss": 1}' >"${HSM_TASK_DIR}/metrics.json"
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 3, 4]}}
results: {json: metrics.json}
YAML
  expect_exit 0 "${scripts}/local.sh"
  for format in tsv jsonl csv tsv; do
    expect_exit 0 "${scripts}/collect.sh" --format "${format}"
    expect_states 'completed=4'
    run "${scripts}/status.sh"
    expect_output '4  completed'
    expect_output '100%'
    expect_output '0  pending'
  done
  # Rows that look like a journal's, and a copy of the table as earlier builds kept it.
  cp "${sweep_dir}/results.tsv" "${sweep_dir}/state/collect.7-7.tsv"
  cp "${sweep_dir}/results.tsv" "${sweep_dir}/state/my_table.tsv"
  printf '9\t1\thost\t1@1\t5\t7\tcompleted\t0\t8\n0\t1\thost\t1@1\t5\t7\tcompleted\t0\t8\n' >"${sweep_dir}/state/my_notes.tsv"
  run "${scripts}/status.sh"
  expect_output '4  completed'
  expect_output '0  pending'
  expect_exit 0 "${scripts}/local.sh"
  expect_output 'nothing to do'
  expect_exit 0 "${scripts}/cancel.sh" --yes
  expect_output 'nothing to cancel'
}

@test "a task that was completed twice counts once" {
  make_project
  write_program </dev/null
  build_numbered 3
  mkdir -p "${sweep_dir}/state" "${sweep_dir}/tasks/task_1/attempt_2"
  printf '1\t1\tn\t1@1\t5\t7\tcompleted\t0\t8\n' >"${sweep_dir}/state/local_a_1.tsv"
  printf '1\t2\tn\t1@1\t6\t7\tcompleted\t0\t9\n2\t1\tn\t1@1\t9\t7\tcompleted\t0\t9\n' >"${sweep_dir}/state/local_b_1.tsv"
  run "${scripts}/status.sh"
  expect_output '2  completed'
  expect_output '1  pending'
  expect_states 'completed=2 pending=1'
}

@test "thousands of attempts are recognised as lost at once" {
  make_project
  write_program </dev/null
  build_numbered 4000
  mkdir -p "${sweep_dir}/state"
  machine=$(own_machine)
  awk -v host="$(uname -n)" -v machine="${machine}" 'BEGIN {
    for (task = 1; task <= 4000; task++) printf "%d\t1\t%s\t1@5@%s\t1700000000.000\t1@5\t\n", task, host, machine
  }' >"${sweep_dir}/state/local_noted_1.tsv"
  expect_states 'lost=4000'
  run "${scripts}/status.sh"
  expect_output '4000  lost'
  expect_equal "$("${scripts}/status.sh" --todo | wc -l)" 4000
}

@test "a program may have any name, and counts as alive while it runs" {
  make_project
  name=$'a) Z 1\n2 (b'
  cp "$(command -v sleep)" "${name}"
  # shellcheck disable=SC2016 # for the program
  write_program <<<'exec "${HSM_PROJECT_DIR}"/a* 60'
  build_numbered 1
  start_in_background log "${scripts}/task.sh" 1
  wait_until is_running 1
  wait_until pgrep -f 'a\) Z 1' >/dev/null
  worker=$(worker_processes)
  kill -KILL "${worker}"
  wait_for_end "${started}"
  expect_states 'running=1'
  kill -KILL "$(awk -F '\t' '{ sub(/@.*/, "", $6); print $6 }' "${sweep_dir}"/state/*_*.tsv)"
  wait_until is_state 1 lost
}
