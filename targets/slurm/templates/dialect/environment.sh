# Environment variables can set options of sbatch, and override the script's. Account and partition are often set there for all
# jobs: these apply unless the sweep sets them. All others are ignored, and each ignored variable is reported. If this runs inside
# a job, that job's settings would change what tasks do, so they are removed as well. Variables that locate the cluster stay.
clean_environment() {
  local name kept=' ' dropped=''
  [[ -z ${SBATCH_CLUSTERS-} ]] || export SLURM_CLUSTERS=$SBATCH_CLUSTERS
  [[ -z ${SLURM_CLUSTERS-} ]] || printf 'clusters: %q, from the environment\n' "$SLURM_CLUSTERS" >&2
  choose_sites
  for name in "${!SBATCH_@}" "${!SLURM_@}" "${!SRUN_@}" "${!SQUEUE_@}" "${!SCANCEL_@}" "${!PMI@}"; do
    case $name in
      SLURM_CONF | SLURM_CONF_SERVER | SLURM_JWT | SLURM_CLUSTERS) continue ;;
      SBATCH_CLUSTERS | SBATCH_*BIND*) ;;
      SBATCH_*)
        [[ $kept != *" $name "* ]] || continue
        [[ -z ${!name} ]] || dropped+=${dropped:+, }$name
        ;;
      *) ;;
    esac
    unset "$name"
  done
  [[ -z $dropped ]] || printf 'ignored: %s: the sweep sets what jobs request\n' "$dropped" >&2
}

# Adds to kept.
choose_sites() {
  local name option said by
  while read -r name option; do
    [[ -n ${!name-} ]] || continue
    said=asked_$option by=--$option
    said=${!said-}
    if [[ -z $said ]]; then
      said=$(sed -n "s/^#SBATCH --$option=//p" scripts/slurm*.sh | tail -n 1) by='the sweep'
    fi
    if [[ -z $said ]]; then
      kept+="$name "
      printf '%s: %q, from %s\n' "$option" "${!name}" "$name" >&2
    else
      printf '%s: %s, as set by %s; not %q from %s\n' "$option" "$said" "$by" "${!name}" "$name" >&2
      unset "$name"
    fi
  done <<'SITES'
SBATCH_ACCOUNT account
SBATCH_PARTITION partition
SBATCH_QOS qos
SBATCH_RESERVATION reservation
SBATCH_CONSTRAINT constraint
SBATCH_WCKEY wckey
SITES
}
