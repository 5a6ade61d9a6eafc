#!/usr/bin/env bats
# Machines with fewer, or other, tools than the developer's: the scripts fall back, or report what is missing.

load helpers

write_counting_program() {
  write_program <<'SH'
printf '%s\n' "${HSM_TASK_ID}" >>ran
SH
}

# Makes a directory with links to only these programs.
make_path() { # <directory> <program>…
  local directory=$1 name
  shift
  mkdir -p "${directory}"
  for name in "$@"; do
    ln -s "$(command -v "${name}")" "${directory}/${name}"
  done
}

essentials=(bash awk cat chmod cp date dirname grep head ls mkdir mkfifo mktemp mv ps rm sed sh sleep sort tail tee tr wc cut uname)

prepare() {
  make_project
  write_counting_program
  build_numbered 4
}

@test "without GNU parallel the bash pool is used" {
  prepare
  make_path bin "${essentials[@]}" nproc sha256sum
  PATH=${project}/bin expect_exit 0 "${scripts}/local.sh" --jobs 2
  expect_output '4 of 4 tasks completed'
  expect_states 'completed=4'
}

@test "a requested engine that is missing is reported, and nothing runs" {
  prepare
  make_path bin "${essentials[@]}"
  PATH=${project}/bin expect_exit 1 "${scripts}/local.sh" --engine parallel
  expect_output 'no GNU parallel'
  [[ ! -e ran ]]
}

@test "the other program called parallel is not used" {
  prepare
  make_path bin "${essentials[@]}"
  # moreutils has no --version; another program may have one.
  printf '%s\n' '#!/bin/sh' 'echo "parallel 1.0"' >bin/parallel
  chmod +x bin/parallel
  PATH=${project}/bin expect_exit 0 "${scripts}/local.sh" --jobs 2
  expect_states 'completed=4'
  PATH=${project}/bin expect_exit 1 "${scripts}/local.sh" --engine parallel
  expect_output 'no GNU parallel'
}

@test "the bare essentials are enough: no setsid, flock, timeout, nproc, getconf, sha256sum, seq or perl" {
  make_project
  write_program <<'SH'
[[ ${n} -ne 4 ]] || exec sleep 60
SH
  build_numbered 4
  make_path bin "${essentials[@]}"
  for name in setsid flock timeout nproc getconf sha256sum shasum seq perl python3 parallel; do
    [[ ! -e bin/${name} ]]
  done
  PATH=${project}/bin expect_exit 1 "${scripts}/local.sh" --jobs 2 --timeout 1 --retries 1
  PATH=${project}/bin expect_exit 0 "${scripts}/status.sh"
  expect_output '1  timeout'
  expect_states 'completed=3 timeout=1'
  PATH=${project}/bin expect_exit 0 "${scripts}/task.sh" --print 4
}

# Runs a sweep with a failure, a retry and a rerun with the tools in a directory.
run_on() { # <PATH>
  make_project
  write_program <<'SH'
[[ ${HSM_TASK_ID} -ne 3 || -e good ]] || { echo 'no good' >&2; exit 3; }
SH
  build_numbered 4
  PATH=$1 expect_exit 1 "${scripts}/local.sh" --engine bash --jobs 2 --retries 1
  PATH=$1 expect_exit 0 "${scripts}/status.sh"
  expect_output '3  completed'
  expect_output 'no good'
  PATH=$1 expect_exit 0 "${scripts}/status.sh" --todo
  expect_equal "${output}" '3 3'
  touch good
  PATH=$1 expect_exit 0 "${scripts}/local.sh" --engine bash
  PATH=$1 expect_exit 0 "${scripts}/status.sh" --tsv
  expect_equal "$(awk -F '\t' 'NR > 1 { printf "%s:%s ", $2, $3 }' <<<"${output}")" \
    'completed:1 completed:1 completed:3 completed:1 '
}

# One program that goes by several names.
make_path_of() { # <program> <name>…
  local program name
  program=$(command -v "$1")
  shift
  mkdir "${BATS_TEST_TMPDIR}/tools"
  for name in "$@"; do
    ln -s "${program}" "${BATS_TEST_TMPDIR}/tools/${name}"
  done
}

test_awk() { # <awk>
  command -v "$1" >/dev/null || skip "no $1"
  make_path_of "$1" awk
  run_on "${BATS_TEST_TMPDIR}/tools:${PATH}"
}
for awk in gawk mawk original-awk busybox; do
  bats_test_function --description "any awk works (${awk})" -- test_awk "${awk}"
done

@test "the tools of busybox are enough" {
  command -v busybox >/dev/null || skip 'no busybox'
  make_path_of busybox "${essentials[@]:1}" nproc sha256sum
  ln -s "$(command -v bash)" "${BATS_TEST_TMPDIR}/tools/bash"
  run_on "${BATS_TEST_TMPDIR}/tools"
}

@test "settings of GNU parallel in the environment have no effect" {
  parallel --version 2>/dev/null | grep -q '^GNU parallel' || skip 'no GNU parallel'
  prepare
  mkdir -p home/.parallel
  printf '%s\n' '--dry-run' '--jobs 1' >home/.parallel/config
  printf '%s\n' '#!/bin/sh' 'touch used' >shell
  chmod +x shell
  HOME=${project}/home PARALLEL_HOME=${project}/home/.parallel PARALLEL='--dry-run --tag' \
    PARALLEL_SHELL=${project}/shell SHELL=${project}/shell \
    expect_exit 0 "${scripts}/local.sh" --engine parallel --jobs 2
  expect_equal "$(sort ran | tr '\n' ' ')" '1 2 3 4 '
  expect_states 'completed=4'
  [[ ! -e used ]]
}

test_variables() { # <engine>
  make_project
  write_program <<'SH'
sleep 1.5
printf '%s %s\n' "${HSM_TASK_ID}" "${CUDA_VISIBLE_DEVICES-none}" >>ran
SH
  build_numbered 4
  variables=(SBATCH_ARRAY_INX=1 SLURM_CPU_BIND=none SQUEUE_FORMAT=%i SLURM_ARRAY_TASK_ID=9 PBS_ARRAY_INDEX=9
    CDPATH=/tmp:/usr GREP_OPTIONS=-v GREP_COLORS=x IFS=x POSIXLY_CORRECT=1 AWKPATH=/nowhere
    task=7 attempt=9 words=x journal=x stopping=x timeout=1 wanted=2 todo_file=/nowhere task_gpus=3 gpus=3
    selection=x workers=1 engine=x child=1 project_dir=/nowhere sweep_dir=/nowhere jobs=x retries=x grace=x
    task_count=1 asked=0 quiet=x preflight=yes share=9/9 only=9 lost_hosts=x)
  expect_exit 0 env "${variables[@]}" "${scripts}/task.sh" 1
  expect_exit 0 env "${variables[@]}" "${scripts}/local.sh" --engine "$1"
  expect_equal "$(sort ran | tr '\n' ',')" '1 none,2 none,3 none,4 none,'
  expect_states 'completed=4'
  expect_exit 0 env "${variables[@]}" "${scripts}/status.sh"
  expect_output '4  completed'
}
test_an_engine 'variables of schedulers and shells have no effect' test_variables

test_compatible() { # <engine>
  prepare
  BASH_COMPAT=3.2 expect_exit 0 "${scripts}/local.sh" --engine "$1" --jobs 2
  BASH_COMPAT=3.2 expect_exit 0 "${scripts}/status.sh"
  expect_output '4  completed'
  expect_states 'completed=4'
}
test_an_engine 'bash with the behaviour of 3.2' test_compatible

# Prints the lines of scripts that bash 3.2 cannot run; comments do not count.
later_than_bash_3_2() { # <script>…
  awk '
    FNR == 1 { in_awk = 0 }
    /^[ \t]*#/ { next }
    # A program for awk runs from its opening quote to the line that closes it.
    !in_awk && /awk .*\047[ \t]*$/ { in_awk = 1; next }
    !in_awk && /awk .*\\$/ { begins = 1 }
    !in_awk && begins && /\047$/ { in_awk = 1; begins = 0; next }
    in_awk { if (/^[ \t]*\047/) in_awk = 0; next }
    /(^|[^[:alnum:]_])(mapfile|readarray|coproc)([^[:alnum:]_]|$)/ ||
    /(^|[^[:alnum:]_])wait -[nfp]/ ||
    /(declare|local|typeset|readonly)[ \t]+-[[:alpha:]]*[Angul]/ ||
    /\$\{[[:alnum:]_@*\[\]]+@[[:alpha:]]\}/ ||
    /\$\{[[:alnum:]_\[\]@*]+(,|\^)/ ||
    /\|&|&>>|;;&|;&/ ||
    /\[\[? -v / ||
    /\{[[:alnum:]_]+\}[<>]/ ||
    /\$\{[[:alnum:]_]+\[-[0-9]/ ||
    /\$\{[^}]*: -[0-9]/ ||
    /shopt -s (globstar|lastpipe|inherit_errexit|assoc_expand_once)/ { print FILENAME ": " $0 }
  ' "$@"
}

@test "the scripts use nothing later than bash 3.2" {
  prepare
  node "${hsm}" build --name sweep --target slurm >/dev/null
  cat >later.sh <<'SH'
mapfile -t lines
declare -A map
local -n name=x
wait -n
echo "${x@Q}" "${x,,}" "${x^^}" "${x[@]@Q}"
a |& b
a &>>b
[[ -v x ]]
echo "${x[-1]}"
exec {descriptor}>file
coproc cat
SH
  expect_equal "$(later_than_bash_3_2 later.sh | wc -l | tr -d ' ')" 11
  run later_than_bash_3_2 "${scripts}"/*.sh
  expect_equal "${output}" ''
}

# Arrays that may be empty: under set -u, bash before 4.4 takes "${x[@]}" of an empty one for an error.
@test "arrays that may be empty are expanded in a way that works in bash 3.2" {
  prepare
  node "${hsm}" build --name sweep --target slurm >/dev/null
  run awk '
    FNR == 1 { delete empty; file = FILENAME; print_count = 0 }
    { code = $0; sub(/^[ \t]*#.*/, "", code) }
    {
      rest = code
      while (match(rest, /[[:alnum:]_]+=\(\)/)) {
        name = substr(rest, RSTART, RLENGTH - 3)
        empty[name] = 1
        rest = substr(rest, RSTART + RLENGTH)
      }
      rest = code
      gsub(/\$\{[[:alnum:]_]+\[@\]\+"\$\{[[:alnum:]_]+\[@\]\}"\}/, "", rest)
      while (match(rest, /"\$\{[[:alnum:]_]+\[@\]\}"/)) {
        name = substr(rest, RSTART + 3, RLENGTH - 8)
        if (name in empty) print FILENAME ": " name
        rest = substr(rest, RSTART + RLENGTH)
      }
    }
  ' "${scripts}"/*.sh
  # workers and logs are filled before they are walked over: at least one job is always started, and rows
  # of a table have a log each. Jobs to cancel and messages to show are counted, the sweep is its own directory where
  # none is given, a job that was started again was started before, and the words of a submission include its script.
  expect_equal "$(grep -Ev ': (workers|logs|ids|numbers|directories|lost|said|words)$' <<<"${output}")" ''
}
