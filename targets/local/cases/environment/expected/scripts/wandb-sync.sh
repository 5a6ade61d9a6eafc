#!/bin/bash -p
# Sends the offline runs of the tasks to Weights & Biases.
#
#   wandb-sync.sh [--only 1,5-8] [--dry-run] [-- WANDB SYNC OPTION…]
#
#     --only 1,5-8  only runs of these tasks; with @FILE, of those listed in a file
#     --where WORDS only tasks with these values, such as 'lr=0.01 model=cnn,mlp'; see select.sh
#     --dry-run     list the runs that would be sent
#
#   Run it on a machine with network access, with the tasks' wandb on PATH and logged in. A run is sent once,
#   after its task has ended. Exit code: 1 if a run was not sent.
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 573d89058f0027bf649746d86cb7d7863239058a31bdaa64bcd7bc916ba0e5a9).
# To change it, edit that file and run: hsm build

# --- Strict mode
# The rest needs bash -p, which ignores functions, options and start-up files from its environment. Any other shell stops reading
# here and is replaced; in POSIX mode no function of the caller can stand in for exec.
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
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

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

# Sets sweep_dir from the location of this script, so that the directory can be moved.
locate_sweep() {
  local scripts=.
  case ${BASH_SOURCE[0]} in
    */*) scripts=${BASH_SOURCE[0]%/*} ;;
    *) ;;
  esac
  cd -- "$scripts/.." || die "cannot enter $scripts/.."
  sweep_dir=$PWD
  readonly sweep_dir
  [[ ! -d .update ]] || finish_update
}

# Finishes a build that was interrupted while it was replacing files.
finish_update() {
  "$BASH" -p "$sweep_dir/.update/finish.sh" 2>/dev/null || true
}

# Sets list to a list of tasks, 1,5-8 or @FILE, with the path of the file made absolute.
locate_list() { # <list>
  list=$1
  case $1 in
    @/*) ;;
    @*) list=@$PWD/${1#@} ;;
    *) ;;
  esac
}

# Sets runs to the directories of offline runs that were not sent. A running task still writes to its run, so that is skipped.
find_runs() {
  local rows task state run
  rows=$("$BASH" -p scripts/status.sh --tsv ${only:+--only "$only"}) || exit
  runs=()
  while IFS=$'\t' read -r task state _; do
    case $state in
      completed | failed | timeout | cancelled | lost) ;;
      *) continue ;;
    esac
    for run in tasks/task_"$task"/wandb/offline-run-*; do
      if [[ -d $run ]] && ! was_sent "$run"; then
        runs+=("$run")
      fi
    done
  done <<<"$rows"
}

# wandb creates this marker file for a run that it has sent.
was_sent() { # <directory of a run>
  local marks=("$1"/*.wandb.synced)
  [[ -e ${marks[0]} ]]
}

# wandb takes seconds to start, so it gets many runs at a time. Its marker files show which runs were sent.
send_runs() {
  local at run batch sent=0
  for ((at = 0; at < ${#runs[@]}; at += 50)); do
    batch=("${runs[@]:at:50}")
    wandb sync ${options[@]+"${options[@]}"} "${batch[@]}" || true
    for run in "${batch[@]}"; do
      if was_sent "$run"; then
        sent=$((sent + 1))
      else
        printf 'not sent: %s\n' "$run" >&2
      fi
    done
  done
  printf '%d of %d runs sent\n' "$sent" "${#runs[@]}"
  [[ $sent -eq ${#runs[@]} ]]
}

parse_options() {
  only='' dry_run='' options=()
  while [[ $# -gt 0 ]]; do
    case $1 in
      --dry-run) dry_run=yes ;;
      --only | --where)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        locate_list "$2"
        only=$list
        shift
        ;;
      --)
        shift
        options=("$@")
        return 0
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      *) usage_error "no such option: $1" ;;
    esac
    shift
  done
}

main() {
  parse_options "$@"
  locate_sweep
  find_runs
  if [[ ${#runs[@]} -eq 0 ]]; then
    printf 'nothing to send: all runs of finished tasks of %s have been sent\n' "${sweep_dir##*/}"
  elif [[ -n $dry_run ]]; then
    printf '%s\n' "${runs[@]}"
  else
    command -v wandb >/dev/null || die 'no wandb on PATH: activate the environment that the tasks run in'
    send_runs
  fi
}

main "$@"
exit $?
