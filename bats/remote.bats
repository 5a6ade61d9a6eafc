#!/usr/bin/env bats
# A sweep on another machine: sent, started, left alone, inspected from anywhere, and fetched.
bats_require_minimum_version 1.5.0
load helpers
load sshd-server
load verbs
load terminal

setup_file() {
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  start_sshd
}

teardown_file() {
  stop_sshd
}

# A project whose remotes are the hosts of sshd-server.bash, with one root each. Its name contains a blank and an
# umlaut.
make_remote_project() {
  local host
  make_project "${BATS_TEST_TMPDIR}/my prüject"
  {
    printf 'distributed:\n  remotes:\n'
    for host in "${sshd_hosts[@]}"; do
      printf '    %s: {host: %s, max_parallel_jobs: 2, remote_root: %s}\n' "${host}" "${host}" \
        "${sshd_dir}/there/${BATS_TEST_NUMBER}/${host}"
    done
  } >sweeps/hsm_config.yaml
}

# Tasks leave a metric, and a line where whoever runs them sees it. With a file named hold they wait until it is gone; task 2 fails as long as
# there is one named break.
write_remote_program() {
  write_program <<BASH
echo "\${n}" >>"${BATS_TEST_TMPDIR}/ran"
while [[ -e ${BATS_TEST_TMPDIR}/hold ]]; do nap 0.1; done
[[ \${n} != 2 || ! -e ${BATS_TEST_TMPDIR}/break ]] || exit 3
echo "{\"loss\": \${n}}" >"\${HSM_TASK_DIR}/m.json"
echo "\${n}" >>"${BATS_TEST_TMPDIR}/ended"
BASH
}

build_remote() { # <host> <how many tasks> [<option of hsm build>…]
  build_sweep --target remote --remote "$1" "${@:3}" <<YAML
command: [bash, program.sh]
args: env
sweep: {grid: {n: [$(seq -s , "$2")]}}
results: {json: m.json}
targets: {local: {grace: 1}}
YAML
}

# Everything in the tables except hosts, times and costs.
results_of() { # <table>
  cut -d , -f 1-4,7,12- "$1"
}

has_ended() { # <how many tasks>
  [[ -e ${BATS_TEST_TMPDIR}/ended && $(wc -l <"${BATS_TEST_TMPDIR}/ended") -eq $1 ]]
}

has_run() { # <how many tasks>
  [[ -e ${BATS_TEST_TMPDIR}/ran && $(wc -l <"${BATS_TEST_TMPDIR}/ran") -eq $1 ]]
}

@test "the client and its connection are killed, tasks continue; every command works, also from a second clone; results are those of a local run" {
  local client clone
  make_remote_project
  write_remote_program
  expect_exit 0 hsm remote add mine --host plain --jobs 2 --root "${sshd_dir}/there/${BATS_TEST_NUMBER}/plain"
  expect_exit 0 hsm remote test mine
  expect_output 'ok       transfer      rsync'
  expect_exit 1 hsm remote test noisy
  expect_output 'prints “Welcome to the cluster”'
  build_remote mine 4
  touch "${BATS_TEST_TMPDIR}/hold" "${BATS_TEST_TMPDIR}/break"
  start_in_background log node "${hsm}" sweep --mode remote --remote mine --name started -c sweeps/sweep.yaml
  client=${started}
  wait_for_end "${client}"
  wait_until has_run 2
  sweep_dir=${project}/sweeps/outputs/started scripts=${project}/sweeps/outputs/started/scripts
  # The rest of the connection is ended, too.
  kill_connections
  expect_states 'pending=2 running=2'
  # Another clone, which has never connected to the machine.
  clone=${BATS_TEST_TMPDIR}/clone
  mkdir "${clone}"
  cp -r "${project}"/{program.sh,sweeps} "${clone}/"
  rm -rf "${clone}"/sweeps/outputs/started/{state,tasks,logs}
  run "${clone}/sweeps/outputs/started/scripts/status.sh"
  expect_output '2  running'
  run hsm queue started
  expect_output 'running'
  expect_exit 0 hsm remote health mine --json
  expect_output '"sweeps":["started"]'
  expect_exit 0 hsm remote clean mine
  expect_output 'kept started: tasks are running here'
  # Tasks that are running there are not started a second time.
  expect_exit 0 hsm complete started --dry-run
  rm "${BATS_TEST_TMPDIR}/hold"
  expect_exit 1 hsm monitor started --watch --interval 10
  expect_states 'completed=3 failed=1'
  expect_exit 0 hsm errors started
  expect_output 'exit code 3'
  rm "${BATS_TEST_TMPDIR}/break"
  expect_exit 0 hsm complete started --failed
  # Querying the machine costs more than looking for a file.
  wait_until has_ended 4
  wait_until is_state 2 completed
  expect_exit 0 hsm collect-results started
  expect_equal "$(sort "${BATS_TEST_TMPDIR}/ran" | uniq -c | tr -s ' \n' ' ')" ' 1 1 2 2 1 3 1 4 '
  expect_exit 0 hsm report started
  # The same here.
  expect_exit 0 hsm run --name here -- --jobs 2
  expect_exit 0 hsm collect-results here
  expect_equal "$(results_of "${sweep_dir}/results.csv" | sed 's/^2,2,completed,0,2,/2,2,completed,0,1,/')" \
    "$(results_of sweeps/outputs/here/results.csv)"
  expect_exit 0 hsm remote clean mine
  expect_equal "${output}" 'removed started'
  [[ ! -e ${sshd_dir}/there/${BATS_TEST_NUMBER}/plain/sweeps/$(ls "${sshd_dir}/there/${BATS_TEST_NUMBER}/plain/sweeps")/started ]]
}

@test "provenance: the commit and the changes that were pushed from here, the machine from there" {
  local here there commit
  make_remote_project
  write_remote_program
  printf 'sweeps/outputs/\n' >.gitignore
  commit_all
  commit=$(git rev-parse HEAD)
  echo '# edited' >>program.sh
  build_sweep --target remote --remote plain <<'YAML'
command: [bash, program.sh]
args: env
code: snapshot
sweep: {grid: {n: [1]}}
targets: {local: {grace: 1}}
YAML
  expect_exit 0 "${scripts}/remote.sh" run
  here=$(grep -l '^started_by: remote$' "${sweep_dir}"/state/provenance/*.txt)
  there=$(grep -l '^started_by: local$' "${sweep_dir}"/state/provenance/*.txt)
  grep -qx "git_commit: ${commit}" "${here}"
  grep -qx '+# edited' "${here}"
  grep -q "^project: ${sshd_dir}/there/" "${there}"
  grep -qx 'not_recorded: git: an earlier record of this snapshot has the commit' "${there}"
  # Both name the same snapshot, in which the task ran.
  expect_equal "$(grep '^code: snapshot ' "${here}")" "$(grep '^code: ' "${there}")"
  expect_equal "$(sed -n 's/^directory: //p' "${sweep_dir}/tasks/task_1/task_info.txt")" "$(sed -n 's/^project: //p' "${there}")"
}

@test "fish, tcsh and dash as login shells, and no rsync there: it works; a start-up file that prints is reported" {
  local host
  make_remote_project
  write_remote_program
  # The default root, ~/hsm. The login shells do not start in this home, as if a start-up file had changed the directory.
  sed -i -E '/^    (fish|tcsh|dash):/s/, remote_root: [^,}]*//' sweeps/hsm_config.yaml
  for host in fish tcsh dash bare; do
    : >"${BATS_TEST_TMPDIR}/ran"
    # The next code differs a little from what the machine has, so rsync sends it.
    echo "# ${host}" >>program.sh
    build_remote "${host}" 2 --name "${host}"
    sweep_dir=${project}/sweeps/outputs/${host} scripts=${project}/sweeps/outputs/${host}/scripts
    expect_exit 0 "${scripts}/remote.sh" run
    expect_output '2 of 2 tasks completed'
    expect_states 'completed=2'
    expect_equal "$(cat "${sweep_dir}"/tasks/task_*/m.json)" $'{"loss": 1}\n{"loss": 2}'
  done
  [[ -d ${sshd_dir}/home/hsm/sweeps ]]
  build_remote noisy 2 --name noisy
  expect_exit 1 sweeps/outputs/noisy/scripts/remote.sh push
  expect_output 'Welcome to the cluster'
  expect_output '[ -t 1 ]'
}

@test "a changed host key: refused, and nothing runs; tasks of a machine that is not responding count as running" {
  local silent
  make_remote_project
  write_remote_program
  : >"${BATS_TEST_TMPDIR}/ran"
  build_remote changed 2 --name changed
  expect_exit 1 sweeps/outputs/changed/scripts/remote.sh
  expect_output 'HOST IDENTIFICATION HAS CHANGED'
  [[ ! -s ${BATS_TEST_TMPDIR}/ran && ! -e ${sshd_dir}/there/${BATS_TEST_NUMBER} ]]
  touch "${BATS_TEST_TMPDIR}/hold"
  build_remote plain 3
  expect_exit 0 "${scripts}/remote.sh"
  wait_until has_run 2
  expect_states 'pending=1 running=2'
  silent=${BATS_TEST_TMPDIR}/silent
  mkdir "${silent}"
  printf '#!/bin/sh\nexit 255\n' >"${silent}/ssh"
  chmod +x "${silent}/ssh"
  PATH=${silent}:${PATH} expect_states 'pending=1 running=2'
  PATH=${silent}:${PATH} expect_exit 1 "${scripts}/cancel.sh" -y
  expect_output 'is not responding'
  # The driver is killed; its workers continue, and so does the job.
  kill -KILL "$(sed 's/@.*//' "${sshd_dir}/there/${BATS_TEST_NUMBER}/plain/.hsm/jobs/1/process")"
  expect_states 'pending=1 running=2'
  expect_exit 0 "${scripts}/remote.sh" stop
  wait_until count_is 'cancelled=2 pending=1'
  # Results that were not pulled stay.
  expect_exit 1 "${scripts}/remote.sh" clean
  expect_output 'pull first'
  rm "${BATS_TEST_TMPDIR}/hold"
  expect_exit 0 "${scripts}/resume.sh"
  wait_until has_ended 3
  wait_until count_is 'completed=3'
}

@test "run on a terminal shows a bar; Ctrl-C leaves the tasks alone and explains how to return to them" {
  make_remote_project
  write_remote_program
  touch "${BATS_TEST_TMPDIR}/hold"
  build_remote plain 3
  on_terminal --when "${BATS_TEST_TMPDIR}/ran" 2 interrupt -- "${scripts}/remote.sh" run
  cat -v screen.log
  expect_equal "${status}" 130
  grep -q 'the tasks keep running.*remote.sh follow' screen.log
  expect_states 'pending=1 running=2'
  rm "${BATS_TEST_TMPDIR}/hold"
  on_terminal -- "${scripts}/remote.sh" follow
  cat -v screen.log
  expect_equal "${status}" 0
  grep -q '3/3 done, 0 failed, 0 running' screen.log
  grep -q '3 of 3 tasks completed' screen.log
  expect_equal "$(cat "${sweep_dir}"/tasks/task_3/m.json)" '{"loss": 3}'
  expect_equal "$(sort "${BATS_TEST_TMPDIR}/ran" | tr '\n' ' ')" '1 2 3 '
}

# HSM_REMOTE_TASKS=1000 for a sweep of a realistic size.
@test "a large sweep opens as many connections as a small one, and run does not return before all tasks are here" {
  local count before used=()
  make_remote_project
  write_program </dev/null
  for count in 10 "${HSM_REMOTE_TASKS:-40}"; do
    close_connections
    before=$(count_connections)
    build_remote plain "${count}" --name "of-${count}"
    expect_exit 0 "sweeps/outputs/of-${count}/scripts/remote.sh" run
    expect_output "${count} of ${count} tasks completed"
    used+=("$(($(count_connections) - before))")
  done
  echo "connections: ${used[*]}"
  expect_equal "${used[*]}" '1 1'
}

newest_snapshot() {
  find "${there}/code" -mindepth 1 -maxdepth 1 ! -name '.*' -printf '%T@ %f\n' | sort -n | sed -n '$s/.* //p'
}

# A snapshot has the files of the project, except ignored or excluded ones.
expect_snapshot() { # <name>
  diff -r --exclude={.git,ignored,outputs,run.log,model.ckpt} . "${there}/code/$1"
  cmp ignored/in "${there}/code/$1/ignored/in"
}

@test "the code is what git would commit with everything added; unchanged files are sent once, and never change there" {
  local there first second third
  make_remote_project
  write_program </dev/null
  printf 'ignored/\n*.log\nsweeps/outputs/\n' >.gitignore
  mkdir ignored data 'with blank'
  touch ignored/in ignored/out data/gone 'with blank/ü.txt' run.log model.ckpt
  git init -q .
  git add --all
  git -c user.name=a -c user.email=a@b.c commit -qm first
  rm -r data
  touch new.py
  sed -i "1a\  rsync_include: [ignored/in]\n  rsync_excludes: ['*.ckpt']" sweeps/hsm_config.yaml
  build_remote plain 2
  expect_exit 0 "${scripts}/remote.sh" push
  there=${sshd_dir}/there/${BATS_TEST_NUMBER}/plain
  first=$(ls "${there}/code")
  expect_equal "$(cd "${there}/code/${first}" && find . -type f ! -path './sweeps/*' | LC_ALL=C sort | tr '\n' ' ')" \
    './.gitignore ./ignored/in ./new.py ./program.sh ./with blank/ü.txt '
  expect_equal "$(git status --short)" $' D data/gone\n M sweeps/hsm_config.yaml\n?? new.py\n?? sweeps/sweep.yaml'
  # Readable for nobody else.
  expect_equal "$(find "${there}" -perm /077 ! -type l)" ''
  expect_exit 0 "${scripts}/remote.sh" push
  expect_equal "${output}" ''
  umask 077
  # If nothing can have run, the next snapshot replaces the last one.
  echo changed >new.py
  rm program.sh
  echo : >'with blank/program.sh'
  expect_exit 0 "${scripts}/remote.sh" push
  second=$(ls "${there}/code")
  expect_snapshot "${second}"
  # A running task keeps its code, and files that it leaves there are not sent on.
  mkdir "$(echo "${there}"/sweeps/*/sweep)/tasks"
  mkdir "${there}/code/${second}/__pycache__"
  touch "${there}/code/${second}/__pycache__/left.pyc"
  mkdir deep
  printf 'new\n' >$'deep/of\ntwo lines'
  rm new.py
  expect_exit 0 "${scripts}/remote.sh" push
  third=$(newest_snapshot)
  expect_snapshot "${third}"
  expect_equal "$(cat "${there}/code/${second}/new.py")" changed
  expect_equal "$(find "${there}/code" -name program.sh -links 2 | wc -l)" 2
  # Code that was changed there is not taken over.
  echo 'of a task' >"${there}/code/${third}/with blank/program.sh"
  echo new >new.py
  expect_exit 0 "${scripts}/remote.sh" push
  expect_snapshot "$(newest_snapshot)"
  # More than fits into one archive, and an interrupted push of something else.
  head -c 5000000 /dev/zero >large.bin
  mkdir "${there}/code/.0123.part"
  expect_exit 0 "${scripts}/remote.sh" push
  expect_snapshot "$(newest_snapshot)"
  expect_equal "$(find "${there}" -perm /077 ! -type l)" ''
  expect_equal "$(git status --short | grep -v sweeps)" $' D data/gone\n D program.sh\n?? deep/\n?? large.bin\n?? new.py\n?? "with blank/program.sh"'
}

@test "a build knows which tasks have run on another machine, even if nothing was pulled" {
  local clone directory
  make_remote_project
  write_remote_program
  build_remote plain 3
  expect_exit 0 hsm sweep --mode remote --remote plain --name first -c sweeps/sweep.yaml
  wait_until has_ended 3
  sed 's/1,2,3/4,5,6/' sweeps/sweep.yaml >others.yaml
  sed 's/1,2,3/1,2,3,4/' sweeps/sweep.yaml >more.yaml
  clone=${BATS_TEST_TMPDIR}/clone
  mkdir "${clone}"
  cp -r "${project}"/{program.sh,sweeps,others.yaml,more.yaml} "${clone}/"
  rm -rf "${clone}"/sweeps/outputs/first/{state,tasks,logs}
  for directory in "${project}" "${clone}"; do
    cd "${directory}"
    expect_exit 1 node "${hsm}" build --name first --target remote --remote plain -c others.yaml
    expect_output HSM506
    expect_exit 0 node "${hsm}" build --name first --target remote --remote plain -c more.yaml
  done
}

@test "retry on another machine: tasks that timed out there run again there with a longer limit" {
  make_remote_project
  write_program <<BASH
echo "\${n} \${HSM_ATTEMPT}" >>"${BATS_TEST_TMPDIR}/ran"
nap "\${n}"
BASH
  build_sweep --target remote --remote plain <<'YAML'
command: [bash, program.sh]
args: env
retry: {timeout: {walltime: x10, times: 1}}
resources: {walltime: 1s}
sweep:
  grid: {seed: [1]}
  cases:
    - grid: {n: [0, 3]}
    - grid: {n: [4]}
      resources: {walltime: 2s}
targets: {local: {grace: 1}}
YAML
  expect_exit 0 "${scripts}/remote.sh" run
  expect_states completed=3
  expect_equal "$(sort "${BATS_TEST_TMPDIR}/ran" | tr '\n' ',')" '0 1,3 1,3 2,4 1,4 2,'
  expect_equal "$(grep -h resources: "${sweep_dir}"/tasks/task_{1,2,3}/task_info.txt | tr '\n' ' ')" \
    'resources: walltime=1s resources: walltime=10s resources: walltime=20s '
}

@test "a machine without the interpreter: nothing is started, and the interpreter of its own project is proposed" {
  local there=${BATS_TEST_TMPDIR}/there
  make_project
  : >train.py
  mkdir -p "${there}"/{venv/bin,sweeps}
  printf '#!/bin/sh\n' >"${there}/venv/bin/python"
  chmod +x "${there}/venv/bin/python"
  printf 'paths:\n  # python_interpreter: /bin/true\n  python_interpreter: "venv/bin/python" # there\n' >"${there}/sweeps/hsm_config.yaml"
  cat >sweeps/hsm_config.yaml <<YAML
paths: {train_script: only-there.py, python_interpreter: /only/there/python}
distributed:
  remotes:
    mine: {host: plain, remote_root: "${sshd_dir}/there/${BATS_TEST_NUMBER}", workdir: "${there}"}
YAML
  : >"${there}/only-there.py"
  expect_exit 1 hsm remote test mine
  expect_output "set \`python_path\` to an existing one: ${there}/venv/bin/python (sweeps/hsm_config.yaml)"
  # What the machine has cannot be checked here, so there is no warning.
  build_sweep --target remote --remote mine <<<'sweep: {grid: {n: [1]}}' 2>said
  expect_equal "$(cat said)" ''
  expect_exit 1 "${scripts}/remote.sh"
  expect_output 'no program /only/there/python on this machine: install it'
  expect_output 'python_path'
  expect_states 'pending=1'
  sed -i "s|workdir:|python_path: '${there}/venv/bin/python', workdir:|" sweeps/hsm_config.yaml
  expect_exit 0 hsm remote test mine
  rm -r "${sweep_dir}"
  build_sweep --target remote --remote mine <<<'sweep: {grid: {n: [1]}}'
  expect_exit 0 "${scripts}/remote.sh" run
  expect_output '1 of 1 tasks completed'
}
