#!/usr/bin/env bash
# Functions shared by the tests of emitted scripts: a project to build in, background runs, and functions that report
# the results of tasks.

hsm=${BATS_TEST_DIRNAME}/../dist/hsm.js

# Variables of the calling shell may change what the scripts do.
unset PARALLEL PARALLEL_HOME BASH_COMPAT HSM_PROJECT_DIR HSM_ALLOW_EDITED CUDA_VISIBLE_DEVICES

# Creates an empty project and enters it. Its name contains spaces on purpose.
make_project() { # [<directory>]
  project=${1:-${BATS_TEST_TMPDIR}/project}
  mkdir -p "${project}/sweeps"
  cd "${project}" || return 1
}

# Writes the program that the tasks run, from standard input. bash runs it in the project root, and it may call nap.
write_program() {
  {
    declare -f nap
    cat
  } >program.sh
}

# Waits like sleep, but starts no process, because processes make up most of the tests' time. Traps run at once.
nap() { # <seconds>
  # A pipe that nobody writes to.
  [[ -n ${nap_pipe-} ]] || exec {nap_pipe}<> <(:)
  read -rt "$1" -u "${nap_pipe}" _ || true
}

# Builds the sweep file from standard input. Sets sweep_dir and scripts.
build_sweep() { # [<option of hsm build>…]
  cat >sweeps/sweep.yaml
  node "${hsm}" build --name sweep "$@" >/dev/null
  sweep_dir=${project}/sweeps/outputs/sweep
  scripts=${sweep_dir}/scripts
  use_test_bash
}

# With HSM_TEST_BASH, the scripts of a project's sweeps run on that bash instead of /bin/bash; bats itself needs a
# newer one.
use_test_bash() {
  [[ -n ${HSM_TEST_BASH-} ]] || return 0
  local built
  for built in "${sweep_dir%/*}"/*/; do
    sed -i "s|/bin/bash|${HSM_TEST_BASH}|g" "${built}"scripts/*.sh
    (
      cd "${built}" || exit
      sed 's/^[^ ]*  //' MANIFEST.sha256 | xargs -d '\n' sha256sum >manifest
      mv manifest MANIFEST.sha256
    )
  done
}

# A sweep of tasks that get n=1, n=2 and so on in the environment and run program.sh.
build_numbered() { # <how many tasks>
  local numbers
  numbers=$(seq -s , "$1")
  # A sweep that is never run needs no program of its own, but the file must exist.
  [[ -e program.sh ]] || : >program.sh
  build_sweep <<YAML
command: [bash, program.sh]
args: env
sweep:
  grid:
    n: [${numbers}]
targets:
  local:
    grace: 1
YAML
}

# Registers a test once per engine of local.sh; the function gets the engine's name.
test_engines() { # <description> <function>
  local engine
  for engine in bash parallel; do
    bats_test_function --description "$1 (${engine})" -- run_engine_test "$2" "${engine}"
  done
}

# Registers a test that hardly depends on the engine, with one engine in turn. HSM_TEST_ALL=1 tests both.
test_an_engine() { # <description> <function>
  local engines=(bash parallel)
  if [[ ${HSM_TEST_ALL-} == 1 ]]; then
    test_engines "$@"
    return
  fi
  engine_turn=$((1 - ${engine_turn-1}))
  bats_test_function --description "$1 (${engines[engine_turn]})" -- run_engine_test "$2" "${engines[engine_turn]}"
}

run_engine_test() { # <function> <engine>
  [[ $2 != parallel || $(parallel --version 2>/dev/null) == 'GNU parallel'* ]] || skip 'no GNU parallel'
  "$1" "$2"
}

# --- Running

# Starts a program as a terminal would: with INT not ignored, as the leader of a process group. Sets started to its
# process id; its output goes to the file.
start_in_background() { # <log> <program> [<argument>…]
  local log=$1
  shift
  set -m
  "$@" </dev/null >"${log}" 2>&1 3>&- 4>&- &
  started=$!
  set +m
}

# Waits for a program that start_in_background started. Sets ended to its exit code.
wait_for_end() { # <process>
  ended=0
  wait "$1" || ended=$?
}

# Repeats a command until it succeeds, for up to two minutes: an action that takes a second on one machine may take much
# longer on another.
wait_until() { # <command> [<argument>…]
  wait_up_to 120 "$@"
}

# The checks become less frequent, because a check may cost more than what it waits for.
wait_up_to() { # <seconds> <command> [<argument>…]
  local deadline=$((SECONDS + $1)) pause=5
  shift
  until "$@"; do
    if ((SECONDS > deadline)); then
      echo "never came true: $*" >&2
      return 1
    fi
    nap "$(printf '0.%02d' "${pause}")"
    pause=$((pause < 34 ? pause * 3 / 2 : 50))
  done
}

is_gone() { # <process>
  ! kill -0 "$1" 2>/dev/null || [[ $(ps -o stat= -p "$1") == Z* ]]
}

# The processes of workers, from the journals.
worker_processes() {
  awk -F '\t' 'NF >= 4 { sub(/@.*/, "", $4); print $4 }' "${sweep_dir}"/state/*_*.tsv | sort -u
}

# --- Results of tasks

state_of() { # <task>
  forget_answers
  "${scripts}/status.sh" --tsv | awk -F '\t' -v task="$1" '$1 == task { print $2 }'
}

is_state() { # <task> <state>
  [[ $(state_of "$1") == "$2" ]]
}

# A task without a directory has not begun; this check is cheaper than status.sh, which starts thirty processes.
is_running() { # <task>
  [[ -d ${sweep_dir}/tasks/task_$1 ]] && is_state "$1" running
}

# A scheduler's answer of a moment ago is good enough for display, but not for a test.
forget_answers() {
  rm -f "${sweep_dir}"/state/queue/*_* 2>/dev/null || true
}

# Prints "completed=3 failed=1", in alphabetical order.
count_states() {
  forget_answers
  "${scripts}/status.sh" --tsv | awk -F '\t' 'NR > 1 { print $2 }' | sort | uniq -c |
    awk '{ printf "%s%s=%s", separator, $2, $1; separator = " " }'
}

count_is() { # <text as count_states prints it>
  [[ $(count_states) == "$1" ]]
}

# Fails and shows both texts if they differ.
expect_equal() { # <actual> <expected>
  if [[ $1 != "$2" ]]; then
    printf 'expected: %s\nactual:   %s\n' "$2" "$1" >&2
    return 1
  fi
}

expect_states() { # <text as count_states prints it>
  expect_equal "$(count_states)" "$1"
}

expect_exit() { # <exit code> <program> [<argument>…]: sets output
  local expected=$1
  shift
  run "$@" 3>&-
  if [[ ${status} -ne ${expected} ]]; then
    printf 'expected exit %s, got %s: %s\n%s\n' "${expected}" "${status}" "$*" "${output}" >&2
    return 1
  fi
}

expect_output() { # <part of output>
  if [[ ${output} != *"$1"* ]]; then
    printf 'expected in the output: %s\nthe output: %s\n' "$1" "${output}" >&2
    return 1
  fi
}

# Every line of every journal is complete: an attempt with its end, and nothing else.
expect_whole_journals() {
  local torn
  # No task has begun.
  compgen -G "${sweep_dir}/state/*_*.tsv" >/dev/null || return 0
  torn=$(awk -F '\t' 'FILENAME !~ /submissions\.tsv$/ && NF && !(NF == ($7 == "skipped" ? 9 : 11) && $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ &&
    $7 ~ /^(completed|failed|timeout|cancelled|skipped)$/ && $9 ~ /^[0-9.]+$/) { print FILENAME ": " $0 }' \
    "${sweep_dir}"/state/*_*.tsv)
  expect_equal "${torn}" ''
}

# The tasks that the journals record as completed more than once, which is always wrong.
completed_twice() {
  awk -F '\t' '$7 == "completed" && seen[$1]++ { print $1 }' "${sweep_dir}"/state/*_*.tsv
}

# Runs a function with each awk first on PATH, and fails if their outputs differ.
agree() { # <command> [<argument>…]
  local awk first='' printed own_path=${PATH}
  for awk in gawk mawk 'busybox awk' original-awk; do
    command -v "${awk%% *}" >/dev/null || continue
    mkdir -p "${project}/awk"
    printf '#!/bin/sh\nexec %s "$@"\n' "${awk}" >"${project}/awk/awk"
    chmod +x "${project}/awk/awk"
    PATH=${project}/awk:${own_path}
    printed=$("$@" 2>&1)
    PATH=${own_path}
    [[ -n ${first} ]] || first=${printed}
    expect_equal "${printed}" "${first}"
  done
}

# Makes the current directory a repository with one commit of all its files.
commit_all() {
  git init --quiet
  git add .
  git -c user.name=A -c user.email=a@example.org commit --quiet --message first
}
