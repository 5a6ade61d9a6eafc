#!/bin/bash -p
# Prints the limits of this cluster as settings.
#
#   probe-torque.sh    print `targets.torque.limits` for hsm_config.yaml
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
  local server queues
  command -v qstat >/dev/null || die 'no qstat on PATH: run this on a login node of the cluster'
  server=$(qstat -B -f) || die 'Torque is not responding'
  queues=$(qstat -Q -f) || die 'qstat -Q failed'
  sed -n 's/^ *max_job_array_size = \([0-9]*\)$/      max_array_size: \1/p' <<<"$server"
  LC_ALL=C awk -v quote="'" '
    /^Queue: / {
      if (!seen++) print "      queues:"
      print "        " quote $2 quote ":"
    }
    $1 == "resources_max.walltime" { print "          max_walltime: " quote $3 quote }
    $1 == "resources_max.ncpus" { print "          cpus: " $3 }
    $1 == "resources_max.mem" { print "          memory: " toupper(substr($3, 1, length($3) - 1)) }
    $1 == "resources_max.ngpus" { print "          gpus: " $3 }
  ' <<<"$queues"
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
  torque:
    limits:
$limits
LIMITS
}

main "$@"
exit $?
