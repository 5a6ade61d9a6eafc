#!/usr/bin/env bash
# Makes a fresh or stale clone ready: `scripts/ensure.sh modules` installs node_modules, `scripts/ensure.sh build`
# builds dist/; each does nothing where nothing is to be done.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

modules() {
  if [[ -d node_modules ]] && npm ls --depth=0 >/dev/null 2>&1; then return 0; fi
  echo 'installing node_modules' >&2
  npm ci --no-fund --no-audit >&2
}

build() {
  local newer
  if [[ -f dist/hsm.js ]]; then
    newer=$(find src targets scripts package.json -newer dist/hsm.js -name '*.*s*' -type f -print -quit)
    if [[ -z ${newer} ]]; then return 0; fi
  fi
  echo 'building dist' >&2
  npm run --silent build >&2
}

case "${1-}" in
  modules) modules ;;
  build) build ;;
  *)
    echo 'usage: scripts/ensure.sh modules|build' >&2
    exit 2
    ;;
esac
