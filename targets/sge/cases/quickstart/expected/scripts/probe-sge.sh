#!/bin/bash -p
# Prints the limits of this cluster as settings.
#
#   probe-sge.sh    print `targets.sge.limits` for hsm_config.yaml
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 dddcf646c3947185bdcf1cc34531f1eba9988c71289a9a5b1e90fdd37e589c1e).
# To change it, edit that file and run: hsm build

# --- Strict mode
# The rest needs bash -p, which ignores functions, options and start-up files from its environment. Any other shell stops reading
# here and is replaced; in POSIX mode no function of the caller can stand in for exec.
case ${BASH_VERSION-}:$- in
  [1-9]*:*p*) ;;
  *)
    HSM_SHELLOPTS=${SHELLOPTS-} HSM_BASHOPTS=${BASHOPTS-} POSIXLY_CORRECT=${POSIXLY_CORRECT-}
    export HSM_SHELLOPTS HSM_BASHOPTS
    exec /bin/bash -p "$0" "$@"
    ;;
esac
unset BASH_COMPAT CDPATH GLOBIGNORE GREP_OPTIONS POSIXLY_CORRECT TMOUT
set +o posix
set -euo pipefail
if [[ ${BASH_VERSINFO[0]} -lt 3 || (${BASH_VERSINFO[0]} -eq 3 && ${BASH_VERSINFO[1]} -lt 2) ]]; then
  printf '%s: needs bash 3.2 or later, but this is %s\n' "$0" "$BASH_VERSION" >&2
  exit 1
fi

# --- Functions
die() { # <message>…
  printf '%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

usage_error() { # <message>…
  printf '%s: %s\nTry %s --help\n' "${0##*/}" "$*" "$0" >&2
  exit 2
}

# The help is the comment at the top of the script.
show_help() { # <script>
  sed -n -e '/^#!/d' -e '/^#/!q' -e 's/^# \{0,1\}//p' "$1"
}

print_limits() {
  local config queues name
  command -v qconf >/dev/null || die 'no qconf on PATH: run this on a submit host of the cluster'
  config=$(qconf -sconf) || die 'Grid Engine is not responding'
  queues=$(qconf -sql) || die 'qconf -sql failed'
  printf '      # parallel environments: %s\n' "$(qconf -spl 2>/dev/null | tr '\n' ' ')"
  # max_u_jobs is not used: it counts an array as one job.
  awk '$1 == "max_aj_tasks" && $2 > 0 { print "      max_array_size: " $2 }' <<<"$config"
  printf '      queues:\n'
  while IFS= read -r name; do
    printf "        '%s':\n" "$name"
    qconf -sq "$name" | awk '
      $1 == "h_rt" && $2 != "INFINITY" { print "          max_walltime: \x27" $2 "\x27" }
      $1 == "slots" { print "          cpus: " $2 + 0 }
    '
  done <<<"$queues"
}

main() {
  local limits
  case ${1-} in
    '') ;;
    -h | --help)
      show_help "${BASH_SOURCE[0]}"
      return 0
      ;;
    *) usage_error "no such option: $1" ;;
  esac
  limits=$(print_limits) || return
  cat <<LIMITS
# For sweeps/hsm_config.yaml: the limits of this cluster, so that hsm build rejects what qsub would reject.
targets:
  sge:
    limits:
$limits
LIMITS
}

main "$@"
exit $?
