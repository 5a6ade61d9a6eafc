main() {
  locate_sweep
  sweep_id=${sweep_dir##*/}
  if [[ ${1-} == --print ]]; then
    check_task "${2-}"
    print_command "$wanted"
    return
  fi
  # shellcheck disable=SC1091 # it is checked by itself
  . "$sweep_dir/scripts/runner.sh"
  run "$@"
}
