#!/usr/bin/env bats
# The effects of the shell that a script finds. Each way to start a script, in each environment that a caller may have,
# runs each task once and with the same arguments, prints the same, and gives a program the environment that it gets
# from a one-line script that is started in the same way.
#
# The text between single quotes is for another shell to expand. shellcheck disable=SC2016

bats_require_minimum_version 1.5.0
load helpers

# Ways to start a script: the shell and its options; "itself" is the script's own first line. `./sh` is bash by the name sh.
ways=(itself bash 'bash --posix' 'bash -u -f' ./sh dash zsh ksh93 mksh 'busybox sh')

# --- Environments: each function runs a command with settings that a caller may have

environments=(clean functions bash_env shellopts posix variables)

in_clean() { # <word>…
  "$@"
}

# Names of builtins and tools, in the form that this bash reads; 4.3 has another than those before. bash --posix itself ends at once
# where a function has the name of a builtin that POSIX calls special, and complains of `[`.
in_functions() { # <word>…
  local name body=$'() {  echo EVIL\n}' functions=()
  local names=(mkdir wait cd printf kill sleep command test builtin read local declare compgen awk sed grep mv rm env)
  [[ $* == *--posix* ]] || names+=('[' export exec exit set unset trap return shift eval .)
  for name in "${names[@]}"; do
    if [[ $("${HSM_TEST_BASH:-bash}" -c 'echo $((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1]))') -ge 403 ]]; then
      name="BASH_FUNC_${name}%%"
    fi
    functions+=("${name}=${body}")
  done
  env "${functions[@]}" "$@"
}

in_bash_env() { # <word>…
  env BASH_ENV="${BATS_FILE_TMPDIR}/start.sh" "$@"
}

in_shellopts() { # <word>…
  env SHELLOPTS=braceexpand:errexit:hashall:interactive-comments:noclobber:noglob:nounset:physical:posix \
    BASHOPTS=cmdhist:expand_aliases:extglob:extquote:failglob:interactive_comments:nocaseglob:nullglob:sourcepath "$@"
}

in_posix() { # <word>…
  env POSIXLY_CORRECT=1 BASH_COMPAT=4.2 "$@"
}

# Those below are also the scripts' own names.
in_variables() { # <word>…
  env CDPATH="${BATS_FILE_TMPDIR}:/" GLOBIGNORE='*' GREP_OPTIONS=--invert-match TMOUT=1 ENV=/nonexistent \
    task=a task_count=b words=c name=d job=e completed=f clock=g http_proxy=h "$@"
}

# --- The sweep, which is run once as it should be

setup_file() {
  # GNU parallel sets these for its jobs, including the tests.
  export TMPDIR=${TMPDIR:-/tmp} SSHPASS=${SSHPASS-}
  make_project "${BATS_FILE_TMPDIR}/project"
  # Prints its arguments and its environment, except for variables that shells count and those of a single task.
  cat >program.py <<'PY'
import os, re, sys
own = (b"_", b"PWD", b"OLDPWD", b"SHLVL")
ours = re.compile(rb"HSM_(?!KEPT)|PARALLEL")
with open(os.environ.get("HSM_TASK_DIR", ".") + "/seen", "wb") as seen:
    for key, value in sorted(os.environb.items()):
        if key not in own and not ours.match(key):
            seen.write(key + b"=" + value + b"\0")
    seen.write(b"".join(b"argument " + os.fsencode(word) + b"\0" for word in sys.argv[1:]))
PY
  printf '%s\n' 'echo printed by BASH_ENV' 'set -f +B' 'shopt -s nullglob expand_aliases' \
    'alias mkdir="mkdir -p" printf=false local=false' >"${BATS_FILE_TMPDIR}/start.sh"
  printf '%s\n' './python -IS program.py "$@"' >by_hand.sh
  # The python3 on PATH may be a shell script, which the caller's shell affects just as much.
  ln -s "$(python3 -c 'import sys; print(sys.executable)')" python
  ln -s "$(command -v "${HSM_TEST_BASH:-bash}")" sh
  build_sweep <<'YAML'
command: [./python, -IS, program.py]
args: argparse
sweep:
  grid:
    text: ["a b", "*", "~ $x \\ ' \" ` !\n\t\x01\x7f é"]
YAML
  cp -R "${sweep_dir}" fresh
  "${scripts}/local.sh" --jobs 2 | sort >clean.run
  ask_scripts clean itself >clean.answers
}

setup() {
  project=${BATS_TEST_TMPDIR}/project
  cp -R "${BATS_FILE_TMPDIR}/project" "${project}"
  cd "${project}" || return 1
  sweep_dir=sweeps/outputs/sweep
  scripts=${sweep_dir}/scripts
  # The variables of bats, which an older bash cannot read.
  for function in $(declare -Fx | sed 's/.* //'); do export -fn "${function}"; done
}

start() { # <environment> <way> <script> [<argument>…]
  local environment=$1 words=()
  [[ $2 == itself ]] || read -r -a words <<<"$2"
  [[ ${words[0]-} != bash ]] || words[0]=${HSM_TEST_BASH:-bash}
  shift 2
  "in_${environment}" "${words[@]}" "$@"
}

# The output of the scripts that only print, with their exit codes, except for times and the output of BASH_ENV.
ask_scripts() { # <environment> <way>
  local question words
  for question in 'status.sh --tsv' 'errors.sh --tsv' 'collect.sh --output -' 'resume.sh --dry-run' 'cancel.sh -y' \
    'local.sh --dry-run' 'task.sh --print 3' 'status.sh --bad-option'; do
    read -r -a words <<<"${question}"
    start "$1" "$2" "${scripts}/${words[0]}" "${words[@]:1}" 2>asked.err
    printf '%s: exit %s\n' "${question}" "$?"
  done | sed -E -e '/^printed by BASH_ENV$/d' -e 's/[0-9]{10}(\.[0-9]+)?//g' -e 's/(completed,0,)[0-9.]+/\1/' \
    -e 's/\t[0-9.]+\t[-0-9]+$/\tcost/' -e 's/(,1,,,)[0-9.]*,/\1cost,/'
}

# The same program with the arguments of a task, by hand.
start_by_hand() { # <environment> <way> <task>
  local text
  text=$(tr '\0' '\n' <"${BATS_FILE_TMPDIR}/project/sweeps/outputs/sweep/tasks/task_$3/seen" | sed '1,/^argument --text$/d')
  text=${text#argument }
  if [[ $2 == itself ]]; then
    "in_$1" ./python -IS program.py --text "${text}"
  else
    start "$1" "$2" by_hand.sh --text "${text}" >/dev/null
  fi
}

test_cell() { # <way> <environment>
  local task word=${1%% *}
  command -v "${word/itself/bash}" >/dev/null || skip "no ${word}"
  rm -rf "${sweep_dir}"
  cp -R fresh "${sweep_dir}"
  start "$2" "$1" "${scripts}/local.sh" --jobs 2 >out 2>err
  expect_equal "$(grep -v '^printed by BASH_ENV$' out | sort)" "$(cat clean.run)"
  # This is what bash before 4.3 itself says of POSIX mode and SHELLOPTS together.
  expect_equal "$(grep -v 'SHELLOPTS: readonly variable' err)" ''
  expect_equal "$(cut -f 1,2,7 "${sweep_dir}"/state/*_*.tsv | grep -v skipped | sort)" $'1\t1\tcompleted\n2\t1\tcompleted\n3\t1\tcompleted'
  for task in 1 2 3; do
    start_by_hand "$2" "$1" "${task}"
    diff <(tr "\0" "\n" <seen) <(tr "\0" "\n" <"${sweep_dir}/tasks/task_${task}/seen")
  done
  # The messages of the scripts, with each way and in each environment, but not in all pairs: they take most of the
  # time.
  [[ $1 != itself && $2 != clean ]] || ask_scripts "$2" "$1" | diff clean.answers -
}

# Each way in two environments and each environment in three ways; HSM_TEST_ALL=1 tests all pairs. The first lines of a
# script replace any other shell with bash -p, so an environment meets the same bash however the script was started.
is_tried() { # <way> <environment>
  case ${HSM_TEST_ALL-},$1,$2 in
    1,* | *,clean | *,functions | ,itself,* | ,'bash --posix',* | ,./sh,*) ;;
    *) return 1 ;;
  esac
}

for way in "${ways[@]}"; do
  for environment in "${environments[@]}"; do
    is_tried "${way}" "${environment}" || continue
    bats_test_function --description "${way}, ${environment}" -- test_cell "${way}" "${environment}"
  done
done

@test "without /bin/bash every shell prints one line about it" {
  [[ -z ${HSM_TEST_BASH-} ]] || skip 'the scripts are those of another bash'
  local shell
  sed -i 's|exec /bin/bash|exec /nowhere/bash|' "${scripts}/status.sh"
  for shell in bash dash zsh ksh93 mksh 'busybox sh'; do
    command -v "${shell%% *}" >/dev/null || continue
    run -127 start clean "${shell}" "${scripts}/status.sh"
    expect_equal "${#lines[@]} ${output##*exec: }" "1 ${output##*exec: }"
    expect_output /nowhere/bash
  done
}

@test "a copy without execute permissions runs, shows its state, fails and is resumed" {
  rm -rf "${sweep_dir}"
  cp -R fresh "${sweep_dir}"
  chmod -R a-x,u+X "${scripts}"/*
  printf 'raise SystemExit(1)\n' >program.py
  expect_exit 1 bash "${scripts}/local.sh"
  expect_exit 0 bash "${scripts}/errors.sh"
  expect_output 'exit code 1'
  cp "${BATS_FILE_TMPDIR}/project/program.py" .
  expect_exit 0 bash "${scripts}/resume.sh"
  expect_output '3 of 3 tasks completed'
  expect_exit 0 bash "${scripts}/collect.sh"
}

# Builds and runs a task with a set-up, in an environment of NAME=VALUE.
run_setup() { # <the environment in YAML> <NAME=VALUE>…
  rm -rf "${sweep_dir}"
  build_sweep <<YAML
command: [./python, -IS, program.py]
args: argparse
sweep: {grid: {text: [a]}}
environment: $1
YAML
  shift
  expect_exit 0 env "$@" "${scripts}/local.sh"
}

@test "set-up lines have the caller's shell: exported functions and BASH_ENV, which scripts do not use" {
  printf 'from_start() { export START=$1; }\nset -u\n' >start.sh
  run_setup '{setup: ["load_it one", "from_start two"], variables: {C: three}}' BASH_ENV="${PWD}/start.sh" \
    'BASH_FUNC_load_it%%=() {  export A=$1; }' 'load_it=() {  export A=$1; }' SHELLOPTS=braceexpand:hashall:noglob
  tr '\0' '\n' <"${sweep_dir}/tasks/task_1/seen" >lines
  grep -qx A=one lines
  grep -qx START=two lines
  grep -qx C=three lines
  grep -q '^SHELLOPTS=.*noglob' lines
  run ! grep -q '^SHELLOPTS=.*\(errexit\|privileged\)' lines
}

@test "module is found if it is exported, and where Environment Modules and Lmod announce it" {
  local body='() {  [ "$1" != load ] || export LOADED="$2 $3"; }' place
  run_setup '{modules: [gcc/12, cuda/12]}' "BASH_FUNC_module%%=${body}" "module=${body}"
  grep -qz '^LOADED=gcc/12 cuda/12$' "${sweep_dir}/tasks/task_1/seen"
  mkdir -p place/init
  printf 'module%s\n' "${body}" >place/init/bash
  for place in MODULESHOME LMOD_PKG; do
    run_setup '{modules: [gcc/12]}' "${place}=${PWD}/place"
    grep -qz '^LOADED=gcc/12 $' "${sweep_dir}/tasks/task_1/seen"
  done
}

@test "conda is found through PATH or CONDA_EXE" {
  mkdir -p base/etc/profile.d base/bin
  printf '#!/bin/sh\necho "%s/base"\n' "${PWD}" >base/bin/conda
  chmod +x base/bin/conda
  printf 'conda() { export ACTIVE="$*"; }\n' >base/etc/profile.d/conda.sh
  run_setup '{conda: torch}' CONDA_EXE="${PWD}/base/bin/conda"
  grep -qz '^ACTIVE=activate torch$' "${sweep_dir}/tasks/task_1/seen"
  run_setup '{conda: torch}' PATH="${PWD}/base/bin:${PATH}"
  grep -qz '^ACTIVE=activate torch$' "${sweep_dir}/tasks/task_1/seen"
}
