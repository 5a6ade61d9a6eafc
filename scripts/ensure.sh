#!/usr/bin/env bash
# Makes a fresh or stale clone ready: `scripts/ensure.sh modules` installs node_modules, `build` builds dist/,
# `site-modules` installs the packages that build the site, and `site` builds it; each does nothing if everything is up
# to date.
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

site_modules() {
  if [[ -d site/node_modules ]] && npm ls --depth=0 --prefix site >/dev/null 2>&1; then return 0; fi
  echo 'installing site/node_modules' >&2
  npm ci --no-fund --no-audit --prefix site >&2
}

site() {
  local index=site/.vitepress/dist/index.html newer
  if [[ -f ${index} ]]; then
    newer=$(find docs examples targets site dist ./*.md \( -name node_modules -o -path site/pages -o -path site/.vitepress/dist \) -prune \
      -o -type f \( -name '*.md' -o -name '*.mjs' -o -name '*.css' -o -name hsm.js \) -newer "${index}" -print -quit)
    if [[ -z ${newer} ]]; then return 0; fi
  fi
  echo 'building the site' >&2
  npm run --silent docs >&2
}

case "${1-}" in
  modules) modules ;;
  build) build ;;
  site-modules) site_modules ;;
  site) site ;;
  *)
    echo 'usage: scripts/ensure.sh modules|build|site-modules|site' >&2
    exit 2
    ;;
esac
