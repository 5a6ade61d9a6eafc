#!/usr/bin/env bash
# Measures the speed promises, each as a ratio of two things measured in turns: `npm run bench`. `npm run bench --
# --quick` takes fewer and smaller samples; `npm run bench -- print status` runs only the cases of these names. Only a
# full run writes docs/reference/benchmarks.md. Exits with 1 if a ratio exceeds its bound.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash scripts/ensure.sh modules
bash scripts/ensure.sh build
exec node bench/run.mjs "$@"
