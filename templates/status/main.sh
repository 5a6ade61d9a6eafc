main() {
  local mode=show
  columns='' only='' among='' max_age=30 may_be_kept=yes want_failed='' want_missing='' want_timeout='' want_queued='' lost_hosts=''
  completed='' lines='' clock='' unclaimed=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --watch) mode=watch ;;
      --tsv) mode=tsv ;;
      --counts) mode=counts ;;
      --todo) mode=todo ;;
      --completed) mode=completed ;;
      --failed) want_failed=1 ;;
      --missing) want_missing=1 ;;
      --timeout) want_timeout=1 ;;
      --queued) want_queued=1 ;;
      --fresh) may_be_kept='' ;;
      --only | --where | --among | --lost | --interval)
        [[ -n ${2-} ]] || usage_error "$1 needs a value"
        case $1 in
          --lost) lost_hosts+=" $2" ;;
          --only | --where) only=$2 ;;
          --among) among=$2 ;;
          *)
            is_number "$2" || usage_error "invalid number of seconds: $2"
            max_age=$((10#$2))
            [[ $max_age -ge 10 ]] || usage_error '--interval must be at least 10 seconds'
            ;;
        esac
        shift
        ;;
      -h | --help)
        show_help "${BASH_SOURCE[0]}"
        return 0
        ;;
      *) usage_error "no such option: $1" ;;
    esac
    shift
  done
  ranges=''
  [[ -z $only ]] || read_task_list "$only"
  require_tools awk cat cut date grep ls sed sleep sort tail tr wc
  case $among in
    '' | /*) ;;
    *) among=$PWD/$among ;;
  esac
  locate_sweep
  check_journals
  sweep_id=${sweep_dir##*/}
  [[ ! -t 1 ]] || read_terminal_width
  case $mode in
    show) show_summary ;;
    watch) watch_summary ;;
    tsv) show_tsv ;;
    counts) show_numbers ;;
    completed) show_completed ;;
    *) show_todo ;;
  esac
}
