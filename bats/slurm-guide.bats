#!/usr/bin/env bats
# The guide's pages about Slurm match a real one: their files are written, and the commands of blocks marked `console
# slurm` are run. A … stands for anything. HSM_SHOW_GUIDE=1 prints the output, and compares nothing.
bats_require_minimum_version 1.5.0

load slurm-setup
load examples

# Writes the files of a page, runs its blocks, and compares. Between two blocks the queue becomes empty.
follow_page() { # <path below docs/guide>
  local page=${BATS_TEST_DIRNAME}/../docs/guide/$1 language name line inside='' command='' shown=''
  make_project
  mkdir -p "${BATS_TEST_TMPDIR}/bin"
  printf '#!/bin/sh\nexec node %q "$@"\n' "${hsm}" >"${BATS_TEST_TMPDIR}/bin/hsm"
  chmod +x "${BATS_TEST_TMPDIR}/bin/hsm"
  PATH=${BATS_TEST_TMPDIR}/bin:${PATH}
  while IFS= read -r line; do
    if [[ -z ${inside} && ${line} == '```'* ]]; then
      read -r language name _ <<<"${line#'```'}"
      inside='text'
      [[ ${name-} != *[./]* ]] || {
        inside='file'
        mkdir -p "$(dirname "${name}")"
        : >"${name}"
      }
      [[ "${language-} ${name-}" != 'console slurm' ]] || inside=slurm
      # Later blocks may need its builds; test/docs checks whether they succeed.
      [[ "${language-} ${name-}" != 'console ' ]] || inside=build
    elif [[ ${line} == '```' ]]; then
      [[ ${inside} != slurm ]] || {
        expect_printed "${command}" "${shown}"
        wait_for_queue
      }
      inside='' command='' shown=''
    elif [[ ${inside} == file ]]; then
      printf '%s\n' "${line}" >>"${name}"
    elif [[ ${inside} == build && ${line} == '$ hsm build'* ]]; then
      bash -c "${line#'$ '}" >/dev/null 2>&1 || true
    elif [[ ${inside} == slurm && ${line} == '$ '* ]]; then
      expect_printed "${command}" "${shown}"
      command=${line#'$ '} shown=''
    elif [[ ${inside} == slurm ]]; then
      shown+=${line}$'\n'
    fi
  done <"${page}"
}

expect_printed() { # <command> <what the page shows>
  local printed rest part parts
  [[ -n $1 ]] || return 0
  printed=$(bash -c "$1" 2>&1) || true
  printed=${printed%$'\n'}$'\n'
  printed=${printed//"${project}"/\/home\/you\/project}
  if [[ -n ${HSM_SHOW_GUIDE-} ]]; then
    printf '$ %s\n%s' "$1" "${printed}" >&3
    return 0
  fi
  rest=${printed} parts=${2//…/$'\001'}
  while [[ -n ${parts} ]]; do
    part=${parts%%$'\001'*}
    [[ ${rest} == *"${part}"* ]] || expect_equal "\$ $1"$'\n'"${printed}" "\$ $1"$'\n'"$2"
    rest=${rest#*"${part}"}
    [[ ${parts} == *$'\001'* ]] || break
    parts=${parts#*$'\001'}
  done
  [[ -z ${rest} || $2 == *… || $2 == *…$'\n' ]] || expect_equal "\$ $1"$'\n'"${printed}" "\$ $1"$'\n'"$2"
}

@test "the first job" {
  follow_page cluster/first-job.md
}

@test "limits of the cluster" {
  follow_page cluster/limits.md
}

@test "many short tasks" {
  follow_page cluster/packing-and-workers.md
}

# Requests to Slurm since the last call, by command: "sbatch 4, scontrol 1".
requests() {
  sort "${BATS_TEST_TMPDIR}/requests" | uniq -c | awk '{ printf "%s%s %s", (NR > 1 ? ", " : ""), $2, $1 }'
  : >"${BATS_TEST_TMPDIR}/requests"
}

@test "for administrators: requests to the scheduler, and files" {
  make_project
  echo true | write_program
  build_batch 40 </dev/null
  local tool
  for tool in sbatch squeue scontrol scancel sacct; do
    stand_in "${tool}" <<BASH
echo ${tool} >>"${BATS_TEST_TMPDIR}/requests"
exec "\${real}" "\$@"
BASH
  done
  : >"${BATS_TEST_TMPDIR}/requests"

  submit
  expect_equal "$(requests)" 'sbatch 4, scontrol 1'
  "${scripts}/status.sh" >/dev/null
  expect_equal "$(requests)" 'scontrol 2, squeue 1'
  "${scripts}/status.sh" >/dev/null
  expect_equal "$(requests)" ''
  # Running jobs send no queries: the queue is queried with the real command.
  (PATH=${PATH#"${project}/bin:"} && wait_for_queue)
  expect_equal "$(requests)" ''
  expect_states completed=40
  expect_equal "$(find "${sweep_dir}/tasks" -mindepth 1 | wc -l)" "$((40 * 5))"
  expect_equal "$(find "${sweep_dir}/state" -name 'slurm_*.tsv' | wc -l)" 40

  rm -r "${sweep_dir}/tasks" "${sweep_dir}"/state/slurm_*.tsv
  : >"${BATS_TEST_TMPDIR}/requests"
  submit --hold
  expect_equal "$(requests)" 'sbatch 4, scontrol 3, squeue 1'
  expect_exit 0 "${scripts}/cancel.sh" -y
  expect_equal "$(requests)" 'scancel 4, scontrol 4, squeue 2'
}
