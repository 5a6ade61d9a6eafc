parse_options() {
  format=text line_count=5 words=() lost=() list=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --tsv) format=tsv ;;
      --fresh) words+=(--fresh) ;;
      --only | --where | --lost | --lines)
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
      words+=(--only "$list")
      ;;
    --lost)
      words+=(--lost "$2")
      lost+=(--lost "$2")
      ;;
    *)
      is_number "$2" || usage_error "invalid number of lines: $2"
      line_count=$((10#$2))
      [[ $line_count -le 200 ]] || line_count=200
      ;;
  esac
}
