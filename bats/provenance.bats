#!/usr/bin/env bats
# The records about the code and the machine, whenever tasks are started.
bats_require_minimum_version 1.5.0

setup() {
  load helpers
  load verbs
  make_project
}

# A repository with one commit, and a sweep of two tasks.
make_repository() {
  write_program <<<'printf "%s\n" "${n}"'
  printf 'sweeps/outputs/\n*.log\n' >.gitignore
  git init --quiet --initial-branch=trunk
  git add .
  commit first
}

commit() { # <message>
  git -c user.name=Anna -c user.email=anna@example.org commit --quiet --all --message "$1"
}

# The record of the last start.
record() {
  local records=("${sweep_dir}"/state/provenance/*.txt)
  cat "${records[${#records[@]} - 1]}"
}

recorded() { # <key>
  record | sed -n "/^diff:\$/q;s/^$1: //p"
}

@test "a record has commit, branch, changes and machine, and no secret; it is shown, archived, and in the report" {
  make_repository
  git remote add origin 'https://anna:s3cret@example.org/group/x.git?private_token=s3cret'
  build_numbered 2
  echo 'echo more' >>program.sh
  commit second
  echo 'echo changed' >>program.sh
  echo new >"new file"
  echo ignored >out.log
  export SECRET_TOKEN=s3cret OMP_NUM_THREADS=3 LOADEDMODULES=gcc/12:cuda/11.8
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(recorded started_by)" local
  expect_equal "$(recorded git_commit)" "$(git rev-parse HEAD)"
  expect_equal "$(recorded git_branch)" trunk
  expect_equal "$(recorded git_dirty)" yes
  expect_equal "$(recorded git_remote)" https://example.org/group/x.git
  expect_equal "$(recorded untracked)" $'new file\nsweeps/sweep.yaml'
  expect_equal "$(recorded host)" "$(uname -n)"
  expect_equal "$(recorded user)" "$(id -un)"
  expect_equal "$(recorded module)" $'gcc/12\ncuda/11.8'
  expect_equal "$(recorded code)" live
  recorded variable | grep -qx OMP_NUM_THREADS=3
  run ! grep -rq s3cret "${sweep_dir}"
  # The diff can be applied by git.
  expect_equal "$("${scripts}/provenance.sh" --diff "$(recorded record)")" "$(git diff)"
  git stash --quiet
  "${scripts}/provenance.sh" --diff "$(recorded record)" | git apply
  grep -q 'echo changed' program.sh

  expect_exit 0 hsm show sweep --provenance
  expect_output "git_commit: $(git rev-parse HEAD)"
  run ! grep -qF 'echo changed' <<<"${output}"
  expect_exit 0 hsm show sweep --provenance --json
  expect_equal "$(node -p 'const [{ values, diff }] = JSON.parse(require("node:fs").readFileSync(0)).records; [values.git_dirty, /^\+echo changed$/m.test(diff)].join()' <<<"${output}")" yes,true
  expect_exit 0 hsm report
  grep -qF "$(git rev-parse HEAD)" "${sweep_dir}/report.html"
  run ! grep -qF 'echo changed' "${sweep_dir}/report.html"
  expect_exit 0 "${scripts}/collect.sh" --archive
  tar -tf "${sweep_dir}/sweep.tar.gz" | grep -qx "sweep/state/provenance/$(recorded record).txt"
}

@test "each start leaves a record, and commands that start nothing leave none" {
  make_repository
  build_numbered 2
  expect_exit 0 "${scripts}/local.sh" --dry-run
  expect_exit 0 "${scripts}/local.sh" --only 1
  expect_equal "$(recorded git_dirty)" no
  expect_exit 0 "${scripts}/resume.sh"
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(ls "${sweep_dir}/state/provenance" | wc -l)" 2
}

@test "Python and its packages are those of the tasks; slow or skipped parts are mentioned" {
  python3 -m venv --without-pip .venv
  local site
  site=$(echo .venv/lib/python3*/site-packages)
  mkdir "${site}/mine-1.5.dist-info"
  printf 'Metadata-Version: 2.1\nName: mine\nVersion: 1.5\n' >"${site}/mine-1.5.dist-info/METADATA"
  printf '{"url": "https://me:pw@example.org/mine.git", "vcs_info": {"vcs": "git", "commit_id": "abc"}}' \
    >"${site}/mine-1.5.dist-info/direct_url.json"
  echo 'print("hello")' >train.py
  # Files next to the script are not taken for Python's modules.
  echo 'raise SystemExit(1)' >json.py
  build_sweep <<'YAML'
script: train.py
args: argparse
environment: {venv: .venv}
sweep: {grid: {n: [1]}}
YAML
  sed -i 's/^print.*/import sys/' train.py
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(recorded package)" 'mine==1.5 (https://example.org/mine.git@abc)'
  expect_equal "$(recorded python_path)" "$(cd .venv && pwd -P)/bin/python3"
  expect_equal "$(recorded not_recorded)" 'git: the project is not in a repository'

  rm -r "${sweep_dir}"
  build_sweep <<'YAML'
script: train.py
args: argparse
environment: {setup: ['true']}
sweep: {grid: {n: [1]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  recorded not_recorded | grep -q '^python: environment.setup'
}

@test "a Python that does not respond keeps nobody waiting" {
  mkdir bin
  cat >bin/python3 <<BASH
#!/bin/bash
[[ \$1 != -c ]] || { touch "${BATS_TEST_TMPDIR}/asked"; while [[ ! -e "${BATS_TEST_TMPDIR}/end" ]]; do sleep 0.2; done; }
BASH
  chmod +x bin/python3
  echo >train.py
  PATH=${project}/bin:${PATH}
  build_sweep <<'YAML'
script: train.py
args: argparse
sweep: {grid: {n: [1]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(recorded not_recorded | tail -n 1)" 'python: no answer yet'
  wait_until test -e "${BATS_TEST_TMPDIR}/asked"
  touch "${BATS_TEST_TMPDIR}/end"
  has_no_doubt() { ! recorded not_recorded | grep -q 'no answer yet'; }
  wait_until has_no_doubt
}

@test "without git, without a commit, with a diff that is too large, and without a diff" {
  make_repository
  rm -rf .git
  git init --quiet --initial-branch=trunk
  git add program.sh
  build_numbered 1
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(recorded git_commit)" none
  record | grep -q '^+++ b/program.sh'

  git add .
  commit first
  rm -r "${sweep_dir}"
  seq 300000 >>program.sh
  : >program.sh
  seq 300000 | sed 's/^/# /' >>program.sh
  build_numbered 1
  expect_exit 0 "${scripts}/local.sh"
  local bytes kept
  bytes=$(git diff | wc -c)
  kept=$("${scripts}/provenance.sh" --diff "$(recorded record)" | wc -c)
  expect_equal "$((kept > 1000000 && kept <= 1048576))" 1
  expect_equal "$(recorded not_recorded | grep '^diff')" "diff: the last $((bytes - kept)) of ${bytes} bytes"

  rm -r "${sweep_dir}"
  build_sweep <<'YAML'
command: [bash, program.sh]
args: env
provenance: {diff: false}
sweep: {grid: {n: [1]}}
YAML
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(recorded git_dirty)" yes
  expect_equal "$(recorded not_recorded)" 'diff: provenance.diff is false'
  run ! grep -q '^diff:' "${sweep_dir}"/state/provenance/*.txt

  rm -r "${sweep_dir}" .git
  build_numbered 1
  expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(recorded not_recorded)" 'git: the project is not in a repository'
}

@test "repository addresses lose user, password and token, and addresses that may still contain one are omitted" {
  make_repository
  build_numbered 9
  local task=0 address shown
  while read -r address shown; do
    task=$((task + 1))
    git config remote.origin.url "${address}"
    expect_exit 0 "${scripts}/local.sh" --only "${task}"
    expect_equal "$(recorded git_remote)" "${shown}"
    rm "${sweep_dir}"/state/provenance/*
  done <<'TEXT'
https://example.org/a/b.git https://example.org/a/b.git
https://token@example.org/a/b.git https://example.org/a/b.git
https://me:p@ss@example.org/a https://example.org/a
https://me:p/ss@example.org/a
ssh://git@example.org:22/a.git#x ssh://example.org:22/a.git
git@example.org:a/b.git example.org:a/b.git
/srv/git/@group/a.git /srv/git/@group/a.git
ext::me@host
https://example.org/a?access_token=x https://example.org/a
TEXT
}

@test "the records of an earlier sweep come with the tasks that are taken over" {
  make_repository
  build_numbered 2
  expect_exit 0 "${scripts}/local.sh"
  local name
  name=$(recorded record)
  expect_exit 0 hsm build --name next --from sweep
  rm -r "${sweep_dir}"
  grep -qx 'sweep: sweep' "${sweep_dir%/*}/next/state/provenance/${name}.txt"
}
