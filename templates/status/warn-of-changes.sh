# Warns if the code has changed since waiting jobs were submitted.
warn_of_changes() {
  local names changed
  [[ -n $queued && -r state/submissions.tsv && -d state/provenance ]] || return 0
  # The name of a job ends in that of its record and a number.
  names=$(awk -F '\t' '
    NR == FNR {
      if (NF == 9 && $1 != "-" && $3 == "queued" && $5 > 0 && match($2, /:[0-9]+/)) waiting[substr($2, 1, RSTART + RLENGTH - 1)]
      next
    }
    $2 == "submitted" && ($1 ":" $5) in waiting {
      parts = split($4, part, ".")
      if (!seen[part[parts - 1]]++) print part[parts - 1]
    }
  ' - state/submissions.tsv <<<"$queue")
  [[ -n $names ]] || return 0
  # shellcheck disable=SC2086 # times and numbers
  changed=$("$BASH" -p scripts/provenance.sh --changed $names 2>/dev/null) || return 0
  [[ -z $changed ]] || printf '%10s  the code has changed since waiting jobs were submitted: they will run the code as it is when they start\n' ''
}
