run_verb() { # <root> <key of the sweep> <sweep id> <verb> [<argument>…]
  enter_root "$1" "$2" "$3" || return
  "${@:4}"
}

main() {
  umask 077
  # What is on its own answers nobody.
  if [[ ${4-} == run_detached ]]; then
    run_verb "$@"
  else
    print_answer run_verb "$@"
  fi
}

main "$@"
exit $?
