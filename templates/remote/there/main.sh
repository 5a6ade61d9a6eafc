run_verb() { # <root> <key of the sweep> <sweep id> <verb> [<argument>…]
  enter_root "$1" "$2" "$3" || return
  "${@:4}"
}

main() {
  umask 077
  # Nobody waits for the answer of a detached process.
  if [[ ${4-} == run_detached ]]; then
    run_verb "$@"
  else
    print_answer run_verb "$@"
  fi
}

main "$@"
exit $?
