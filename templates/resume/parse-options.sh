# Sets words to the driver's options, and more to the words after --, which follow them.
parse_options() {
  words=() more=() lost=() list='' target=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --failed | --missing | --dry-run) words+=("$1") ;;
      # A driver's --timeout may be the time limit of a task.
      --timeout) words+=(--timeout-only) ;;
      --task-ids | --where | --walltime | --target | --lost | \
        --memory | --cpus | --gpus | --partition | --qos | --account)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        case $1 in
          --task-ids | --where) locate_list "$2" ;;
          --walltime | --memory | --cpus | --partition | --qos | --account) words+=("$1" "$2") ;;
          # A driver's own --gpus may select the GPUs of the machine.
          --gpus) words+=(--gpus-per-task "$2") ;;
          --lost) lost+=(--lost "$2") ;;
          *) target=$2 ;;
        esac
        shift
        ;;
      --)
        shift
        more=("$@")
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
