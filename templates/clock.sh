# Sets now to the seconds since 1970, with milliseconds if bash can do that without a fork.
read_clock() {
  if [[ -n ${EPOCHREALTIME-} ]]; then
    now=${EPOCHREALTIME/,/.}
    now=${now%???}
  elif ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 402)); then
    printf -v now '%(%s)T' -1
  else
    now=$(date +%s)
  fi
}
