# Sets answer to what remote-there.sh prints, and noise to what the login shell printed before it. Fails with the exit code of
# that script, or with 75 if the answer is missing or incomplete.
try_there() { # <verb> [<argument>…], with its input on standard input
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
