main() {
  parse_options "$@"
  require_tools awk cut grep ln mkdir mktemp rm sed sort tail tr wc xargs
  name_scripts
  locate_sweep
  folder=$(mktemp -d "${TMPDIR:-/tmp}/hsm.XXXXXX") || die 'cannot create a temporary directory'
  trap 'rm -rf "$folder"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  "$BASH" -p "$sweep_dir/scripts/status.sh" --tsv ${words[@]+"${words[@]}"} >"$folder/status" || exit "$?"
  list_logs
  ask_schedulers
  tell_causes
  print_gone
  [[ $format != text ]] || show_stopped
}

# Sets scripts to the path of these scripts as the caller gave it, quoted for typing.
name_scripts() {
  case ${BASH_SOURCE[0]} in
    */*) printf -v scripts '%q' "${BASH_SOURCE[0]%/*}" ;;
    *) scripts=. ;;
  esac
}
