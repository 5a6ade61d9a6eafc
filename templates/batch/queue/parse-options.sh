parse_options() {
  local mode=list words=()
  directories=() to_cancel=() ended_jobs=() all='' max_age=0 more_users='' kept_users='' patience=30
  while [[ $# -gt 0 ]]; do
    case $1 in
      --all) all=yes ;;
      --cancel | --ended) mode=${1#--} ;;
      --max-age | --users)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        if [[ $1 == --users ]]; then
          more_users=$2
        else
          is_number "$2" || usage_error "--max-age needs a number of seconds, not $2"
          max_age=$((10#$2))
          # A caller that only displays does not wait for long.
          patience=10
        fi
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) words+=("$1") ;;
    esac
    shift
  done
  case $mode:${#words[@]} in
    list:*) directories=(${words[@]+"${words[@]}"}) ;;
    *:0) usage_error 'missing job ids' ;;
    cancel:*) to_cancel=(${words[@]+"${words[@]}"}) ;;
    *) ended_jobs=(${words[@]+"${words[@]}"}) ;;
  esac
}
