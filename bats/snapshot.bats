#!/usr/bin/env bats
# `code: snapshot`: tasks run the code as it was when they were started, whatever is edited later.
bats_require_minimum_version 1.5.0

setup() {
  load helpers
  load verbs
  load other-user
  make_project
}

# Tasks print which code they run, where, and what they read there. While a file named hold exists in the test's own
# directory, they wait.
write_code() { # <version>
  write_program <<BASH
touch "${BATS_TEST_TMPDIR}/began.\${n}"
while [[ -e ${BATS_TEST_TMPDIR}/hold ]]; do nap 0.1; done
printf '%s\n' "$1 \$(<lib/part) \$(cat data/set 2>/dev/null)" "\${PWD}" "\${HSM_PROJECT_DIR}" >"\${HSM_TASK_DIR}/out"
BASH
  mkdir -p lib
  echo "part $1" >lib/part
}

make_repository() {
  write_code one
  printf 'sweeps/outputs/\ndata/\n' >.gitignore
  commit_all
  mkdir data
  echo old data >data/set
}

build_snapshot() { # <how many tasks> [<value of code>]
  build_sweep <<YAML
command: [bash, program.sh]
args: env
code: ${2-snapshot}
sweep: {grid: {n: [$(seq -s , "$1")]}}
targets: {local: {grace: 1}}
YAML
}

said() { # <task>
  head -n 1 "${sweep_dir}/tasks/task_$1/out"
}

place_of() { # <task>
  sed -n 2p "${sweep_dir}/tasks/task_$1/out"
}

snapshots() {
  find "${project}/sweeps/outputs/.hsm-code" -mindepth 3 -maxdepth 3 -path '*/code/*' | sort
}

@test "a task that starts after an edit runs the old code, with the current data; the next start runs the new code" {
  make_repository
  build_snapshot 3
  touch "${BATS_TEST_TMPDIR}/hold"
  start_in_background log "${scripts}/local.sh" --jobs 1 --only 1-2
  wait_until test -e "${BATS_TEST_TMPDIR}/began.1"
  write_code two
  echo new data >data/set
  rm "${BATS_TEST_TMPDIR}/hold"
  wait_for_end "${started}"
  expect_equal "${ended}" 0
  expect_equal "$(said 1)" 'one part one new data'
  expect_equal "$(said 2)" 'one part one new data'
  expect_equal "$(place_of 2)" "$(snapshots)"
  expect_equal "$(sed -n 3p "${sweep_dir}/tasks/task_2/out")" "$(place_of 2)"
  expect_equal "$(<"${sweep_dir}/state/code")" "$(place_of 2)"
  grep -qx "code: snapshot $(basename "$(place_of 2)")" "${sweep_dir}"/state/provenance/*.txt
  grep -qx "git_commit: $(git rev-parse HEAD)" "${sweep_dir}"/state/provenance/*.txt

  expect_exit 0 "${scripts}/resume.sh"
  expect_equal "$(said 3)" 'two part two new data'
  expect_equal "$(snapshots | wc -l)" 2
  # Unchanged files exist only once.
  expect_equal "$(stat -c %h "$(place_of 3)/.gitignore")" 2
  expect_equal "$(stat -c %h "$(place_of 3)/program.sh")" 1
  expect_equal "$(stat -c %h .gitignore)" 1
}

@test "sweeps with the same code share a snapshot, also if they make it at the same time; an existing one is not made again" {
  make_repository
  build_snapshot 1
  hsm build --name other >/dev/null
  local at
  for at in 1 2 3 4; do
    "${scripts}/snapshot.sh" >"${BATS_TEST_TMPDIR}/said.${at}" &
    "${sweep_dir%/*}/other/scripts/snapshot.sh" >"${BATS_TEST_TMPDIR}/other.${at}" &
  done
  wait
  expect_equal "$(cat "${BATS_TEST_TMPDIR}"/{said,other}.? | sort -u)" "$(snapshots)"
  expect_equal "$(find "$(snapshots)" ! -type d | wc -l)" 6
  run ! compgen -G "$(dirname "$(snapshots)")/.*.part"
}

@test "ignored and excluded files and submodules are links; included files are copies" {
  make_repository
  mkdir -p lib/cache 'odd name' lib/__pycache__ tracked
  touch lib/cache/x 'odd name/y' tracked/z lib/__pycache__/p
  printf '/lib/cache\nextra.bin\n*.so\n__pycache__\n' >>.gitignore
  touch extra.bin lib/made.so
  git init --quiet sub
  git -C sub -c user.name=A -c user.email=a@example.org commit --quiet --allow-empty --message sub
  git -c protocol.file.allow=always submodule --quiet add ./sub sub 2>/dev/null || git add sub
  build_snapshot 1 '{mode: snapshot, include: extra.bin, exclude: [tracked]}'
  local made
  made=$("${scripts}/snapshot.sh" 2>/dev/null)
  expect_equal "$(cd "${made}" && find . -type l -printf '%P -> %l\n' | sort)" "data -> ${project}/data
lib/cache -> ${project}/lib/cache
lib/made.so -> ${project}/lib/made.so
sub -> ${project}/sub
sweeps/outputs -> ${project}/sweeps/outputs
tracked -> ${project}/tracked"
  [[ -f ${made}/extra.bin && ! -L ${made}/extra.bin && -f "${made}/odd name/y" && ! -e ${made}/lib/__pycache__ ]]
  # Data that is created later.
  mkdir more
  echo more >>.git/info/exclude
  expect_equal "$("${scripts}/snapshot.sh" 2>/dev/null)" "${made}"
  [[ -L ${made}/more ]]
}

@test "without git, all files that are not excluded are code; a large amount of data is refused before it is read" {
  write_code one
  mkdir data
  echo old >data/set
  truncate -s 3M data/large
  build_snapshot 1
  HSM_CODE_LIMIT=2 expect_exit 1 "${scripts}/local.sh"
  expect_output 'the code is 3 MB, more than the limit of 2 MB'
  expect_equal "$(ls "${sweep_dir}/tasks")" ''
  build_snapshot 1 '{mode: snapshot, exclude: [data]}'
  HSM_CODE_LIMIT=2 expect_exit 0 "${scripts}/local.sh"
  expect_equal "$(said 1)" 'one part one old'
  [[ -L $(snapshots)/data && $(snapshots) == */plain-* ]]
  # A snapshot of a snapshot is itself.
  HSM_PROJECT_DIR=$(snapshots) expect_exit 0 "${scripts}/snapshot.sh"
  expect_output "$(snapshots)"
}

@test "a file of a snapshot that a task has changed is not in any other snapshot" {
  make_repository
  build_snapshot 1
  local first
  first=$("${scripts}/snapshot.sh")
  echo spoilt >"${first}/lib/part"
  echo left >"${first}/left"
  echo '# more' >>program.sh
  expect_equal "$(<"$("${scripts}/snapshot.sh")/lib/part")" 'part one'
  expect_equal "$(snapshots | wc -l)" 2
  run ! test -e "$(snapshots | grep -v "${first}")/left"
}

@test "hsm cleanup removes old snapshots that no sweep uses, except those with files of tasks" {
  make_repository
  build_snapshot 1
  expect_exit 0 "${scripts}/local.sh"
  local used unused kept
  used=$(snapshots)
  hsm build --name other >/dev/null
  write_code two
  unused=$("${sweep_dir%/*}/other/scripts/snapshot.sh")
  write_code three
  kept=$("${sweep_dir%/*}/other/scripts/snapshot.sh")
  echo result >"${kept}/result"
  rm -r "${sweep_dir%/*}/other"
  expect_exit 0 hsm cleanup -y
  expect_equal "$(snapshots | wc -l)" 3
  touch -d 2020-01-01 "${used}" "${unused}" "${kept}"
  expect_exit 0 hsm cleanup --dry-run
  expect_equal "$(snapshots | wc -l)" 3
  expect_exit 0 hsm cleanup -y
  expect_output 'tasks wrote files into it, such as result'
  expect_equal "$(snapshots)" "$(printf '%s\n' "${used}" "${kept}" | sort)"
  age_sweep "${sweep_dir}"
  rm "${kept}/result"
  touch -d 2020-01-01 "${used}" "${kept}"
  expect_exit 0 hsm cleanup -y
  expect_equal "$(snapshots)" ''
  [[ -e data/set ]]
}

# Git does not read another user's repository, so files that it would ignore there are not code.
@test "two users in one outputs directory share a snapshot; a repository that git refuses to read is no code without git" {
  require_other_user
  make_repository
  build_snapshot 4
  expect_exit 0 "${scripts}/local.sh" --only 1
  chmod -R a+rwX sweeps/outputs
  open_way_to "${project}"
  expect_exit 1 as_nobody "${scripts}/snapshot.sh"
  expect_output 'dubious ownership'
  expect_output "git cannot read the repository of ${project}"
  trusting=(env GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0="${project}")
  expect_exit 0 as_nobody "${trusting[@]}" "${scripts}/snapshot.sh"
  expect_equal "${output}" "$(snapshots)"
  # After an edit of the first user, the second one makes the snapshot: of copies where links to files of others are not allowed.
  write_code two
  expect_exit 0 as_nobody "${trusting[@]}" "${scripts}/local.sh" --only 2
  expect_equal "$(said 2)" 'two part two old data'
  expect_equal "$(snapshots | wc -l)" 2
  # And the first one makes the next from it.
  write_code three
  expect_exit 0 "${scripts}/local.sh" --only 3
  expect_equal "$(said 3)" 'three part three old data'
  expect_equal "$(snapshots | wc -l)" 3
  # A user who may not write there is told so.
  chmod -R go-w sweeps/outputs/.hsm-code
  write_code four
  expect_exit 1 as_nobody "${trusting[@]}" "${scripts}/snapshot.sh"
  expect_output 'cannot write to'
}

@test "a repository that no longer exists, and no git at all: nothing is copied without a message" {
  make_repository
  build_snapshot 1
  mv .git gone
  echo 'gitdir: nowhere' >.git
  expect_exit 1 "${scripts}/snapshot.sh"
  expect_output 'fatal: not a git repository: '
  mkdir "${BATS_TEST_TMPDIR}/bin"
  ln -s /usr/bin/* "${BATS_TEST_TMPDIR}/bin/"
  rm "${BATS_TEST_TMPDIR}/bin/git"
  PATH=${BATS_TEST_TMPDIR}/bin expect_exit 0 "${scripts}/snapshot.sh"
  expect_output 'git is not installed, so files that git would ignore count as code too'
}

@test "files that git is told not to look at: their edits are code, and a sparse checkout is one without the others" {
  make_repository
  mkdir far
  touch far/{a,b} $'odd\nname'
  commit_all
  build_snapshot 2
  git sparse-checkout set --no-cone '/*' '!/far/'
  [[ ! -e far ]]
  git update-index --assume-unchanged program.sh lib/part $'odd\nname'
  expect_exit 0 "${scripts}/local.sh" --only 1
  expect_equal "$(said 1)" 'one part one old data'
  [[ ! -e $(place_of 1)/far && -e $(place_of 1)/$'odd\nname' ]]
  write_code two
  expect_equal "$(git status --porcelain --untracked-files=no)" ''
  expect_exit 0 "${scripts}/local.sh" --only 2
  expect_equal "$(said 2)" 'two part two old data'
  expect_equal "$(git ls-files -v | grep -c '^[hS]')" 5
  # The record of what ran has no diff of them.
  grep -h '^not_recorded: ' "${sweep_dir}"/state/provenance/*.txt | grep -q 'diff: git ignores changes of .* and 2 more'
}
