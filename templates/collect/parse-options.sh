parse_options() {
  output='' format=csv archive='' only='' over='' lost=()
  while [[ $# -gt 0 ]]; do
    case $1 in
      --archive) archive=yes ;;
      --output | -o | --format | --only | --where | --over | --lost)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        case $1 in
          --format) format=$2 ;;
          --over)
            [[ $2 == replicates ]] || usage_error "--over only accepts replicates, not $2"
            over=yes
            ;;
          --only | --where)
            locate_list "$2"
            only=$list
            ;;
          --lost) lost+=(--lost "$2") ;;
          *) output=$2 ;;
        esac
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
  case $format in
    csv | tsv | jsonl) ;;
    *) usage_error "no such format: $format (csv, tsv or jsonl)" ;;
  esac
  # Relative to the caller's directory, not to the sweep directory.
  case $output in
    '' | - | /*) ;;
    *) output=$PWD/$output ;;
  esac
}

# All awks give the same result, and mawk takes a fraction of the time.
choose_awk() {
  awk=$(command -v mawk || command -v awk) || die 'no awk on PATH'
}
