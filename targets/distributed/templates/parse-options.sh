# Sets selection to the options that select tasks for local.sh, and lost to the machines that are gone.
parse_options() {
  selection=() only=() passed=() lost='' dry_run='' is_detached='' patience=$default_patience words=("$@") stopped='' called_from=$PWD
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing | --timeout-only) selection+=("$1") ;;
      --no-progress) passed+=("$1") ;;
      --dry-run) dry_run=yes ;;
      --detach) is_detached=yes ;;
      --only | --where | --lost | --walltime | --timeout | --retries | --patience | \
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
      locate_list "$2"
      only=(--only "$list")
      ;;
    --lost)
      selection+=("$1" "$2")
      lost+=$2$'\n'
      ;;
    --memory | --cpus | --gpus-per-task | --partition | --qos | --account)
      usage_error "$1 needs a scheduler; the settings of each machine set how many tasks it runs at a time"
      ;;
    --patience)
      is_number "$2" || usage_error "--patience needs a number of seconds, not $2"
      patience=$((10#$2))
      ;;
    *) passed+=("$1" "$2") ;;
  esac
}
