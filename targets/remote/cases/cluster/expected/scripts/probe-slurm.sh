#!/bin/bash -p
# Prints the limits of this cluster as settings.
#
#   probe-slurm.sh    print `targets.slurm.limits` for hsm_config.yaml
#
# Made by hsm 0.1.0 from sweeps/sweep.yaml
# (sha256 b41eedecda585363af4e514047d81919aadae292e3c08dec47f05fa9c5327f34).
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
  local config partitions name
  for name in "${!SINFO_@}"; do
    unset "$name"
  done
  command -v scontrol >/dev/null || die 'no scontrol on PATH: run this on a login node of the cluster'
  config=$(scontrol show config) || die 'the Slurm controller is not responding'
  partitions=$(sinfo --noheader --format=$'%R\037%l\037%c\037%m\037%G') || die 'sinfo failed'
  # The smaller of the maximum index of an array and the maximum number of its elements.
  awk '
    $1 == "MaxArraySize" { size = $3 }
    $1 == "MaxJobCount" { jobs = $3 }
    $1 == "SchedulerParameters" && match($0, /max_array_tasks=[0-9]+/) {
      tasks = substr($0, RSTART + 16, RLENGTH - 16) + 1
    }
    END {
      if (tasks && tasks < size) size = tasks
      if (size > 1) print "      max_array_size: " size
      else if (size != "") print "      # Job arrays are disabled: submit with submit-slurm.sh --individual."
      if (jobs) print "      max_jobs: " jobs
    }
  ' <<<"$config"
  print_partitions <<<"$partitions"
}

# sinfo prints one line per kind of node of a partition: the limits are those of the largest.
print_partitions() {
  LC_ALL=C awk -F '\037' -v quote="'" '
    !($1 in seen) {
      seen[$1]
      order[++partitions] = $1
    }
    {
      walltime[$1] = $2
      if ($3 + 0 > cpus[$1]) cpus[$1] = $3 + 0
      if ($4 + 0 > memory[$1]) memory[$1] = $4 + 0
      generic = split($5, resource, ",")
      for (i = 1; i <= generic; i++) {
        sub(/\(.*/, "", resource[i])
        fields = split(resource[i], part, ":")
        if (part[1] != "gpu") continue
        # gpu:2 or gpu:a100:2
        if (part[fields] + 0 > gpus[$1]) gpus[$1] = part[fields] + 0
        if (fields == 3 && index(types[$1] ",", " " part[2] ",") == 0)
          types[$1] = types[$1] (types[$1] == "" ? " " : ", ") part[2]
      }
    }
    END {
      if (partitions) print "      partitions:"
      for (i = 1; i <= partitions; i++) {
        name = order[i]
        print "        " quote name quote ":"
        if (walltime[name] ~ /^[0-9]/) print "          max_walltime: " quote clock(walltime[name]) quote
        print "          cpus: " cpus[name]
        print "          memory: " memory[name] "M"
        if (gpus[name]) print "          gpus: " gpus[name]
        if (types[name] != "") print "          gpu_types: [" substr(types[name], 2) "]"
      }
    }
    # sinfo omits zero hours: 30:00 is half an hour.
    function clock(text, part) {
      return split(text, part, ":") == 2 ? "0:" text : text
    }
  '
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
# For sweeps/hsm_config.yaml: the limits of this cluster, so that hsm build rejects what sbatch would reject.
targets:
  slurm:
    limits:
$limits
LIMITS
}

main "$@"
exit $?
