#!/usr/bin/env bats
# Tools that a machine may lack: scripts do without them, or report that they are missing and fail.
bats_require_minimum_version 1.5.0
load helpers

# A directory with every command of PATH except some. Sets bin.
leave_out() { # <command>…
  local place command
  bin=${BATS_TEST_TMPDIR}/bin
  mkdir -p "${bin}"
  for place in /usr/local/bin /usr/bin /bin /usr/sbin /sbin; do
    ln -sf "${place}"/* "${bin}/" 2>/dev/null || true
  done
  for command in "$@"; do rm -f "${bin:?}/${command}"; done
}

build_failing() {
  make_project
  write_program <<'SH'
printf '{"loss": %s}\n' "${n}" >"${HSM_TASK_DIR}/m.json"
[[ ${n} != 2 ]]
SH
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
sweep: {grid: {n: [1, 2, 3]}}
results: {json: m.json}
YAML
}

@test "a missing tool is reported, and nothing is printed without it" {
  local case script tool
  build_failing
  expect_exit 1 "${scripts}/local.sh"
  for case in collect.sh/find collect.sh/xargs collect.sh/awk errors.sh/xargs errors.sh/tail status.sh/awk status.sh/cut local.sh/wc; do
    script=${case%/*} tool=${case#*/}
    leave_out "${tool}"
    PATH=${bin} expect_exit 1 "${scripts}/${script}"
    expect_output "${tool} is required but not on PATH"
    [[ ! -e ${sweep_dir}/results.csv ]]
  done
  for tool in tar gzip; do
    leave_out "${tool}"
    PATH=${bin} expect_exit 1 "${scripts}/collect.sh" --archive
    expect_output "${tool} is required but not on PATH"
  done
}

@test "without find, xargs, cmp, timeout, parallel, ps and nproc tasks run, show their states and are resumed" {
  build_failing
  leave_out find xargs cmp timeout parallel ps nproc
  PATH=${bin} expect_exit 1 "${scripts}/local.sh"
  expect_output '2 of 3 tasks completed'
  PATH=${bin} expect_exit 0 "${scripts}/status.sh"
  expect_output '2  completed'
  PATH=${bin} expect_exit 1 "${scripts}/resume.sh"
  PATH=${bin} expect_exit 0 "${scripts}/cancel.sh" -y
  expect_equal "$(cut -f 1,2,7 "${sweep_dir}"/state/*_*.tsv | grep -c failed)" 2
}

@test "collect.sh without cmp makes the same table again" {
  build_failing
  expect_exit 1 "${scripts}/local.sh"
  expect_exit 0 "${scripts}/collect.sh"
  mv "${sweep_dir}/results.csv" first.csv
  leave_out cmp
  PATH=${bin} expect_exit 0 "${scripts}/collect.sh"
  [[ ${output} != *cmp* ]]
  diff first.csv "${sweep_dir}/results.csv"
}

@test "every tar makes an archive, without the previous one" {
  local tar
  build_failing
  expect_exit 1 "${scripts}/local.sh"
  for tar in tar 'busybox tar'; do
    command -v "${tar%% *}" >/dev/null || continue
    leave_out tar
    printf '#!/bin/sh\nexec %s "$@"\n' "$(command -v "${tar%% *}")${tar#"${tar%% *}"}" >"${bin}/tar"
    chmod +x "${bin}/tar"
    PATH=${bin} expect_exit 0 "${scripts}/collect.sh" --archive
    mkdir -p unpacked
    tar -xzf "${sweep_dir}/sweep.tar.gz" -C unpacked
    (cd unpacked/sweep && sha256sum --quiet -c ARCHIVE.sha256)
    [[ -e unpacked/sweep/state && ! -e unpacked/sweep/sweep.tar.gz ]]
    rm -r unpacked
  done
}
