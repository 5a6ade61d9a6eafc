#!/usr/bin/env bash
# Every check of the project, in order: `npm test`. A failing stage does not stop the ones after it. HSM_TEST_REPORTS is
# a directory for stages.tsv, vitest.json, real-tools.json, browser.json and report.tap (of bats).
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

# shellcheck source=test/real-python.sh
source test/real-python.sh

reports=${HSM_TEST_REPORTS:-$(mktemp -d)} || exit 1
readonly reports
mkdir -p "${reports}"
: >"${reports}/stages.tsv"
if [[ -z ${HSM_TEST_REPORTS-} ]]; then trap 'rm -rf "${reports}"' EXIT; fi

# A test that never ends must fail, not hang. An hour is many times as long as the longest stage takes on today's
# machines.
limit=()
if command -v timeout >/dev/null; then limit=(timeout --kill-after=10 3600); fi

stage() { # <name> <command> [argument]...
  local name=$1 result=ok started=${SECONDS}
  shift
  printf '\n== %s\n' "${name}"
  ${limit[@]+"${limit[@]}"} "$@" </dev/null || result=failed
  printf '%s\t%s\t%s\n' "${name}" "${result}" "$((SECONDS - started))" >>"${reports}/stages.tsv"
}

stage modules bash scripts/ensure.sh modules
stage tools bash test/setup-tools.sh
stage build npm run --silent build
stage typecheck npm run --silent typecheck
stage lint npm run --silent lint
stage unused npm run --silent unused
stage vitest npm run --silent test:unit -- \
  --reporter=default --reporter=json --outputFile.json="${reports}/vitest.json"
# Fails if a link is dead or a page is in no menu.
stage site npm run --silent docs
stage real-tools npm run --silent test:tools -- \
  --reporter=default --reporter=json --outputFile.json="${reports}/real-tools.json"
stage browser npm run --silent test:browser -- \
  --reporter=default --reporter=json --outputFile.json="${reports}/browser.json"
stage bats bash test/run-bats.sh --report-formatter tap --output "${reports}"

printf '\n'
failed=0
while IFS=$'\t' read -r name result seconds; do
  printf '%-10s %-6s %4s s\n' "${name}" "${result}" "${seconds}"
  if [[ ${result} == failed ]]; then failed=$((failed + 1)); fi
done <"${reports}/stages.tsv"
if ((failed > 0)); then
  printf '%s of the stages failed\n' "${failed}"
  exit 1
fi
