run() {
  local preflight='' elsewhere='' share='' gpus='' gpus_each=${gpus_per_task-1} journal_name='' cgroup=''
  wanted='' timeout='' retries=0 grace=$default_grace show_output='' quiet='' todo_file='' task_gpus=''
  first_task=1 last_task=$task_count job='' deadline='' ask_end='' claim_margin='' usr1_is_end='' near_end=''
  goes_back='' resources='' stretch='' through='' run_host='' stopping='' last_state='' last_status=0 any_failed='' longest=0 child='' child_start='' killer='' alarm=''
  while [[ $# -gt 0 ]]; do
    case $1 in
      --preflight) preflight=yes ;;
      --elsewhere) elsewhere=yes ;;
      --show-output) show_output=yes ;;
      --quiet) quiet=yes ;;
      --usr1-is-end) usr1_is_end=yes ;;
      --goes-back) goes_back=yes ;;
      --worker | --journal | --timeout | --retries | --grace | --todo | --gpus | --tasks | --job | --until | \
        --ask-end | --claim-margin | --gpus-per-task | --resources | --stretch | --through | --cgroup)
        [[ $# -ge 2 ]] || usage_error "$1 needs a value"
        case $1 in
          --worker) share=$2 ;;
          --journal) journal_name=$2 ;;
          --timeout) timeout=$2 ;;
          --retries) retries=$2 ;;
          --grace) grace=$2 ;;
          --todo) todo_file=$2 ;;
          --tasks) read_range "$2" ;;
          --job) job=$2 ;;
          --until) deadline=$2 ;;
          --ask-end) ask_end=$2 ;;
          --claim-margin) claim_margin=$2 ;;
          --gpus-per-task) gpus_each=$2 ;;
          --resources) resources=$2 ;;
          --cgroup) cgroup=$2 ;;
          --stretch) stretch=$2 ;;
          --through) through=$2 elsewhere=yes ;;
          *) gpus=$2 ;;
        esac
        shift
        ;;
      -h | --help)
        show_help "$sweep_dir/scripts/task.sh"
        return 0
        ;;
      -*) usage_error "no such option: $1" ;;
      *) check_task "$1" ;;
    esac
    shift
  done
  verify_manifest
  enter_project "$elsewhere" "$preflight"
  [[ -z $preflight ]] || return 0
  [[ -n $wanted || -n $share ]] || usage_error 'missing task number'
  trap_signals
  [[ -z $through ]] || bind_slot "${share%/*}"
  open_journal "$journal_name"
  read_stop_limit
  open_meter
  find_peak_file "$cgroup"
  if [[ -n $share ]]; then
    [[ -z $gpus ]] || assign_gpus "$gpus" "${share%/*}"
    run_worker "${share%/*}" "${share#*/}"
  else
    run_one "$wanted"
  fi
  # Tells the driver that tasks may be left for lack of time.
  [[ -z $near_end ]] || return 75
  [[ -z $stopping ]] || return 130
  [[ -z $any_failed ]]
}

# With --through, a script runs the programs elsewhere. For each worker it prints where that is and the worker's name in the
# journal, or nothing if this worker runs them itself.
bind_slot() { # <worker>
  local place
  place=$("$BASH" -p "$through" --slot "$1" </dev/null) || die "$through did not report where worker $1 runs its tasks"
  IFS=$'\t' read -r run_host job <<<"$place"
  [[ -n $run_host ]] || through=''
}

read_range() { # <first>-<last>
  check_task "${1%-*}"
  first_task=$wanted
  check_task "${1#*-}"
  last_task=$wanted wanted=''
}
