parse_options() {
  jobs='' job='' through='' started_by=local gpus=$visible_gpus timeout=$default_timeout engine='' show_output='' bar=auto retries=0 dry_run=''
  selection=() asked_memory='' asked_cpus='' asked_gpus=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing) selection+=("$1") ;;
      --timeout-only) selection+=(--timeout) ;;
      --dry-run) dry_run=yes ;;
      --show-output) show_output=yes ;;
      --no-progress) bar=no ;;
      --jobs | -j | --only | --where | --timeout | --walltime | --retries | --gpus | --engine | --lost | --job | --through | --started-by | \
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
    --jobs | -j)
      is_number "$2" || usage_error "invalid number of jobs: $2"
      jobs=$((10#$2))
      [[ $jobs -ge 1 ]] || usage_error '--jobs must be at least 1'
      ;;
    --only | --where)
      locate_list "$2"
      selection+=(--only "$list")
      ;;
    --memory | --cpus | --gpus-per-task) read_resource "$1" "$2" ;;
    --partition | --qos | --account) usage_error "$1 needs a scheduler" ;;
    --lost) selection+=("$1" "$2") ;;
    --job) read_job "$2" ;;
    --started-by)
      case $2 in
        *[!a-z0-9-]*) usage_error "invalid target name: $2" ;;
        *) started_by=$2 ;;
      esac
      ;;
    --through)
      through=$2
      [[ $through == /* ]] || through=$PWD/$through
      ;;
    --timeout | --walltime) read_timeout "$1" "$2" ;;
    --retries)
      is_number "$2" || usage_error "invalid number of retries: $2"
      retries=$((10#$2))
      ;;
    --gpus)
      case $2 in
        '' | *[!0-9,]*) usage_error "invalid list of GPUs: $2 (example: 0,1)" ;;
        *) gpus=$2 ;;
      esac
      ;;
    *)
      case $2 in
        bash | parallel) engine=$2 ;;
        *) usage_error "no such engine: $2 (bash or parallel)" ;;
      esac
      ;;
  esac
}

# A plain number means seconds for --timeout, as in coreutils, and 0 removes the sweep's limit.
read_timeout() { # <option> <value>
  timeout=''
  if [[ $1 == --timeout ]] && is_number "$2"; then
    [[ $((10#$2)) -eq 0 ]] || timeout=$((10#$2))
  else
    parse_walltime "$2"
    timeout=$seconds
  fi
}

# Sets job, the journals' name for this run. The number is only meaningful together with its place.
read_job() { # <place>:<number>
  case $1 in
    *[!A-Za-z0-9._:/-]* | :* | *:) usage_error "invalid job: $1 (example: PLACE:12)" ;;
    */*/*:[0-9]*) job=$1 ;;
    *) usage_error "invalid job: $1 (example: PLACE:12)" ;;
  esac
}
