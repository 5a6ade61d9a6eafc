#!/usr/bin/env bats
# The output of `npm pack` is installed into an empty folder and compiles a sweep there, without a network.

setup_file() {
  cd "${BATS_TEST_DIRNAME}/.."
  # The build is a separate stage; packing must not rebuild dist while other tests use it.
  npm pack --ignore-scripts --silent --pack-destination "${BATS_FILE_TMPDIR}" >/dev/null
  mkdir "${BATS_FILE_TMPDIR}/installed"
  cd "${BATS_FILE_TMPDIR}/installed"
  npm init -y >/dev/null
  npm install --offline --no-audit --no-fund --silent "${BATS_FILE_TMPDIR}"/*.tgz
}

setup() {
  cd "${BATS_FILE_TMPDIR}/installed"
}

@test "the package installs into an empty folder and needs no other package" {
  run ls node_modules
  [ "${status}" -eq 0 ]
  [ "${output}" = hpc-sweep-manager ]
}

@test "the installed hsm prints its version" {
  run node_modules/.bin/hsm --version
  [ "${status}" -eq 0 ]
  [[ ${output} == *"$(node -p 'require("hpc-sweep-manager/package.json").version')"* ]]
}

@test "the installed hsm builds the quickstart, and the result runs" {
  mkdir project
  cp -R "${BATS_TEST_DIRNAME}/../examples/quickstart/sweeps" "${BATS_TEST_DIRNAME}/../examples/quickstart/train.py" project
  rm -rf project/sweeps/outputs
  cd project
  ../node_modules/.bin/hsm build --target local --name packed
  run sweeps/outputs/packed/scripts/task.sh --print 1
  [ "${status}" -eq 0 ]
  [[ ${output} == *train.py* && ${output} == *seed=1* ]]
  sweeps/outputs/packed/scripts/local.sh --jobs 2 --only 1
  [ -s sweeps/outputs/packed/tasks/task_1/metrics.json ]
}

@test "the installed hsm copies each example, without files that tests leave in it" {
  local name names=()
  mkdir copies
  cd copies
  for name in "${BATS_TEST_DIRNAME}"/../examples/*/; do names+=("$(basename "${name}")"); done
  [ "${#names[@]}" -gt 4 ]
  for name in "${names[@]}"; do
    ../node_modules/.bin/hsm init --example "${name}"
    [ ! -e "${name}/sweeps/outputs" ]
    diff <(cd "${name}" && find . -type f | sort) \
      <(cd "${BATS_TEST_DIRNAME}/../examples/${name}" && git ls-files | sed 's|^|./|' | sort)
  done
  cd cases
  ../../node_modules/.bin/hsm run --name first -- --only 1
  [ -s sweeps/outputs/first/tasks/task_1/metrics.json ]
}

# The golden cases are compared with the output of the sources; this is the bundle, whose templates are compiled.
@test "the installed hsm emits the recorded golden cases" {
  local case file built compared=0
  mkdir -p bin
  printf '#!/bin/sh\n' >bin/python3
  chmod +x bin/python3
  for case in "${BATS_TEST_DIRNAME}"/../targets/*/cases/*/; do
    case=${case%/}
    mkdir -p "golden/${case##*/}/sweeps"
    cp "${case}"/*.yaml "golden/${case##*/}/sweeps"
    # Tables that a sweep reads.
    find "${case}" -maxdepth 1 -type f ! -name '*.yaml' -exec cp {} "golden/${case##*/}" \;
    : >"golden/${case##*/}/train.py"
    (
      cd "golden/${case##*/}"
      PATH=${BATS_FILE_TMPDIR}/installed/bin:${PATH} ../../node_modules/.bin/hsm build \
        --target "$(basename "${case%/cases/*}")" --name "${case##*/}"
    )
    built=golden/${case##*/}/sweeps/outputs/${case##*/}
    for file in "${case}"/expected/scripts/*; do
      diff "${file}" "${built}/scripts/${file##*/}"
      compared=$((compared + 1))
    done
  done
  [ "${compared}" -gt 11 ]
}

@test "the installed hsm writes a report" {
  local directory=project/sweeps/outputs/packed
  printf 'cat <<CSV\ntask,seed,state,exit_code,duration,host,attempt,started,ended,accuracy\n1,1,completed,0,2,n1,1,10,12,0.9\nCSV\n' \
    >"${directory}/scripts/collect.sh"
  (cd project && ../node_modules/.bin/hsm report packed)
  grep -q 'name="generator" content="hsm report"' "${directory}/report.html"
  grep -q 'axisareaselected' "${directory}/report.html"
  rm "${directory}/scripts/collect.sh"
}

@test "the installed library can be imported, with its types" {
  node --input-type=module -e 'await import("hpc-sweep-manager")'
  [ -f node_modules/hpc-sweep-manager/dist/types/src/index.d.ts ]
}

@test "the manual is in the package, in the places that npm links" {
  local page
  for page in $(node -p 'require("hpc-sweep-manager/package.json").man.join(" ")'); do
    [ -s "node_modules/hpc-sweep-manager/${page}" ]
  done
  run ls node_modules/hpc-sweep-manager/dist
  [[ ${output} != *man-pages* ]]
}

@test "only files that are needed at run time are packed" {
  run find node_modules/hpc-sweep-manager -name '*.ts' ! -name '*.d.ts'
  [ "${output}" = '' ]
  [ ! -e node_modules/hpc-sweep-manager/test ]
  [ ! -e node_modules/hpc-sweep-manager/templates ]
  run find node_modules/hpc-sweep-manager/dist/report-page -type f
  [ "${#lines[@]}" -eq 2 ]
}
