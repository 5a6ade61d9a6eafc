# The driver replaces this script, so signals and the exit code are its own. The driver claims tasks and skips those that are
# completed, running or queued, even if that has changed since the check here.
main() {
  local here=$PWD
  parse_options "$@"
  require_tools awk cut date grep sed sort tail tr
  [[ -z $list ]] || list_is_readable
  locate_sweep
  check_journals
  find_driver
  if [[ -n $list ]]; then
    check_tasks
    words+=(--only "$list")
  fi
  words+=(${lost[@]+"${lost[@]}"} ${more[@]+"${more[@]}"})
  printf '%s: on %s, with %s\n' "${0##*/}" "$target" "$driver" >&2
  # The words after -- may name files relative to the caller's directory.
  cd -- "$here" || die "cannot enter $here"
  exec "$BASH" -p "$sweep_dir/$driver" ${words[@]+"${words[@]}"}
}

# The list is read by this script, by status.sh and by the driver, so it cannot be a pipe.
list_is_readable() {
  case $list in
    @*) [[ -f ${list#@} ]] || usage_error "no file ${list#@}" ;;
    *) ;;
  esac
}
