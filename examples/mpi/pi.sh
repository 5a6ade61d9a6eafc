#!/usr/bin/env bash
# Pi by the midpoint rule on the integral of 4 / (1 + x^2) from 0 to 1. Each rank adds up its share of the intervals.
# Usage: pi.sh INTERVALS, started by mpirun (Open MPI, MPICH) or srun.
set -euo pipefail

readonly intervals=$1
readonly rank=${OMPI_COMM_WORLD_RANK:-${PMI_RANK:-${SLURM_PROCID:-0}}}
readonly ranks=${OMPI_COMM_WORLD_SIZE:-${PMI_SIZE:-${SLURM_NTASKS:-1}}}

awk -v n="${intervals}" -v rank="${rank}" -v ranks="${ranks}" 'BEGIN {
  for (i = rank; i < n; i += ranks) {
    x = (i + 0.5) / n
    sum += 4 / (1 + x * x) / n
  }
  printf "share=%.6f\nranks=%d\n", sum, ranks
}' >"${HSM_TASK_DIR:-.}/rank_${rank}.txt"
