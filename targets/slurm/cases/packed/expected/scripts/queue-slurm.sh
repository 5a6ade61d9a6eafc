#!/bin/bash -p
# Lists the jobs of this sweep.
#
#   queue-slurm.sh [--all] [SWEEP_DIRECTORY…]    one line a job, for status.sh and hsm queue
#   queue-slurm.sh --cancel JOB…                 cancel jobs, as the lines call them: slurm:12_3
#
#   Exit status: 0, or 75 when Slurm is not here or does not answer.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 c8675d4bbda4b92874fc7f4cab1269827aa409edc2d2406d643ffc837c77b6bb).
# To change it, edit that file and run: hsm build

# --- Strict mode
# What follows is for bash -p, which takes no functions, options or start file from its environment. Any
# other shell reads this far and is replaced; in POSIX mode no function of the caller's stands for exec.
case ${BASH_VERSION-}:$- in
  [1-9]*:*p*) ;;
  *)
    HSM_SHELLOPTS=${SHELLOPTS-} HSM_BASHOPTS=${BASHOPTS-} POSIXLY_CORRECT=${POSIXLY_CORRECT-}
    export HSM_SHELLOPTS HSM_BASHOPTS
    exec /bin/bash -p "$0" "$@"
    ;;
esac
unset BASH_COMPAT CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, and this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Settings: of this sweep, and read from this script by that of another, which may be asked for both
# shellcheck disable=SC2034
readonly task_count=50 tasks_per_job=20

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# The help is the comment at the top of the script.
show_help() { # <script>
  sed -n -e '/^#!/d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$1"
}

# Prints a line for each job of these sweeps, and with --all for the other jobs of their owner, with tabs
# between:
#   sweep job state scheduler's-state first-task last-task list name where
# A job of another sweep, or of none, has - and 0 for what is not known. squeue is asked once, with all that
# could change what it prints taken out of the environment.
read_queue() {
  local directory owner rows known='' name
  owner=$(stat -c %U "${directories[0]}" 2>/dev/null) || owner=$(id -un)
  for name in "${!SQUEUE_@}"; do
    unset "$name"
  done
  rows=$(run_limited squeue --noheader --array --user="$owner" \
    --format=$'%F\037%K\037%T\037%N\037%r\037%j\037%Z\037%o' 2>/dev/null) || return 75
  [[ -n $rows ]] || return 0
  for directory in "${directories[@]}"; do
    known+=$(describe_sweep "$directory")$'\n'
  done
  { printf '%s\n' "$known" "$rows"; } | LC_ALL=C awk -v all="$all" '
    BEGIN {
      FS = "\037"
      OFS = "\t"
    }
    $1 == "sweep" {
      paths[++sweeps] = $2
      count[sweeps] = $3
      each[sweeps] = $4
      ledger[sweeps] = $5
      next
    }
    NF < 8 { next }
    # Which sweep a job is of: its ledger has the job, or its script is the job.
    function find_sweep(i, script) {
      script = $8
      if (script !~ /^\//) script = $7 "/" script
      for (i = 1; i <= sweeps; i++) {
        if (index(ledger[i], " " $1 " ")) return i
        if (index(script " ", paths[i] "/scripts/slurm.sh ") == 1) return i
      }
      return 0
    }
    # The value of an argument of the job script.
    function argument(name, at, rest) {
      at = index($8, "scripts/slurm.sh ")
      rest = at ? " " substr($8, at + 17) " " : ""
      at = index(rest, " " name " ")
      if (!at) return ""
      rest = substr(rest, at + length(name) + 2)
      return substr(rest, 1, index(rest, " ") - 1)
    }
    {
      sweep = find_sweep()
      if (!sweep && !all) next
      job = "slurm:" $1 ($2 ~ /^[0-9]+$/ ? "_" $2 : "")
      state = $3 ~ /^(PENDING|REQUEUED|REQUEUE_HOLD|REQUEUE_FED|RESV_DEL_HOLD|SPECIAL_EXIT)$/ ? "queued" : "running"
      where = $4 != "" && state == "running" ? $4 : $5
      gsub(/\t/, " ", $6)
      if (!sweep) {
        print "-", job, state, $3, 0, 0, "-", $6, where
        next
      }
      element = $2 + argument("--offset")
      list = argument("--list")
      first = (element - 1) * each[sweep] + 1
      last = element * each[sweep]
      if (last > count[sweep]) last = count[sweep]
      # Workers have no tasks of their own.
      if (argument("--workers") != "") first = last = 0
      name = paths[sweep]
      sub(/.*\//, "", name)
      print name, job, state, $3, first, last, list == "" ? "-" : list, $6, where
    }
'
}

# Slurm answers in a moment or, where its controller is down, after minutes.
run_limited() { # <command>…
  if command -v timeout >/dev/null; then
    timeout 30 "$@"
  else
    "$@"
  fi
}

# Prints what tells the jobs of a sweep: its path, how many tasks it has and how many a job runs, and the
# numbers of the jobs in its ledger.
describe_sweep() { # <sweep directory>
  local path script count each jobs=''
  path=$(cd -- "$1" 2>/dev/null && pwd -P) || return 0
  script=$path/scripts/queue-slurm.sh
  count=$(sed -n 's/^readonly task_count=\([0-9]*\) .*/\1/p' "$script")
  each=$(sed -n 's/^readonly .* tasks_per_job=\([0-9]*\)$/\1/p' "$script")
  if [[ -e $path/state/submissions.tsv ]]; then
    jobs=$(awk -F '\t' '$1 ~ /^slurm(\/|$)/ && $2 == "submitted" { printf " %s", $5 }' "$path/state/submissions.tsv")
  fi
  printf 'sweep\037%s\037%s\037%s\037%s ' "$path" "$count" "$each" "$jobs"
}

# Cancels jobs of this sweep, as the first lines of this script call them, and says so in the ledger.
cancel_jobs() { # <job>…
  local job numbers=()
  for job in "$@"; do
    job=${job#slurm:}
    case $job in
      '' | *[!0-9_]*) usage_error "not a job such as slurm:12_3: $job" ;;
      *) numbers+=("$job") ;;
    esac
  done
  [[ ${#numbers[@]} -gt 0 ]] || usage_error 'which jobs?'
  for job in "${!SCANCEL_@}"; do
    unset "$job"
  done
  printf '%s\n' "${numbers[@]}" | xargs -n 500 scancel || die 'scancel failed: see squeue for what is left'
  for job in "${numbers[@]}"; do
    printf 'slurm\tcancelled\t%s\t-\t%s\t-\t-\t-\n' "$(date +%Y-%m-%dT%H:%M:%S)" "$job"
  done >>state/submissions.tsv || printf 'cannot write state/submissions.tsv\n' >&2
}

main() {
  local scripts=.
  case ${BASH_SOURCE[0]} in
    */*) scripts=${BASH_SOURCE[0]%/*} ;;
    *) ;;
  esac
  directories=() all='' cancel=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --all) all=yes ;;
      --cancel) cancel=yes ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        return 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) directories+=("$1") ;;
    esac
    shift
  done
  command -v squeue >/dev/null || return 75
  if [[ -n $cancel ]]; then
    cd -- "$scripts/.." || die "cannot enter $scripts/.."
    cancel_jobs ${directories[@]+"${directories[@]}"}
    return
  fi
  [[ ${#directories[@]} -gt 0 ]] || directories=("$scripts/..")
  read_queue
}

main "$@"
exit $?
