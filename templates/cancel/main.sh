parse_options() {
  only='' ranges='' yes='' waiting=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      -y | --yes) yes=yes ;;
      --waiting) waiting=yes ;;
      --only | --where)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        only=$2
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      *) usage_error "no such option: $1" ;;
    esac
    shift
  done
  # Before entering the sweep directory, because the path of a list is relative to the caller's directory.
  [[ -z $only ]] || read_task_list "$only"
}

confirm() { # <question>
  local answer
  [[ -z $yes ]] || return 0
  [[ -t 0 ]] || die 'no terminal to ask for confirmation: use -y to skip it'
  read -r -p "$1 [y/N] " answer
  case $answer in
    y | Y | yes) ;;
    *) die 'nothing was cancelled' ;;
  esac
}

# Sets job_count to the number of cancelled jobs.
cancel_jobs() {
  local name own numbers report result=0
  job_count=0
  while read -r name; do
    own=$(awk -v name="$name" '$1 == name { printf "%s ", $2 }' <<<"$jobs")
    IFS=' ' read -r -a numbers <<<"$own"
    report=$("$BASH" -p "scripts/queue-$name.sh" --cancel "${numbers[@]}") || result=1
    job_count=$((job_count + $(awk '$1 == "cancelled" { count += $2 } END { print count + 0 }' <<<"$report")))
  done < <(awk 'NF { print $1 }' <<<"$jobs" | sort -u)
  return "$result"
}

main() {
  local worker_count=0 job_count=0 processes=() failed='' targets
  unanswered=''
  parse_options "$@"
  require_tools awk grep sed sort tail
  locate_sweep
  check_journals
  find_jobs
  find_workers
  [[ -z $waiting ]] || workers='' elsewhere=''
  if [[ -n $workers && -n $only ]]; then
    printf 'workers on this host keep running: they take any task that is free\n' >&2
    workers=''
  fi
  job_count=$(grep -c . <<<"$jobs") || true
  IFS=' ' read -r -a processes <<<"$workers"
  worker_count=${#processes[@]}
  [[ -z $elsewhere ]] || printf 'tasks running on %s must be cancelled there\n' "$elsewhere" >&2
  if [[ $job_count -eq 0 && $worker_count -eq 0 ]]; then
    [[ -z $unanswered ]] || die "nothing was cancelled: no response from $unanswered, which may have jobs of this sweep"
    printf 'nothing to cancel\n'
    return 0
  fi
  targets="$job_count job$([[ $job_count -eq 1 ]] || printf s) and $worker_count worker$([[ $worker_count -eq 1 ]] || printf s)"
  confirm "cancel $targets of ${sweep_dir##*/}?"
  [[ $job_count -eq 0 ]] || cancel_jobs || failed=yes
  [[ $worker_count -eq 0 ]] || kill -s TERM ${processes[@]+"${processes[@]}"} 2>/dev/null || true
  printf 'cancelled %s\n' "$targets"
  [[ -z $unanswered ]] || die "no response from $unanswered, which may have jobs of this sweep"
  [[ -z $failed ]]
}
