is_number() { # <text>: digits only, so that arithmetic on it runs nothing
  case $1 in
    '' | *[!0-9]*) return 1 ;;
    *) [[ ${#1} -le 18 ]] ;;
  esac
}
