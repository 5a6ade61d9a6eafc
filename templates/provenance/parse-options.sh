# Sets verb and its arguments.
parse_options() {
  verb=all names=() record='' started_by='' code=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --record | --started-by | --code | --diff)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        case $1 in
          --record) verb=record record=$2 ;;
          --diff) verb=diff record=$2 ;;
          --code) code=$2 ;;
          *) started_by=$2 ;;
        esac
        shift
        ;;
      --changed)
        shift
        [[ $# -gt 0 ]] || usage_error '--changed needs a value'
        verb=changed names=("$@")
        return 0
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) verb=one record=$1 ;;
    esac
    shift
  done
  case $record in
    .* | *[!A-Za-z0-9._-]*) usage_error "invalid record name: $record" ;;
    *) ;;
  esac
}
