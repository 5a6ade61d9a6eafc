#!/bin/bash -p
# Moves the files of a build into the sweep directory that it updates; results are kept. Every step can be repeated, even by two
# processes at once, so whoever finds an interrupted update finishes it: the next build or a script.
set -uo pipefail

main() {
  local file history path
  cd -- "${BASH_SOURCE[0]%/*}/.." || exit 1
  history=$(<.update/history) || exit 1
  if [[ -e .update/MANIFEST.sha256 && $(<MANIFEST.sha256) != "$(<.update/base)" ]]; then
    # Another build was faster: these files belong to the state before it.
    rm -rf .update
    return 1
  fi
  # A directory checked out from git has no empty directories.
  mkdir -p "$history" state || exit 1
  for path in sweep.yaml plan.json; do
    [[ ! -e .update/files/$path || ! -e $path || -e $history/$path ]] || keep "$path"
  done
  for file in .update/files/* .update/files/*/*; do
    [[ ! -f $file ]] || put "$file" "${file#.update/files/}"
  done
  while IFS= read -r path; do
    rm -f -- "$path" || exit 1
  done <.update/removed
  [[ $(tail -n 1 state/builds.tsv 2>/dev/null) == "$(<.update/line)" ]] || cat .update/line >>state/builds.tsv || exit 1
  # From here on the directory is complete: its manifest matches its files.
  [[ ! -e .update/MANIFEST.sha256 ]] || put .update/MANIFEST.sha256 MANIFEST.sha256
  # Meanwhile another process may have done the same, and the next build may have begun.
  [[ $(cat .update/history 2>/dev/null) != "$history" ]] || rm -rf .update
}

# Keeps the files that are about to be replaced.
keep() { # <path>
  ln -- "$1" "$history/$1" 2>/dev/null || [[ -e $history/$1 ]] ||
    { cp -p -- "$1" "$history/$1.part" && mv -f -- "$history/$1.part" "$history/$1"; } || exit 1
}

# Renames a file into place, so that the file there is always complete.
put() { # <from> <to>
  local reason
  if [[ $2 == */* ]]; then mkdir -p "${2%/*}" || exit 1; fi
  reason=$(mv -f -- "$1" "$2" 2>&1) || [[ ! -e $1 ]] || {
    printf '%s\n' "$reason" >&2
    exit 1
  }
}

main
exit $?
