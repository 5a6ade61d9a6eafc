# Sets answer to what remote-there.sh prints, and noise to what the login shell there printed before it. Fails as that
# fails, and with 75 where there is no answer, or half of one.
try_there() { # <verb> [<argument>…], with what it reads on standard input
  local text code
  text=$(run_there "$@") || true
  [[ $text == *hsm-answer$'\n'* && $text == *$'\n'hsm-done\ * ]] || return 75
  noise=${text%%hsm-answer$'\n'*}
  answer=${text#*hsm-answer$'\n'}
  code=${answer##*$'\n'hsm-done }
  answer=${answer%$'\n'hsm-done*}
  is_number "$code" || return 75
  return "$code"
}
