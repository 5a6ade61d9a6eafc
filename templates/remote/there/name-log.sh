name_log() { # <number>
  printf 'logs/%s.log' "$(name_of "$1")"
}
