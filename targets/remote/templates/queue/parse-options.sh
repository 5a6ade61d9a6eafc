parse_options() {
  mode=list directories=() jobs=() max_age=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --all) ;;
      --records | --cancel | --ended) mode=${1#--} ;;
      --max-age | --users)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        if [[ $1 == --max-age ]]; then
          is_number "$2" || usage_error "--max-age needs a number of seconds, not $2"
          max_age=$((10#$2))
        fi
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        exit 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) jobs+=("$1") ;;
    esac
    shift
  done
  case $mode:${#jobs[@]} in
    list:*) directories=(${jobs[@]+"${jobs[@]}"}) ;;
    records:*) ;;
    *:0) usage_error 'which jobs?' ;;
    *) ;;
  esac
}

# Whether this is the copy on the machine, which remote.sh has started. A copy of that copy is not.
is_there() {
  local path
  [[ -e state/remote/here ]] || return 1
  { IFS= read -r path && IFS= read -r root && IFS= read -r place; } <state/remote/here || return 1
  [[ $path -ef $sweep_dir ]]
}

# On the machine. What a scheduler has there its own script tells.
answer_there() {
  case $mode in
    cancel) cancel_there ;;
    ended) list_ended ;;
    *)
      if [[ $backend == local ]]; then
        list_jobs
      elif [[ $mode == records ]]; then
        printf 'answered\t%s\t%s\n' "$place" "$(date +%s)"
        "$BASH" -p "scripts/queue-$backend.sh"
      fi
      [[ $mode != records ]] || print_records
      ;;
  esac
}
