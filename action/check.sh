#!/bin/bash
# Checks the sweep files and the committed sweep directories of a repository, for the GitHub action in this directory and for
# pre-commit. Usage: check.sh [FILE…]. HSM_COMMAND is the command that runs hsm. HSM_FILES lists sweep files, one per line.
# HSM_STALE is whether sweep directories are errors if they are out of date, that is, if their source now compiles to something
# else. Exits with 1 if there are errors.
set -uo pipefail

read -r -a hsm <<<"${HSM_COMMAND:-hsm}"
format=pretty
[[ -z ${GITHUB_ACTIONS-} ]] || format=github

files=()
if [[ $# -gt 0 ]]; then
  files=("$@")
elif [[ -n ${HSM_FILES-} ]]; then
  while IFS= read -r file; do
    [[ -z ${file} ]] || files+=("${file}")
  done <<<"${HSM_FILES}"
else
  while IFS= read -r -d '' file; do
    # Sweep files have a top-level `sweep`. A sweep directory contains a copy of its sweep file, which is skipped.
    if grep -q '^sweep:' -- "${file}" && [[ ! -e ${file%/*}/MANIFEST.sha256 ]]; then files+=("${file}"); fi
  done < <(git ls-files -z -- 'sweeps/*.yaml' 'sweeps/*.yml')
fi

result=0
for file in ${files[@]+"${files[@]}"}; do
  "${hsm[@]}" check -c "${file}" --format "${format}" || result=1
done
if [[ ${HSM_STALE:-true} == true ]] && ! "${hsm[@]}" build --check; then
  [[ ${format} != github ]] || echo '::error::a sweep directory is out of date; the log shows which one'
  result=1
fi
exit "${result}"
