#!/bin/bash
# Checks the sweep files of a repository and its committed sweep directories, for the action beside this file and for
# pre-commit: check.sh [FILE…]. HSM_COMMAND is the command that runs hsm, HSM_FILES sweep files, one per line, and HSM_STALE
# whether a sweep directory that is not what its source compiles to is an error. Exit code 1 where something is wrong.
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
    # A sweep has that at the top; what is in a sweep directory is the copy of one.
    if grep -q '^sweep:' -- "${file}" && [[ ! -e ${file%/*}/MANIFEST.sha256 ]]; then files+=("${file}"); fi
  done < <(git ls-files -z -- 'sweeps/*.yaml' 'sweeps/*.yml')
fi

result=0
for file in ${files[@]+"${files[@]}"}; do
  "${hsm[@]}" check -c "${file}" --format "${format}" || result=1
done
if [[ ${HSM_STALE:-true} == true ]] && ! "${hsm[@]}" build --check; then
  [[ ${format} != github ]] || echo '::error::a sweep directory is out of date; see the log for which one'
  result=1
fi
exit "${result}"
