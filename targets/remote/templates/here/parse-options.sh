# Sets verb and its options.
parse_options() {
  verb=submit selection=() resource_words=() only='' jobs='' walltime='' dry_run='' follow='' force=''
  case ${1-} in
    push | start | follow | status | logs | pull | stop | clean | run)
      verb=$1
      shift
      ;;
    '' | -*) ;;
    *) usage_error "no such verb: $1" ;;
  esac
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing | --timeout-only) selection+=("$1") ;;
      --dry-run) dry_run=yes ;;
      --follow) follow=yes ;;
      --force) force=yes ;;
      --only | --where | --lost | --walltime | --jobs | --throttle | \
        --memory | --cpus | --gpus-per-task | --partition | --qos | --account)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        parse_value "$1" "$2"
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
}

parse_value() { # <option> <value>
  case $1 in
    --only | --where)
      # Before entering the sweep directory, because the path of a list is relative to the caller's directory.
      read_task_list "$2"
      only=$(awk '{ print ($2 == $3 ? $2 : $2 "-" $3) }' <<<"$ranges")
      ;;
    --lost) selection+=("$1" "$2") ;;
    --walltime) walltime=$2 ;;
    # The driver there knows what its scheduler accepts.
    --memory | --cpus | --gpus-per-task | --partition | --qos | --account) resource_words+=("$1" "$2") ;;
    *)
      is_number "$2" || usage_error "invalid number of jobs: $2"
      jobs=$2
      ;;
  esac
}

# The output of --dry-run: the tasks that would run, as far as is known here.
show_tasks() {
  local words=(${selection[@]+"${selection[@]}"}) tasks
  [[ ${#words[@]} -eq 0 ]] || words=("${words[@]/#--timeout-only/--timeout}")
  [[ -z $only ]] || words+=(--only "${only//$'\n'/,}")
  tasks=$("$BASH" -p scripts/status.sh --todo ${words[@]+"${words[@]}"} | join_ranges) || die 'cannot determine the remaining tasks'
  if [[ -n $tasks ]]; then
    printf 'would run tasks %s on %s\n' "$tasks" "$remote_host"
  else
    printf 'nothing to do: every selected task is completed or running\n'
  fi
}
