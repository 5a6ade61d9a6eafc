# The driver takes the place of this script: signals are its own, and so is the exit code. It is what claims
# tasks and passes over what is completed, running or in a queue, also where that has changed since it was looked
# at here.
main() {
  local here=$PWD
  parse_options "$@"
  require_tools awk cut date grep sed sort tail tr
  [[ -z $list ]] || list_is_readable
  locate_sweep
  find_driver
  if [[ -n $list ]]; then
    check_tasks
    words+=(--only "$list")
  fi
  words+=(${lost[@]+"${lost[@]}"} ${more[@]+"${more[@]}"})
  printf '%s: on %s, with %s\n' "${0##*/}" "$target" "$driver" >&2
  # The words after -- may name files as seen from where this was called.
  cd -- "$here" || die "cannot enter $here"
  exec "$BASH" -p "$sweep_dir/$driver" ${words[@]+"${words[@]}"}
}

# The list is read here, by status.sh and by the driver, so it cannot be a pipe.
list_is_readable() {
  case $list in
    @*) [[ -f ${list#@} ]] || usage_error "no file ${list#@}" ;;
    *) ;;
  esac
}
